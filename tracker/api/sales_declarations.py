"""Sales declarations: GET, POST, PUT /api/v1/sales-declarations."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import SALES_DECLARATIONS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def sales_declarations_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(
        house, SALES_DECLARATIONS, "What producers declare to have sold / 销售申报"
    )
