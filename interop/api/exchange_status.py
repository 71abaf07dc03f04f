"""How the exchange stands, for the office: /api/v1/exchange and figures for a watching system."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import Response

from interop.usecases.watch_exchange import exchange_status, metrics
from interop.wired import station_of
from tracker.domain.caller import Caller
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House


class ExchangeSchema(ma.Schema):
    """One row for each partner."""

    partners = ma.fields.List(ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Raw()))


def exchange_status_blueprint(house: House) -> ApiBlueprint:
    """Status and figures; only who keeps reference data is asked to look at partners."""
    api = ApiBlueprint("exchange-status", house, "Signed exchange with other authorities. 数据交换")

    @api.route("GET", "/exchange", right=Right.EDIT_REFERENCE, answer=ExchangeSchema)
    def get_exchange(caller: Caller) -> dict[str, Any]:
        """Queue, age of the oldest, last receipt, parked rows, compared days of each partner."""
        return {"partners": exchange_status(station_of(house))}

    @api.route("GET", "/exchange/metrics", right=Right.EDIT_REFERENCE)
    def get_exchange_metrics(caller: Caller) -> Response:
        """The same as gauges in the text form of Prometheus."""
        return Response(metrics(exchange_status(station_of(house))), mimetype="text/plain")

    return api
