"""Where it came from and went: GET /api/v1/trace/{code}, GET /api/v1/units/{code}."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response

from tracker.api.schemas.trace import LifeQuerySchema, LifeSchema, TraceQuerySchema, TraceSchema
from tracker.api.trace_words import life_in_words, trace_in_words
from tracker.domain.caller import Caller
from tracker.domain.errors import UnknownCode
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.usecases.tell_life import tell_life
from tracker.usecases.trace_unit import USUAL_PAGE, trace_unit


def traces_blueprint(house: House) -> ApiBlueprint:
    traces = ApiBlueprint("traces", house, "Lives and flows / 追溯")

    @traces.route(
        "GET",
        "/units/<path:code>",
        right=Right.TRACE,
        query=LifeQuerySchema,
        answer=LifeSchema,
    )
    def get_unit(caller: Caller, code: str, query: dict[str, Any]) -> Response:
        """A battery, container or lot by any of its codes, with its whole life in order."""
        life = tell_life(
            kept(code),
            caller,
            house.reading(),
            as_of=query.get("as_of"),
            known_at=query.get("known_at"),
        )
        return _json(life_in_words(life))

    @traces.route(
        "GET",
        "/trace/<path:code>",
        right=Right.TRACE,
        query=TraceQuerySchema,
        answer=TraceSchema,
    )
    def get_trace(caller: Caller, code: str, query: dict[str, Any]) -> Response:
        """What lies behind and ahead of a unit, level by level, with mass shares."""
        trace = trace_unit(
            kept(code),
            query["direction"],
            caller,
            house.reading(),
            as_of=query.get("as_of"),
            known_at=query.get("known_at"),
            cursor=query.get("cursor"),
            limit=query.get("limit", USUAL_PAGE),
        )
        return _json(trace_in_words(trace))

    return traces


def kept(code: str) -> str:
    """The text under which a code is kept; what can be no code is known to nobody."""
    value = store_value(code)
    if isinstance(value, CodeFault):
        raise UnknownCode(code=code)
    return value


def _json(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), mimetype="application/json")
