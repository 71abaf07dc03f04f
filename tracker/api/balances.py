"""Does mass add up, and what flows where? GET /api/v1/balances/…, GET /api/v1/flows/…"""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validate

from tracker.api.balance_words import (
    division_year_in_words,
    province_flows_in_words,
    site_flows_in_words,
    site_month_in_words,
    treatment_in_words,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.moments import day_of
from tracker.domain.period import FIRST_YEAR, LAST_YEAR, month_of
from tracker.domain.roles import Right
from tracker.graph.facts import LAST_ID
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.usecases.ask_flows import flows_of_provinces, flows_of_site
from tracker.usecases.mass_balance import division_year, site_month, treatment_balance


class Month(ma.fields.Field[date]):
    """A month such as 2026-09, as its first day."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date:
        try:
            return month_of(str(value))
        except ValueError as error:
            raise ValidationError([Fault("not_a_period")]) from error


class OneMonthSchema(ma.Schema):
    """Which month; without it, the one that runs."""

    month = Month()
    lang = ma.fields.String()


class YearSchema(ma.Schema):
    """Which year; without it, the one that runs."""

    year = ma.fields.Integer(validate=validate.Range(FIRST_YEAR, LAST_YEAR))
    lang = ma.fields.String()


class MonthsSchema(ma.Schema):
    """From which month to which, both included; without them, the year that runs."""

    first = Month()
    last = Month()
    lang = ma.fields.String()


def balances_blueprint(house: House) -> ApiBlueprint:
    balances = ApiBlueprint("balances", house, "Balances and flows / 物料平衡与流向")
    province = house.settings.province

    @balances.route("GET", "/balances/treatments/<event>", right=Right.TRACE)
    def get_treatment_balance(caller: Caller, event: str) -> dict[str, Any]:
        """What went into a treatment, what came out, and what is missing."""
        if not (event.isascii() and event.isdigit() and int(event) <= LAST_ID):
            raise NotFound
        found = treatment_balance(int(event), caller, province, house.reading())
        return treatment_in_words(found)

    @balances.route("GET", "/balances/sites/<code>", right=Right.TRACE, query=OneMonthSchema)
    def get_site_month(caller: Caller, code: str, query: dict[str, Any]) -> dict[str, Any]:
        """A month of a site: in, out, stock, and what nobody can explain."""
        month = query.get("month") or day_of(house.clock.now())
        found = site_month(code, month, caller, province, house.reading())
        return site_month_in_words(found)

    @balances.route("GET", "/balances/division", right=Right.TRACE, query=YearSchema)
    def get_division_year(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """A year of the caller's division, account by account; all accounts add up to nought."""
        year = query.get("year") or day_of(house.clock.now()).year
        found = division_year(year, caller, province, house.reading())
        return division_year_in_words(found)

    @balances.route("GET", "/flows/sites/<code>", right=Right.TRACE, query=MonthsSchema)
    def get_site_flows(caller: Caller, code: str, query: dict[str, Any]) -> dict[str, Any]:
        """What a site sent off, by the recycler that received it, month by month."""
        first, last = span(query, house)
        return site_flows_in_words(*flows_of_site(code, first, last, caller, house.reading()))

    @balances.route("GET", "/flows/provinces", right=Right.TRACE, query=MonthsSchema)
    def get_province_flows(caller: Caller, query: dict[str, Any]) -> dict[str, Any]:
        """What was dispatched from province to province, month by month."""
        first, last = span(query, house)
        return province_flows_in_words(flows_of_provinces(first, last, caller, house.reading()))

    return balances


def span(query: dict[str, Any], house: House) -> tuple[date, date]:
    """The months asked about, at most ten years; Malformed when they run backwards."""
    year = day_of(house.clock.now()).year
    first = query.get("first") or date(year, 1, 1)
    last = query.get("last") or date(first.year, 12, 1)
    if not first <= last or last.year - first.year > 10:
        raise Malformed(Fault("not_a_period", "/last"))
    return first, last
