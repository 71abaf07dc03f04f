"""What came, what went and what cannot be explained, by site, by division, by province?

GET /sites/{code}/balance, GET /balance, GET /flows
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request, url_for
from markupsafe import Markup

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.period import FIRST_YEAR, LAST_YEAR, month_of
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.exports.balance_pictures import flows_picture, month_picture, year_picture
from tracker.http.page_manners import Pages
from tracker.store.queries.alarms import WantedAlarms, listed_alarms
from tracker.store.queries.divisions import newest_division
from tracker.usecases.ask_flows import ProvinceFlow, flows_of_provinces, flows_of_site
from tracker.usecases.mass_balance import division_year, next_month, site_month

#: Bureaus and evaluators: who oversees a division.
OVERSEERS = (Right.CLOSE_ALARMS, Right.ASSESS)
#: More open alarms of a site are not counted.
MOST_ALARMS = 99
#: So many years of months at most in one picture.
MOST_YEARS = 10


def balances(pages: Pages) -> None:
    """Register the views."""
    house = pages.house
    province = house.settings.province

    @pages.route("GET", "/sites/<string:code>/balance", right=Right.TRACE)
    def balance(caller: Caller, code: str) -> str:
        month = _month("month", day_of(house.clock.now()).replace(day=1))
        found = site_month(code, month, caller, province, house.reading())
        first = date(month.year, 1, 1)
        _, flows = flows_of_site(code, first, month, caller, house.reading())
        wanted = WantedAlarms(MOST_ALARMS, open=True, site=code)
        with house.sessions() as session:
            alarms = len(listed_alarms(session, sight_of(caller), wanted)[:MOST_ALARMS])
        drawn = month_picture(
            found, pages.language(), lambda site: url_for("pages.site", code=site), alarms
        )
        return render_template(
            "balance.html",
            found=found,
            flows=flows,
            alarms=alarms,
            month=f"{month:%Y-%m}",
            before=f"{month - timedelta(days=1):%Y-%m}",
            after=f"{next_month(month):%Y-%m}",
            picture=Markup(drawn),  # noqa: S704  every text in it was escaped where it was drawn
        )

    @pages.route("GET", "/balance", right=OVERSEERS)
    def year_balance(caller: Caller) -> str:
        year = _year(day_of(house.clock.now()).year)
        found = division_year(year, caller, province, house.reading())
        drawn = year_picture(found, pages.language())
        name = _name(pages, found.division)
        return render_template(
            "year_balance.html",
            found=found,
            name=name,
            picture=Markup(drawn),  # noqa: S704  as above
            years=(FIRST_YEAR, LAST_YEAR),
        )

    @pages.route("GET", "/flows", right=OVERSEERS)
    def province_flows(caller: Caller) -> str:
        today = day_of(house.clock.now())
        first = _month("first", date(today.year, 1, 1))
        last = _month("last", today.replace(day=1) if first <= today else first)
        if not first <= last or last.year - first.year > MOST_YEARS:
            raise Malformed(Fault("not_a_period", "/last"))
        flows = flows_of_provinces(first, last, caller, house.reading())
        names = _names(pages, flows)
        drawn = flows_picture(flows, names, pages.language())
        return render_template(
            "flows.html",
            flows=flows,
            names=names,
            first=f"{first:%Y-%m}",
            last=f"{last:%Y-%m}",
            picture=Markup(drawn),  # noqa: S704  as above
        )


def _names(pages: Pages, flows: list[ProvinceFlow]) -> dict[str, str]:
    """Provinces by their two digits, in the reader's language."""
    codes = {code for one in flows for code in (one.source, one.target) if code}
    return {code: _name(pages, f"{code}0000") for code in sorted(codes)}


def _name(pages: Pages, code: str) -> str:
    """A division in the reader's language; its code if nobody knows it."""
    with pages.house.sessions() as session:
        row = newest_division(session, code)
    english = pages.language() == "en" and row is not None and row.name_en
    return english or (row.name_zh if row else code)


def _month(name: str, otherwise: date) -> date:
    text = request.args.get(name)
    if not text:
        return otherwise
    try:
        return month_of(text)
    except ValueError as error:
        raise Malformed(Fault("not_a_period", f"/{name}")) from error


def _year(otherwise: int) -> int:
    text = request.args.get("year") or str(otherwise)
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise Malformed(Fault("not_a_period", "/year"))
    return int(text)
