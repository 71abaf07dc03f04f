"""Licences: GET, POST, PUT /api/v1/licences."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import LICENCES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def licences_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, LICENCES, "Operating licences for hazardous waste / 危险废物经营许可证"
    )
