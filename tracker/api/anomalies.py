"""Flows that cannot be true: GET /api/v1/anomalies."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request

from tracker.api.schemas.anomaly import AnomaliesQuerySchema, AnomaliesSchema
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.http.anomaly_words import anomaly_in_words
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import key_of, page_of
from tracker.store.queries.anomalies import WantedAnomalies, listed_anomalies


def anomalies_blueprint(house: House) -> ApiBlueprint:
    anomalies = ApiBlueprint("anomalies", house, "Flows that cannot be true / 流向异常")

    @anomalies.route(
        "GET", "/anomalies", right=Right.READ, query=AnomaliesQuerySchema, answer=AnomaliesSchema
    )
    def get_anomalies(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """List what the sweep found at the caller's places, with its evidence, the newest first."""
        limit = query.pop("limit")
        after = key_of(query.pop("cursor", None), date.fromisoformat, _word, _word)
        detector, certain = query.pop("detector", None), query.pop("certain", None)
        if certain is not None or detector is not None:
            query["detectors"] = [
                one.id
                for one in DETECTORS.values()
                if detector in (None, one.id) and certain in (None, one.certain)
            ]
        wanted = WantedAnomalies(
            limit=limit, after=None if after is None else (after[0], after[1], after[2]), **query
        )
        with house.sessions() as session:
            found = listed_anomalies(session, sight_of(caller), wanted)
        language = language_of(request)
        page, following = page_of(found, limit, lambda row: [row.due, row.rule, row.subject])
        return {"items": [anomaly_in_words(row, language) for row in page], "next": following}

    return anomalies


def _word(part: Any) -> str:
    if not isinstance(part, str) or "\0" in part:
        raise ValueError(f"{part!r} is no word")
    return part
