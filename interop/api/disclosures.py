"""Asking other provinces about a trace, and what they were told: /api/v1/partner-questions, …"""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import Response
from marshmallow import validate

from interop.store.crossings import Asked
from interop.store.watch import Disclosed
from interop.usecases.ask_trace import AskedOne
from interop.usecases.list_disclosures import list_disclosures, list_questions, signed_answer
from interop.wired import ask_abroad, station_of
from tracker.domain.caller import Caller
from tracker.domain.errors import UnknownCode
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.moments import said
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE, key_of, page_of

_MOST_ID = 2**63 - 1


class QuestionSchema(ma.Schema):
    """Which unit's trace has gaps that another province may close."""

    code = ma.fields.String(required=True, validate=validate.Length(1, 512))


class AskedSchema(ma.Schema):
    """What came of each question; ``left`` codes were too many for one time."""

    asked = ma.fields.List(ma.fields.Dict())
    left = ma.fields.Integer()


class LogQuerySchema(ma.Schema):
    """Which page, and of which partner."""

    partner = ma.fields.String(validate=validate.Regexp(r"[A-Z]{2}(-[0-9]{2,6})?\Z"))
    cursor = ma.fields.String(validate=validate.Length(max=200))
    limit = ma.fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, MOST_PER_PAGE))


class QuestionsQuerySchema(ma.Schema):
    """Which page."""

    cursor = ma.fields.String(validate=validate.Length(max=200))
    limit = ma.fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, MOST_PER_PAGE))


class LogSchema(ma.Schema):
    """Rows, the newest first; ``next`` is the cursor of the page after."""

    items = ma.fields.List(ma.fields.Dict())
    next = ma.fields.String(allow_none=True)


def disclosures_blueprint(house: House) -> ApiBlueprint:
    """Routes for bureaus."""
    api = ApiBlueprint("disclosures", house, "Tracing across provinces. 跨省追溯")

    @api.route(
        "POST", "/partner-questions", right=Right.TRACE, body=QuestionSchema, answer=AskedSchema
    )
    def post_partner_question(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the authorities that could close gaps of this unit's trace; the trace shows it."""
        value = store_value(body["code"])
        if isinstance(value, CodeFault):
            raise UnknownCode(code=body["code"])
        asked, left = ask_abroad(house, value, caller)
        return {"asked": [asked_in_words(one) for one in asked], "left": left}

    @api.route(
        "GET",
        "/partner-questions",
        right=Right.EDIT_REFERENCE,
        query=QuestionsQuerySchema,
        answer=LogSchema,
    )
    def get_partner_questions(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """What this province asked others, the newest first."""
        limit = query["limit"]
        rows = list_questions(station_of(house), _before(query), limit + 1)
        page, following = page_of(rows, limit, lambda row: [row.id])
        return {"items": [_question(row) for row in page], "next": following}

    @api.route("GET", "/partner-questions/<int:question>/answer", right=Right.EDIT_REFERENCE)
    def get_partner_answer(caller: Caller, question: int) -> Response:
        """The answer exactly as the other authority signed it."""
        content = signed_answer(station_of(house), question)
        return Response(content, mimetype="application/json")

    @api.route(
        "GET",
        "/exchange/disclosures",
        right=Right.EDIT_REFERENCE,
        query=LogQuerySchema,
        answer=LogSchema,
    )
    def get_disclosures(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """What other authorities asked and were told, kept three years, the newest first."""
        limit = query["limit"]
        partner = query.get("partner")
        rows = list_disclosures(station_of(house), partner, _before(query), limit + 1)
        page, following = page_of(rows, limit, lambda row: [row.id])
        return {"items": [disclosure_in_words(row) for row in page], "next": following}

    return api


def _before(query: dict[str, Any]) -> int | None:
    key = key_of(query.get("cursor"), _number)
    return None if key is None else int(key[0])


def _number(part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part <= _MOST_ID:
        raise ValueError(f"{part!r} is no number of a row")
    return part


def asked_in_words(one: AskedOne) -> dict[str, Any]:
    """What came of one question."""
    return {**one._asdict(), "codes": list(one.codes), "question": str(one.question)}


def _question(row: Asked) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "authority": row.partner,
        "direction": row.direction,
        "codes": list(row.codes),
        "asked_at": said(row.asked_at),
        "asked_by": str(row.asked_by),
        "outcome": row.outcome,
    }


def disclosure_in_words(row: Disclosed) -> dict[str, Any]:
    """One row of the log."""
    return {
        "id": str(row.id),
        "partner": row.partner,
        "question": row.question,
        "subject": row.subject,
        "told": list(row.told),
        "at": said(row.at),
        "keyid": row.keyid,
        "digest": row.digest,
    }
