"""Rows of filed management plans: GET, POST, PUT /api/v1/planned-transfers."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import PLANNED_TRANSFERS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def planned_transfers_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, PLANNED_TRANSFERS, "Rows of filed management plans / 管理计划（备案）"
    )
