"""Who is on a pilot's white list: GET, POST, PUT /api/v1/white-list-entries."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import WHITE_LIST
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def white_list_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, WHITE_LIST, "White lists of pilots / 试点白名单")
