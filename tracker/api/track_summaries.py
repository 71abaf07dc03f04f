"""Summaries of vehicles' tracks: GET, POST, PUT /api/v1/track-summaries."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import TRACK_SUMMARIES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def track_summaries_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, TRACK_SUMMARIES, "Summaries of vehicles' tracks / 轨迹摘要")
