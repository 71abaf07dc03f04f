"""A site's return of waste: GET /api/v1/waste-returns."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.waste_returns import waste_return
from tracker.lifecycle.stock_flows import Flow
from tracker.store.queries.overview import sites_of


class WasteReturnQuerySchema(ma.Schema):
    """``period`` is a month 2026-10, a quarter 2026-Q4, or a year 2026."""

    site = KindField(kind.CODE, required=True)
    period = KindField(kind.words(7), required=True)


class ReturnMovedSchema(ma.Schema):
    """What one kind of scan moved; take_return: refused loads that came back."""

    flow = KindField(kind.choice(Flow))
    kind = ma.fields.String()
    pieces = ma.fields.Integer()
    mass_kg = ma.fields.String()


class ReturnRowSchema(ma.Schema):
    """opening + in − out − used = closing. ``counted_kg``, while the period lasts, is what lies
    there by the batteries' own rows; ``balanced``: what is unexplained is no more than scales may
    differ (V10); ``unweighed`` counts pieces without a known mass."""

    ware = ma.fields.String()
    waste = ma.fields.String(allow_none=True)
    opening_kg = ma.fields.String()
    in_kg = ma.fields.String()
    out_kg = ma.fields.String()
    used_kg = ma.fields.String()
    closing_kg = ma.fields.String()
    counted_kg = ma.fields.String(allow_none=True)
    unexplained_kg = ma.fields.String()
    balanced = ma.fields.Boolean()
    unweighed = ma.fields.Integer()
    moved = ma.fields.List(ma.fields.Nested(ReturnMovedSchema))


class ReturnAmendedSchema(ma.Schema):
    """An entry 调整 (correct) or 撤销 (void) and the event it is about."""

    event = ma.fields.String()
    kind = ma.fields.String()
    at = ma.fields.String(metadata={"format": "date-time"})
    about = ma.fields.String()
    mass_kg = ma.fields.String(allow_none=True)
    reason = ma.fields.String(allow_none=True)


class ReturnUnlinkedSchema(ma.Schema):
    """What left although no entry says how it came."""

    event = ma.fields.String()
    code = ma.fields.String()


class WasteReturnSchema(ma.Schema):
    """The return of one site and period."""

    site = ma.fields.String()
    period = ma.fields.String()
    kind = ma.fields.String()
    first = ma.fields.Date()
    until = ma.fields.Date()
    finished = ma.fields.Boolean()
    rows = ma.fields.List(ma.fields.Nested(ReturnRowSchema))
    amended = ma.fields.List(ma.fields.Nested(ReturnAmendedSchema))
    unlinked = ma.fields.List(ma.fields.Nested(ReturnUnlinkedSchema))


def waste_returns_blueprint(house: House) -> ApiBlueprint:
    returns = ApiBlueprint("waste_returns", house, "Ledger balances and returns / 台账平衡与申报")

    @returns.route(
        "GET",
        "/waste-returns",
        right=Right.READ,
        query=WasteReturnQuerySchema,
        answer=WasteReturnSchema,
    )
    def get_waste_return(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """A site's month, quarter or year: balance, flows, corrections and voids (HJ 1259)."""
        sites = {site.code: site.id for site in sites_of(house.sessions, caller)}
        if query["site"] not in sites:
            raise NotFound
        return waste_return(house, sites[query["site"]], query["site"], query["period"])

    return returns
