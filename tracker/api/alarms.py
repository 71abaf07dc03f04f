"""Alarms: GET /api/v1/alarms, GET /api/v1/alarms/{id}, POST /api/v1/alarms/{id}/steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request

from tracker.api.schemas.alarm import (
    AlarmsQuerySchema,
    AlarmsSchema,
    TakenStepSchema,
    WholeAlarmSchema,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.alarm_desk import MOST_ID, whole_alarm
from tracker.http.alarm_words import alarm_in_words
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of
from tracker.lifecycle.alarm_steps import AlarmStep
from tracker.store.queries.alarms import WantedAlarms, listed_alarms
from tracker.usecases.handle_alarm import handle_alarm


def alarms_blueprint(house: House) -> ApiBlueprint:
    alarms = ApiBlueprint("alarms", house, "What looks wrong and needs somebody / 预警")

    @alarms.route("GET", "/alarms", right=Right.READ, query=AlarmsQuerySchema, answer=AlarmsSchema)
    def get_alarms(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List the alarms at the caller's places, the newest first."""
        limit = query.pop("limit")
        after = key_of(query.pop("cursor", None), _moment, _number)
        wanted = WantedAlarms(
            limit=limit, after=None if after is None else (after[0], after[1]), **query
        )
        with house.sessions() as session:
            found = listed_alarms(session, sight_of(caller), wanted)
        language, now = language_of(request), house.clock.now()
        page, following = page_of(found, limit, lambda row: [row.raised_at, row.id])
        return {"items": [alarm_in_words(row, language, now) for row in page], "next": following}

    @alarms.route("GET", "/alarms/<int:alarm>", right=Right.READ, answer=WholeAlarmSchema)
    def get_alarm(caller: Caller, alarm: int) -> dict[str, Any]:
        """Show one alarm, what was done about it, and what the caller may do now."""
        return whole_alarm(house, caller, alarm, language_of(request))

    @alarms.route(
        "POST",
        "/alarms/<int:alarm>/steps",
        right=(Right.CLOSE_ALARMS, Right.EDIT_OWN),
        body=TakenStepSchema,
        answer=WholeAlarmSchema,
    )
    def post_alarm_step(caller: Caller, alarm: int, body: dict[str, Any]) -> dict[str, Any]:
        """Acknowledge, remark, resolve, dismiss or raise an alarm again."""
        if alarm > MOST_ID:
            raise NotFound
        handle_alarm(
            alarm,
            AlarmStep(body["step"]),
            body.get("reason"),
            body.get("version"),
            caller,
            house.new_uow(),
            house.clock,
        )
        return whole_alarm(house, caller, alarm, language_of(request))

    return alarms


def _moment(part: Any) -> datetime:
    found = datetime.fromisoformat(part)
    if found.tzinfo is None:
        raise ValueError(f"{part!r} has no offset")
    return found


def _number(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part <= MOST_ID:
        raise ValueError(f"{part!r} is no number of an alarm")
    return part
