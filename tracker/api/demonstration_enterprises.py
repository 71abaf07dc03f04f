"""Demonstration enterprises: GET, POST, PUT /api/v1/demonstration-enterprises."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import DEMONSTRATION_ENTERPRISES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def demonstration_enterprises_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, DEMONSTRATION_ENTERPRISES, "Whose recovery rates the project assesses / 示范企业"
    )
