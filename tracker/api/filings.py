"""Returns and reports that were filed: GET, POST, PUT /api/v1/filings."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.paper_registers import FILINGS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def filings_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, FILINGS, "Returns and reports that were filed / 申报与报告")
