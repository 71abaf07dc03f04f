"""Who is told of alarms, and the log of it: /api/v1/notice-targets and what lies below."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from interop.notices.target import Channel
from interop.notices_wired import post_of, work_of
from interop.store.notice_rows import StoredAttempt, StoredNotice
from interop.usecases.keep_targets import (
    KEEPERS,
    KeptTarget,
    add_target,
    amend_target,
    list_targets,
    notice_log,
    replay,
    try_target,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.moments import said
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE, key_of, page_of
from tracker.rules.finding import Severity

_MOST_ID = 2**63 - 1
_LEAST = ma.validate.OneOf([one.value for one in Severity])
_LANGUAGE = ma.validate.OneOf(["zh", "en"])


class NewTargetSchema(ma.Schema):
    """A mailbox or a webhook, and which alarms it wants."""

    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf([one.value for one in Channel])
    )
    address = ma.fields.String(required=True)
    least = ma.fields.String(load_default=Severity.WARNING.value, validate=_LEAST)
    rules = ma.fields.List(ma.fields.String(), load_default=list)
    language = ma.fields.String(load_default="zh", validate=_LANGUAGE)


class AmendedTargetSchema(ma.Schema):
    """What can change about a target; ``version`` is the one that was read."""

    least = ma.fields.String(required=True, validate=_LEAST)
    rules = ma.fields.List(ma.fields.String(), required=True)
    language = ma.fields.String(required=True, validate=_LANGUAGE)
    active = ma.fields.Boolean(required=True, truthy={True}, falsy={False})
    version = ma.fields.Integer(required=True, strict=True)


class TargetSchema(ma.Schema):
    """A target as it is kept. ``secret`` is shown once, when it was just made."""

    id = ma.fields.String()
    kind = ma.fields.String()
    address = ma.fields.String()
    least = ma.fields.String()
    rules = ma.fields.List(ma.fields.String())
    language = ma.fields.String()
    active = ma.fields.Boolean()
    version = ma.fields.Integer()
    secret = ma.fields.String(allow_none=True)


class TargetsSchema(ma.Schema):
    """All targets of the caller's own."""

    items = ma.fields.List(ma.fields.Nested(TargetSchema))


class OutcomeSchema(ma.Schema):
    """How an attempt went: told, answered (but not with success), not_reached or refused."""

    at = ma.fields.String(allow_none=True)
    outcome = ma.fields.String()
    status = ma.fields.Integer(allow_none=True)
    detail = ma.fields.String()
    milliseconds = ma.fields.Integer()


class NoticeSchema(ma.Schema):
    """A notice with every attempt at it. ``next_at`` null: told or given up."""

    id = ma.fields.String()
    topic = ma.fields.String()
    alarm = ma.fields.String(allow_none=True)
    recorded_at = ma.fields.String()
    sent_at = ma.fields.String(allow_none=True)
    given_up_at = ma.fields.String(allow_none=True)
    next_at = ma.fields.String(allow_none=True)
    attempts = ma.fields.List(ma.fields.Nested(OutcomeSchema))


class NoticesSchema(ma.Schema):
    """A page of the log, the newest first."""

    items = ma.fields.List(ma.fields.Nested(NoticeSchema))
    next = ma.fields.String(allow_none=True)


class LogQuerySchema(ma.Schema):
    """How much of the log is wanted."""

    limit = ma.fields.Integer(load_default=USUAL_PAGE, validate=ma.validate.Range(1, MOST_PER_PAGE))
    cursor = ma.fields.String()


class ReplaySchema(ma.Schema):
    """After which notice's id; 0 for all."""

    after = ma.fields.Integer(load_default=0, strict=True, validate=ma.validate.Range(0, _MOST_ID))


class ReplayedSchema(ma.Schema):
    """How many notices will be sent again."""

    replayed = ma.fields.Integer()


def notices_blueprint(house: House) -> ApiBlueprint:
    notices = ApiBlueprint("notices", house, "Who is told of alarms, and the log of it / 通知")
    _targets(notices, house)
    _log(notices, house)
    return notices


def _targets(notices: ApiBlueprint, house: House) -> None:
    """Who is told is kept, and tried."""

    @notices.route("GET", "/notice-targets", right=KEEPERS, answer=TargetsSchema)
    def get_targets(caller: Caller) -> dict[str, Any]:
        """List the caller's own targets."""
        rows = list_targets(caller, work_of(house))
        return {"items": [_target(KeptTarget(row)) for row in rows]}

    @notices.route(
        "POST",
        "/notice-targets",
        right=KEEPERS,
        body=NewTargetSchema,
        answer=TargetSchema,
        status=201,
    )
    def post_target(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Add a mailbox or a webhook. A webhook's key is shown in this answer and never again."""
        return _target(add_target(body, caller, work_of(house), post_of(house), house.clock))

    @notices.route(
        "PUT",
        "/notice-targets/<int:target>",
        right=KEEPERS,
        body=AmendedTargetSchema,
        answer=TargetSchema,
    )
    def put_target(caller: Caller, target: int, body: dict[str, Any]) -> dict[str, Any]:
        """Change what a target wants to hear, or switch it off."""
        return _target(amend_target(_known(target), body, caller, work_of(house), house.clock))

    @notices.route("POST", "/notice-targets/<int:target>/test", right=KEEPERS, answer=OutcomeSchema)
    def post_test(caller: Caller, target: int) -> dict[str, Any]:
        """Send a test notice now, and say how it went."""
        outcome = try_target(_known(target), caller, work_of(house), post_of(house), house.clock)
        return {**outcome._asdict(), "at": said(house.clock.now())}


def _log(notices: ApiBlueprint, house: House) -> None:
    """What was told is listed, and told again."""

    @notices.route(
        "POST",
        "/notice-targets/<int:target>/replay",
        right=KEEPERS,
        body=ReplaySchema,
        answer=ReplayedSchema,
    )
    def post_replay(caller: Caller, target: int, body: dict[str, Any]) -> dict[str, int]:
        """Send again what came after a notice, told or given up, each under the id it had."""
        count = replay(_known(target), body["after"], caller, work_of(house), house.clock)
        return {"replayed": count}

    @notices.route(
        "GET",
        "/notice-targets/<int:target>/notices",
        right=KEEPERS,
        query=LogQuerySchema,
        answer=NoticesSchema,
    )
    def get_notices(caller: Caller, target: int, query: dict[str, Any]) -> dict[str, Any]:
        """The log of deliveries to a target, the newest first, with every attempt."""
        limit = query["limit"]
        after = key_of(query.get("cursor"), _number)
        rows, attempts = notice_log(
            _known(target), after[0] if after else None, limit, caller, work_of(house)
        )
        page, following = page_of(rows, limit, lambda row: [row.id])
        items = [_notice(row, attempts.get(row.id, ())) for row in page]
        return {"items": items, "next": following}


def _known(target: int) -> int:
    if target > _MOST_ID:
        raise NotFound
    return target


def _number(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part <= _MOST_ID:
        raise ValueError(f"{part!r} is no number of a notice")
    return part


def _target(kept: KeptTarget) -> dict[str, Any]:
    row = kept.row
    return {
        "id": str(row.id),
        "kind": row.kind,
        "address": row.address,
        "least": row.least,
        "rules": row.rules,
        "language": row.language,
        "active": row.active,
        "version": row.version,
        "secret": kept.secret,
    }


def _notice(row: StoredNotice, attempts: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "topic": row.topic,
        "alarm": None if row.alarm is None else str(row.alarm),
        "recorded_at": said(row.recorded_at),
        "sent_at": row.sent_at and said(row.sent_at),
        "given_up_at": row.given_up_at and said(row.given_up_at),
        "next_at": row.next_at and said(row.next_at),
        "attempts": [_attempt(one) for one in attempts],
    }


def _attempt(row: StoredAttempt) -> dict[str, Any]:
    return {
        "at": said(row.at),
        "outcome": row.outcome,
        "status": row.status,
        "detail": row.detail,
        "milliseconds": row.milliseconds,
    }
