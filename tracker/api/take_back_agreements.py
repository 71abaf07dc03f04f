"""Take back agreements: GET, POST, PUT /api/v1/take-back-agreements."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import TAKE_BACK_AGREEMENTS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def take_back_agreements_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, TAKE_BACK_AGREEMENTS, "Who collects for which producer / 回收协议"
    )
