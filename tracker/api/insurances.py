"""Policies of liability insurance: GET, POST, PUT /api/v1/insurances."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import INSURANCES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def insurances_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, INSURANCES, "Policies of liability insurance / 环境污染责任保险"
    )
