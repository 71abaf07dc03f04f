"""Vehicles: GET, POST, PUT /api/v1/vehicles."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import VEHICLES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def vehicles_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, VEHICLES, "Vehicles, by their plate / 车辆")
