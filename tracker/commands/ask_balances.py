"""``plumbline balance`` and ``plumbline flows``: does mass add up, and what flows where?"""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tracker.api.balance_words import (
    division_year_in_words,
    province_flows_in_words,
    site_flows_in_words,
    site_month_in_words,
    treatment_in_words,
)
from tracker.commands.ask import officer
from tracker.commands.opened import opened
from tracker.commands.output import language, say, speaks_json
from tracker.domain.moments import day_of
from tracker.domain.period import FIRST_YEAR, LAST_YEAR, month_of
from tracker.graph.facts import LAST_ID
from tracker.i18n.catalogue import word
from tracker.usecases.ask_flows import flows_of_provinces, flows_of_site
from tracker.usecases.mass_balance import division_year, site_month, treatment_balance


class _Month(click.ParamType[date]):
    name = "YYYY-MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return month_of(str(value))
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM", param, ctx)


MONTH = _Month()


def _say_balance(answer: dict[str, Any]) -> None:
    tongue = language()
    for row in answer.get("accounts", ()):
        name = word("account", row["account"], tongue)
        click.echo(f"{name:<24} {row['in_kg']:>16} {row['out_kg']:>16} {row['change_kg']:>16}")
    if "opening_kg" in answer:
        click.echo(say("opening stock {mass_kg} kg", mass_kg=answer["opening_kg"]))
        for way, masses in ((say("in"), answer["in_kg"]), (say("out"), answer["out_kg"])):
            for kind, mass_kg in masses.items():
                click.echo(f"  {way:<6} {word('kind', kind, tongue):<24} {mass_kg:>16}")
        click.echo(say("closing stock {mass_kg} kg", mass_kg=answer["closing_kg"]))
    names = {
        "stock": say("stock"),
        "road": say("on the road"),
        "process": say("treatments"),
        "mass": say("mass"),
        "lead": say("lead"),
    }
    for name, what in names.items():
        if name in answer:
            one = answer[name]
            rest = "?" if one["unexplained_kg"] is None else f"{one['unexplained_kg']} kg"
            line = say(
                "{what}: {in_kg} kg in, {out_kg} kg out, unexplained {rest}",
                what=what, in_kg=one["in_kg"], out_kg=one["out_kg"], rest=rest,
            )  # fmt: skip
            click.echo(line)


def _say_flows(answer: dict[str, Any]) -> None:
    for one in answer["flows"]:
        if "from" in one:
            way = f"{one['from']} → {one['to'] or '?'}"
        else:
            end = one["recycler"] or one["last_seen"]
            way = ("→ " if one["recycler"] else "… ") + (end["code"] if end else "?")
        click.echo(f"{one['month']}  {way:<24} {one['mass_kg']:>16} kg")


@click.command()
@click.option("--treatment", type=click.IntRange(0, LAST_ID), help="Event number. / 处理事件号")
@click.option("--site", help="Code of a site, with --month. / 场所编码")
@click.option("--month", type=MONTH)
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), help="Of the province. / 全省")
@speaks_json(_say_balance)
def balance(
    treatment: int | None, site: str | None, month: date | None, year: int | None
) -> dict[str, Any]:
    """Whether mass adds up: a treatment, a month of a site, a year of the province.
    / 物料是否平衡：一次处理、场所一月或全省一年"""
    with opened() as house:
        parts = house.parts()
        province, reading = house.settings.province, parts.reading()
        caller, today = officer(province), day_of(parts.clock.now())
        if treatment is not None:
            return treatment_in_words(treatment_balance(treatment, caller, province, reading))
        if site is not None:
            return site_month_in_words(site_month(site, month or today, caller, province, reading))
        return division_year_in_words(division_year(year or today.year, caller, province, reading))


@click.command()
@click.option("--site", help="From this site to recyclers. / 从该场所到再生企业")
@click.option("--first", type=MONTH)
@click.option("--last", type=MONTH)
@speaks_json(_say_flows)
def flows(site: str | None, first: date | None, last: date | None) -> dict[str, Any]:
    """What flows from a site to recyclers, or from province to province.
    / 场所到再生企业或省际的流向"""
    with opened() as house:
        parts = house.parts()
        caller, reading = officer(house.settings.province), parts.reading()
        begin = first or day_of(parts.clock.now()).replace(month=1, day=1)
        end = last or date(begin.year, 12, 1)
        if site is not None:
            return site_flows_in_words(*flows_of_site(site, begin, end, caller, reading))
        return province_flows_in_words(flows_of_provinces(begin, end, caller, reading))
