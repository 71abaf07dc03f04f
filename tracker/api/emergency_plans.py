"""Emergency plans on file: GET, POST, PUT /api/v1/emergency-plans."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import EMERGENCY_PLANS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def emergency_plans_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, EMERGENCY_PLANS, "Emergency plans on file / 突发环境事件应急预案"
    )
