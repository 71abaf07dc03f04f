"""Sites: GET, POST, PUT /api/v1/sites."""

from __future__ import annotations

from tracker.api.register import register_blueprint
from tracker.domain.registers import SITES
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


def sites_blueprint(house: House) -> ApiBlueprint:
    return register_blueprint(house, SITES, "Sites of organisations, with their roles / 场所")
