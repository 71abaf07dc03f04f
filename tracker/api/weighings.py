"""Weighings: POST /api/v1/weighings, for the indicators of scales."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from tracker.api.finding_words import findings_in_words
from tracker.api.schemas.weighing import WeighingAnswerSchema, WeighingSchema
from tracker.domain.caller import Caller
from tracker.domain.mass import kilograms
from tracker.domain.roles import Right
from tracker.domain.weighing import Weighing
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.usecases.record_weighing import record_weighing


def weighings_blueprint(house: House) -> ApiBlueprint:
    weighings = ApiBlueprint("weighings", house, "What scales say / 称重")

    @weighings.route(
        "POST",
        "/weighings",
        right=Right.SCAN,
        body=WeighingSchema,
        answer=WeighingAnswerSchema,
        status=201,
    )
    def post_weighing(caller: Caller, body: dict[str, Any]) -> Response:
        """Keep a ticket. The same ticket with the same content gets the same answer for ever."""
        weighing = Weighing(**{name: value for name, value in body.items() if name != "net_g"})
        answer = record_weighing(weighing, caller, house.new_uow(), house.clock)
        said = {
            "ticket": weighing.ticket,
            "net_kg": kilograms(weighing.net_g),
            "event": None if answer.event is None else str(answer.event),
            "findings": findings_in_words(answer.findings, language_of(request)),
        }
        headers = {"Idempotent-Replay": "true"} if answer.replayed else {}
        return Response(orjson.dumps(said), 201, headers, mimetype="application/json")

    return weighings
