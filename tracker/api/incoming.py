"""What other provinces lay before ours: list, look up, reply, decide; /api/v1/incoming."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response

from tracker.api.schemas.incoming import (
    IncomingListSchema,
    IncomingQuerySchema,
    IncomingSchema,
    ReplySchema,
)
from tracker.api.schemas.manifest import ConfirmationSchema
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.incoming import Incoming, IncomingKind
from tracker.domain.manifest import ManifestStep
from tracker.domain.moments import day_of, said
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.domain.workdays import Workdays
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.incoming_words import incoming_in_words
from tracker.http.paging import key_of, page_of
from tracker.store.queries.approvals import workdays
from tracker.store.queries.incoming import WantedIncoming, listed_incoming, shown_incoming
from tracker.usecases.answer_incoming import Answer, answer_incoming

_DECISIONS = (ManifestStep.ACCEPT, ManifestStep.ACCEPT_PARTLY, ManifestStep.REJECT)
#: A record of the exchange holds so many codes, and so many bytes in all; what was scanned travels
#: beside it if there is more of it.
_MOST_CODES, _MOST_BYTES = 500, 48_000


def incoming_blueprint(house: House) -> ApiBlueprint:
    incoming = ApiBlueprint("incoming", house, "Matters of other provinces / 外省来件")

    @incoming.route(
        "GET", "/incoming", right=Right.READ, query=IncomingQuerySchema, answer=IncomingListSchema
    )
    def get_incoming(caller: Caller, query: dict[str, Any]) -> Response:
        """List consultations and loads of other provinces, the newest first."""
        limit = query["limit"]
        before = key_of(query.get("cursor"), _id)
        wanted = WantedIncoming(
            limit,
            IncomingKind(query["kind"]) if "kind" in query else None,
            query["open"],
            before[0] if before else None,
        )
        with house.sessions() as session:
            found = listed_incoming(session, sight_of(caller), house.settings.province, wanted)
            calendar = workdays(session)
        page, following = page_of(found, limit, lambda row: [row.id])
        today = day_of(house.clock.now())
        items = [incoming_in_words(one, calendar, today) for one in page]
        return _answered({"items": items, "next": following})

    @incoming.route("GET", "/incoming/<int:id_>", right=Right.READ, answer=IncomingSchema)
    def get_one_incoming(caller: Caller, id_: int) -> Response:
        """Show one: what its province told, until when an answer is due, what was answered."""
        return _shown(house, id_, caller)

    @incoming.route(
        "POST",
        "/incoming/<int:id_>/reply",
        right=Right.EDIT_REFERENCE,
        body=ReplySchema,
        answer=IncomingSchema,
    )
    def post_reply(caller: Caller, id_: int, body: dict[str, Any]) -> Response:
        """Reply to a consultation; the answer goes to the other province, signed."""
        words = {name: body.get(name) for name in ("agrees", "reference", "reason")}
        answer = Answer(body["version"], words, body.get("day"))
        _expect(house, IncomingKind.CONSULTATION, id_, caller)
        answer_incoming(id_, answer, caller, house.new_uow(), house.clock)
        return _shown(house, id_, caller)

    @incoming.route(
        "POST",
        "/incoming/<int:id_>/decision",
        right=Right.SCAN,
        body=ConfirmationSchema,
        answer=IncomingSchema,
    )
    def post_decision(caller: Caller, id_: int, body: dict[str, Any]) -> Response:
        """Accept, accept in part or reject a load of another province, as its receiver."""
        words = decision_from(body, said(body.get("at") or house.clock.now()))
        _expect(house, IncomingKind.LOAD, id_, caller)
        answer_incoming(id_, Answer(body["version"], words), caller, house.new_uow(), house.clock)
        return _shown(house, id_, caller)

    return incoming


def _expect(house: House, kind: IncomingKind, id_: int, caller: Caller) -> None:
    if _found(house, id_, caller)[0].kind is not kind:
        raise NotFound


def _found(house: House, id_: int, caller: Caller) -> tuple[Incoming, Workdays]:
    with house.sessions() as session:
        found = shown_incoming(session, sight_of(caller), house.settings.province, min(id_, 2**62))
        if found is None:
            raise NotFound
        return found, workdays(session)


def _shown(house: House, id_: int, caller: Caller) -> Response:
    found, calendar = _found(house, id_, caller)
    return _answered(incoming_in_words(found, calendar, day_of(house.clock.now())))


def decision_from(body: dict[str, Any], at: str) -> dict[str, object]:
    """A validated confirmation as the words in which it travels; Malformed for what does not. A
    weighing is told as its mass: the other province does not know the tickets of this one."""
    step = body["step"]
    faults = [] if step in _DECISIONS else [Fault("wrong_form", "/step")]
    faults += [
        Fault("unknown_field", f"/rows/{place}/{name}")
        for place, row in enumerate(body.get("rows", ()))
        for name in ("ticket", "mass_g")
        if row.get(name) is not None
    ]
    faults += [
        Fault("too_long", f"/{name}", {"most": _MOST_CODES})
        for name in ("damaged", "refused", "reasons")
        if len(body.get(name) or ()) > _MOST_CODES
    ]
    if faults:
        raise Malformed(*faults)
    scanned = body.get("scanned")
    words = {
        "step": step.value,
        "at": at,
        "scanned": None if scanned is None else list(scanned),
        "reasons": [
            {"code": code, "reason": reason} for code, reason in body.get("reasons", {}).items()
        ],
        "reason_for": dict(body.get("reason_for", {})),
        "damaged": list(body.get("damaged", ())),
        "refused": list(body.get("refused", ())),
        "rows": [
            {name: row.get(name) for name in ("row", "accepted_g", "accepted_pieces", "method")}
            for row in body.get("rows", ())
        ],
        "differences": [
            {"kind": str(one["kind"]), "reason": one["reason"], "row": one.get("row")}
            for one in body.get("differences", ())
        ],
        "reason": body.get("reason"),
    }
    if len(orjson.dumps(words | {"scanned": None})) > _MOST_BYTES:
        raise Malformed(Fault("too_long", "/reasons", {"most": _MOST_CODES}))
    return words


def _answered(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), mimetype="application/json")


def _id(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 < part < 2**62:
        raise ValueError(f"{part!r} is no id")
    return part
