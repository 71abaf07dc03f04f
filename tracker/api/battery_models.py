"""Battery models: GET, POST, PUT /api/v1/battery-models."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import BATTERY_MODELS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def battery_models_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, BATTERY_MODELS, "Battery models with nominal mass and lead share / 电池型号"
    )
