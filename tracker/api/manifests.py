"""Manifests: fill in, look up, list; POST, PUT and GET /api/v1/manifests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from flask import Response, request

from tracker.api.manifest_words import (
    codes_of_parties,
    happened_in_words,
    listed_in_words,
    manifest_in_words,
    revision_in_words,
)
from tracker.api.scans import digest_of
from tracker.api.schemas.manifest import (
    CopySchema,
    EditedManifestSchema,
    ManifestsQuerySchema,
    NewManifestSchema,
)
from tracker.api.schemas.manifest_shown import (
    HistorySchema,
    LoadSchema,
    ManifestSchema,
    ManifestsSchema,
)
from tracker.domain.caller import Caller
from tracker.domain.consequences import Consequences
from tracker.domain.errors import NotFound
from tracker.domain.manifest import Manifest
from tracker.domain.manifest_draft import Draft, DraftCarrier, DraftRow, Paper
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.blueprint import ApiBlueprint
from tracker.http.consequence_words import consequences_in_words
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.store.queries.manifest_clock import running_clock
from tracker.store.queries.manifests import (
    WantedManifests,
    history_of,
    listed_manifests,
    load_of,
    manifest_with,
    revisions_of,
)
from tracker.usecases.copy_manifest import copy_manifest
from tracker.usecases.create_manifest import Written, create_manifest
from tracker.usecases.edit_manifest import edit_manifest
from tracker.usecases.find_manifest import sees


def manifests_blueprint(house: House) -> ApiBlueprint:
    manifests = ApiBlueprint("manifests", house, "Transfer manifests / 转移联单")
    _filling_in(manifests, house)
    _looking_up(manifests, house)
    return manifests


def _filling_in(manifests: ApiBlueprint, house: House) -> None:
    """Drafts are written, copied, and written anew."""

    @manifests.route(
        "POST",
        "/manifests",
        right=Right.SCAN,
        body=NewManifestSchema,
        answer=ManifestSchema,
        status=201,
    )
    def post_manifest(caller: Caller, body: dict[str, Any], raw: dict[str, Any]) -> Response:
        """Fill in a manifest: a draft under a provisional number, or one that went on paper."""
        client_id = body.pop("client_id")
        written = create_manifest(
            draft_from(body), client_id, digest_of(raw), caller, house.new_uow(), house.clock
        )
        return _written(house, written, caller)

    @manifests.route(
        "POST",
        "/manifests/<number>/copies",
        right=Right.SCAN,
        body=CopySchema,
        answer=ManifestSchema,
        status=201,
    )
    def post_manifest_copy(
        caller: Caller, number: str, body: dict[str, Any], raw: dict[str, Any]
    ) -> Response:
        """Fill in a new draft as this manifest was filled in, without its batteries."""
        written = copy_manifest(
            askable(number),
            body["client_id"],
            digest_of(raw | {"copy": number}),
            caller,
            house.new_uow,
            house.clock,
        )
        return _written(house, written, caller)

    @manifests.route(
        "PUT",
        "/manifests/<number>",
        right=Right.SCAN,
        body=EditedManifestSchema,
        answer=ManifestSchema,
    )
    def put_manifest(caller: Caller, number: str, body: dict[str, Any]) -> Response:
        """Write a draft anew."""
        version = body.pop("version")
        edited = edit_manifest(
            askable(number), version, draft_from(body), caller, house.new_uow(), house.clock
        )
        return answered(shown(house, edited, caller))


def _looking_up(manifests: ApiBlueprint, house: House) -> None:
    """Manifests are listed and shown, with their loads and histories."""

    @manifests.route(
        "GET", "/manifests", right=Right.READ, query=ManifestsQuerySchema, answer=ManifestsSchema
    )
    def get_manifests(caller: Caller, query: dict[str, Any]) -> Response:
        """List manifests, the newest first: those one stands on, or those of a division."""
        limit = query["limit"]
        after = key_of(query.get("cursor"), int)
        wanted = wanted_manifests(query, caller, limit, after[0] if after else None)
        with house.sessions() as session:
            found = listed_manifests(session, sight_of(caller), wanted)
        page, following = page_of(found, limit, lambda row: [row.id])
        items = [listed_in_words(row, caller.organisation) for row in page]
        return answered({"items": items, "next": following})

    @manifests.route("GET", "/manifests/<number>", right=Right.READ, answer=ManifestSchema)
    def get_manifest(caller: Caller, number: str) -> Response:
        """Show a manifest by any number it bears, and what the caller may do with it now."""
        found = seen_manifest(house, number, caller)
        return answered(shown(house, found, caller))

    @manifests.route("GET", "/manifests/<number>/load", right=Right.READ, answer=LoadSchema)
    def get_manifest_load(caller: Caller, number: str) -> Response:
        """List the batteries and boxes bound to it, row by row."""
        found = seen_manifest(house, number, caller)
        with house.sessions() as session:
            load = load_of(session, found.id)
        items = [{"row": row, "code": code, "aboard": aboard} for row, code, aboard in load]
        return answered({"items": items})

    @manifests.route("GET", "/manifests/<number>/history", right=Right.READ, answer=HistorySchema)
    def get_manifest_history(caller: Caller, number: str) -> Response:
        """List who confirmed what, every difference with its reason, and the revisions."""
        found = seen_manifest(house, number, caller)
        with house.sessions() as session:
            happened = history_of(session, found.id)
            revisions = revisions_of(session, found.id)
        codes = codes_of_parties(found)
        return answered(
            {
                "confirmations": [happened_in_words(one) for one in happened],
                "revisions": [revision_in_words(one, codes) for one in revisions],
            }
        )


def _written(house: House, written: Written, caller: Caller) -> Response:
    body = shown(house, written.manifest, caller)
    headers = {"Idempotent-Replay": "true"} if written.replayed else {}
    return answered(body, 201, headers)


def draft_from(body: dict[str, Any]) -> Draft:
    """A validated body as the draft it means."""
    words = dict(body)
    words["rows"] = [DraftRow(**row) for row in words["rows"]]
    words["carriers"] = [DraftCarrier(**one) for one in words["carriers"]]
    if "paper" in words:
        words["paper"] = Paper(**words["paper"])
    return Draft(**words)


def wanted_manifests(
    query: dict[str, Any], caller: Caller, limit: int, after: int | None
) -> WantedManifests:
    """What a query asks for; a state that is named counts beside a group's own."""
    group = query.get("group")
    states = STATES_OF[group] if group else frozenset()
    if "state" in query:
        states = frozenset({query["state"]})
    return WantedManifests(
        limit=limit,
        states=sorted(states),
        turn=(caller.organisation or 0) if group is ManifestGroup.TO_CONFIRM else None,
        sender=query.get("sender"),
        receiver=query.get("receiver"),
        unapproved=group is ManifestGroup.ON_THE_ROAD_UNAPPROVED,
        after=after,
    )


def seen_manifest(house: House, number: str, caller: Caller) -> Manifest:
    """The manifest by any number it bears; NotFound when there is none that the caller may see."""
    found = manifest_with(house.sessions, askable(number))
    if found is None or not sees(found, caller):
        raise NotFound
    return found


def shown(
    house: House,
    m: Manifest,
    caller: Caller,
    findings: Sequence[Any] = (),
    consequences: Consequences | None = None,
) -> dict[str, Any]:
    """A manifest as it is answered to this caller, in the language asked for; with what the call
    changed downstream, if it took something back or revised it."""
    clock, language = running_clock(house.sessions, m), language_of(request)
    body = manifest_in_words(m, caller, language, clock, findings)
    told = consequences_in_words(consequences, language)
    return body if told is None else body | {"consequences": told}


def askable(number: str) -> str:
    """A number that the database can be asked for; it holds no NUL, for one."""
    if not number.isprintable():
        raise NotFound
    return number


def answered(body: dict[str, Any], status: int = 200, headers: Any = None) -> Response:
    return Response(orjson.dumps(body), status, headers, mimetype="application/json")
