"""Summaries of videos: GET, POST, PUT /api/v1/video-summaries."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import VIDEO_SUMMARIES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def video_summaries_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, VIDEO_SUMMARIES, "Summaries of videos / 视频摘要")
