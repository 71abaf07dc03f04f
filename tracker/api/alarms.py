"""Alarms: GET /api/v1/alarms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import request

from tracker.api.schemas.alarm import AlarmsQuerySchema, AlarmsSchema
from tracker.domain.caller import Caller
from tracker.domain.moments import said
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of, text_part
from tracker.i18n.catalogue import translate
from tracker.rules.rulebook import RULES
from tracker.store.queries.alarms import WantedAlarms, listed_alarms


def alarms_blueprint(house: House) -> ApiBlueprint:
    alarms = ApiBlueprint("alarms", house, "What looks wrong and needs somebody / 预警")

    @alarms.route("GET", "/alarms", right=Right.READ, query=AlarmsQuerySchema, answer=AlarmsSchema)
    def get_alarms(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List the alarms at the caller's places, the newest first."""
        limit = query["limit"]
        after = key_of(query.get("cursor"), _moment, text_part, text_part, date.fromisoformat)
        wanted = WantedAlarms(
            limit=limit,
            rule=query.get("rule"),
            state=query.get("state"),
            severity=query.get("severity"),
            after=None if after is None else (after[0], after[1], after[2], after[3]),
        )
        with house.sessions() as session:
            found = listed_alarms(session, sight_of(caller), wanted)
        language = language_of(request)
        page, following = page_of(
            found, limit, lambda row: [row.raised_at, row.rule, row.subject, row.due]
        )
        return {"items": [_written(row, language) for row in page], "next": following}

    return alarms


def _moment(part: Any) -> datetime:
    found = datetime.fromisoformat(part)
    if found.tzinfo is None:
        raise ValueError(f"{part!r} has no offset")
    return found


def _written(row: Any, language: str) -> dict[str, Any]:
    rule = RULES.get(row.rule)
    return {
        "rule": row.rule,
        "subject": row.subject,
        "due": row.due,
        "state": row.state,
        "severity": row.severity,
        "says": translate(rule.says, language) if rule else row.rule,
        "law": row.law,
        "article": row.article,
        "site": row.site,
        "event": None if row.event_id is None else str(row.event_id),
        "raised_at": said(row.raised_at),
    }
