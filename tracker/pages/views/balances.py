"""A month of a site and where what it sent arrived: GET /sites/{code}/balance."""

from __future__ import annotations

from datetime import date

from flask import render_template, request

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.period import month_of
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages
from tracker.usecases.ask_flows import flows_of_site
from tracker.usecases.mass_balance import site_month


def balances(pages: Pages) -> None:
    """Register the view."""
    house = pages.house

    @pages.route("GET", "/sites/<string:code>/balance", right=Right.TRACE)
    def balance(caller: Caller, code: str) -> str:
        month = _month()
        found = site_month(code, month, caller, house.settings.province, house.reading())
        first = date(month.year, 1, 1)
        _, flows = flows_of_site(code, first, month, caller, house.reading())
        return render_template("balance.html", found=found, flows=flows, month=f"{month:%Y-%m}")

    def _month() -> date:
        text = request.args.get("month")
        if not text:
            return day_of(house.clock.now()).replace(day=1)
        try:
            return month_of(text)
        except ValueError as error:
            raise Malformed(Fault("not_a_period", "/month")) from error
