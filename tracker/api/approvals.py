"""Cross-province transfers: apply, look up, list, take a step; /api/v1/approvals."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from tracker.api.scans import digest_of
from tracker.api.schemas.approval import (
    ApprovalSchema,
    ApprovalsQuerySchema,
    ApprovalsSchema,
    ApprovalStepSchema,
    NewApplicationSchema,
)
from tracker.domain.approval import (
    Application,
    ApplicationMaterial,
    ApprovalState,
    ApprovalStep,
    Attached,
    Cause,
    StepSaid,
)
from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.programme import LicenceScope
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.approval_words import approval_in_words, listed_in_words, whole_approval
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of
from tracker.lifecycle.approval_groups import STATES_OF, ApprovalGroup
from tracker.store.queries.approvals import WantedApprovals, listed_approvals, workdays
from tracker.usecases.apply_for_approval import apply_for_approval
from tracker.usecases.find_approval import as_time_went_by
from tracker.usecases.take_approval_step import take_approval_step


def approvals_blueprint(house: House) -> ApiBlueprint:
    approvals = ApiBlueprint("approvals", house, "Transfers into other provinces / 跨省转移审批")
    _applying(approvals, house)
    _looking_up(approvals, house)
    return approvals


def _applying(approvals: ApiBlueprint, house: House) -> None:
    """Transfers are applied for, and move a step."""

    @approvals.route(
        "POST",
        "/approvals",
        right=Right.EDIT_OWN,
        body=NewApplicationSchema,
        answer=ApprovalSchema,
        status=201,
    )
    def post_approval(caller: Caller, body: dict[str, Any], raw: dict[str, Any]) -> Response:
        """Apply for transfers into another province; the authority's days begin to count."""
        client_id = body.pop("client_id")
        done = apply_for_approval(
            application_from(body), client_id, digest_of(raw), caller, house.new_uow(), house.clock
        )
        headers = {"Idempotent-Replay": "true"} if done.replayed else {}
        return _shown(house, done.approval.code, caller, 201, headers)

    @approvals.route(
        "POST",
        "/approvals/<code>/steps",
        right=(Right.EDIT_OWN, Right.EDIT_REFERENCE),
        body=ApprovalStepSchema,
        answer=ApprovalSchema,
    )
    def post_approval_step(
        caller: Caller, code: str, body: dict[str, Any], raw: dict[str, Any]
    ) -> Response:
        """Take a step. Refusals tell what is possible."""
        found = whole_approval(house, code, caller).approval
        words = {name: value for name, value in raw.items() if name not in ("step", "version")}
        after = take_approval_step(
            found.code, said_from(body), words, caller, house.new_uow(), house.clock
        )
        return _shown(house, after.code, caller)


def _looking_up(approvals: ApiBlueprint, house: House) -> None:
    """Applications are listed and shown."""

    @approvals.route(
        "GET", "/approvals", right=Right.READ, query=ApprovalsQuerySchema, answer=ApprovalsSchema
    )
    def get_approvals(caller: Caller, query: dict[str, Any]) -> Response:
        """List applications, the newest first: one's own, or those of a division."""
        limit = query["limit"]
        before = key_of(query.get("cursor"), _id)
        group = query.get("group")
        states = STATES_OF[ApprovalGroup(group)] if group else frozenset(ApprovalState)
        if "state" in query:
            states &= {ApprovalState(query["state"])}
        wanted = WantedApprovals(limit, sorted(states), before[0] if before else None)
        with house.sessions() as session:
            found = listed_approvals(session, sight_of(caller), wanted)
            calendar = workdays(session)
        page, following = page_of(found, limit, lambda row: [row.id])
        today = day_of(house.clock.now())
        items = [
            listed_in_words(as_time_went_by(one, today, calendar)[0], calendar, today)
            for one in page
        ]
        return _answered({"items": items, "next": following})

    @approvals.route("GET", "/approvals/<code>", right=Right.READ, answer=ApprovalSchema)
    def get_approval(caller: Caller, code: str) -> Response:
        """Show one by its code or its number: steps, clock, what was drawn, what may be done."""
        return _shown(house, code, caller)


def _shown(
    house: House, code: str, caller: Caller, status: int = 200, headers: Any = None
) -> Response:
    whole = whole_approval(house, code, caller)
    return _answered(approval_in_words(whole, caller, language_of(request)), status, headers)


def application_from(body: dict[str, Any]) -> Application:
    """A validated body as the application it means."""
    words = dict(body)
    words["purpose"] = LicenceScope(words["purpose"])
    words["materials"] = _attached(words.get("materials", ()))
    if "cause" in words:
        words["cause"] = Cause(words["cause"])
    return Application(**words)


def said_from(body: dict[str, Any]) -> StepSaid:
    """A validated body as the step it means."""
    words = dict(body)
    words["step"] = ApprovalStep(words["step"])
    words["materials"] = _attached(words.get("materials", ()))
    words["missing"] = tuple(ApplicationMaterial(one) for one in words.get("missing", ()))
    return StepSaid(**words)


def _attached(materials: Any) -> tuple[Attached, ...]:
    return tuple(Attached(ApplicationMaterial(one["kind"]), one["digest"]) for one in materials)


def _answered(body: dict[str, Any], status: int = 200, headers: Any = None) -> Response:
    return Response(orjson.dumps(body), status, headers, mimetype="application/json")


def _id(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 < part < 2**62:
        raise ValueError(f"{part!r} is no id of an application")
    return part
