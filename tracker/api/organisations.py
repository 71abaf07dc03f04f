"""Organisations: GET, POST, PUT /api/v1/organisations."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import ORGANISATIONS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def organisations_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, ORGANISATIONS, "Organisations, by their credit code / 单位")
