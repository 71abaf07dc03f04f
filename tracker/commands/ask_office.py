"""``plumbline loads``, ``storage`` and ``deadlines``: what an officer asks every morning."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from tracker.api.manifest_words import listed_in_words
from tracker.api.storage_words import owed_in_words, stored_in_words
from tracker.commands.ask import officer
from tracker.commands.opened import opened
from tracker.commands.output import language, say, speaks_json
from tracker.domain.moments import day_of, said
from tracker.domain.sight import sight_of
from tracker.i18n.catalogue import word
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.store.queries.manifests import WantedManifests, listed_manifests
from tracker.store.queries.overview import sites_of
from tracker.usecases.ask_storage import a_week_from, ask_deadlines, ask_storage

_DAY = click.DateTime(["%Y-%m-%d"])
_GROUPS = click.Choice([group.value for group in ManifestGroup if group.value != "to_confirm"])


def _say_loads(answer: dict[str, Any]) -> None:
    if not answer["items"]:
        click.echo(say("No manifest stands here now."))
    for one in answer["items"]:
        state = word("manifest_state", one["state"], language())
        way = f"{one['sender']['site']} → {one['receiver']['site']}"
        click.echo(f"{one['number']:<18} {state:<12} {way}  {one['mass_t']} t")
    if answer["more"]:
        click.echo(say("There are more; ask for more with --limit."))


@click.command()
@click.option(
    "--group",
    type=_GROUPS,
    default=ManifestGroup.ON_THE_ROAD_UNAPPROVED.value,
    help="Which manifests. / 哪一类联单",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, help="So many. / 最多几份")
@speaks_json(_say_loads)
def loads(group: str, limit: int) -> dict[str, Any]:
    """Loads on the road without approval, or another group of manifests. / 在途无批准等联单"""
    states = sorted(STATES_OF[ManifestGroup(group)])
    unapproved = group == ManifestGroup.ON_THE_ROAD_UNAPPROVED.value
    with opened() as house:
        parts = house.parts()
        wanted = WantedManifests(limit, states=states, unapproved=unapproved)
        with parts.sessions() as session:
            sight = sight_of(officer(house.settings.province))
            found = listed_manifests(session, sight, wanted)
    items = [listed_in_words(one, None) for one in found[:limit]]
    return {"items": items, "more": len(found) > limit}


def _say_storage(answer: dict[str, Any]) -> None:
    if answer["as_of"] is None:
        click.echo(say("Nobody has counted yet: plumbline sweep, or --now."))
    elif not answer["items"]:
        click.echo(say("No site keeps more than it may."))
    for one in answer["items"]:
        limit = "–" if one["limit_kg"] is None else f"{one['limit_kg']} kg"
        last = one["last_day"] or "–"
        click.echo(
            f"{one['site']:<16} {one['mass_kg']} kg / {limit}  {one['oldest'] or '–'} → {last}"
        )


@click.command()
@click.option("--all", "everybody", is_flag=True, help="Those within their limits, too. / 全部")
@click.option("--now", is_flag=True, help="Count anew. / 立即重新清点")
@speaks_json(_say_storage)
def storage(*, everybody: bool, now: bool) -> dict[str, Any]:
    """Who keeps more than allowed. / 谁超量贮存"""
    with opened() as house:
        parts = house.parts()
        sites = {one.id for one in sites_of(parts.sessions, officer(house.settings.province))}
        found = ask_storage(sites, parts.new_uow(), parts.clock, now=now)
    wanted = sorted(
        (one for one in found.stored if everybody or one.over), key=lambda one: one.stock.site
    )
    as_of = None if found.as_of is None else said(found.as_of)
    return {"as_of": as_of, "items": [stored_in_words(one) for one in wanted]}


def _say_deadlines(answer: dict[str, Any]) -> None:
    if not answer["items"]:
        click.echo(say("Nothing falls due from {first} to {until}.", **_days(answer)))
    for one in answer["items"]:
        mark = say("(provisional)") if one["provisional"] else ""
        click.echo(f"{one['day']}  {one['subject']:<20} {one['says']} {mark}".rstrip())


def _days(answer: dict[str, Any]) -> dict[str, str]:
    return {name: answer[name].isoformat() for name in ("first", "until")}


@click.command()
@click.option("--first", type=_DAY, help="From this day on, else today. / 起始日")
@click.option("--until", type=_DAY, help="To this day, else for a week. / 截止日")
@speaks_json(_say_deadlines)
def deadlines(first: datetime | None, until: datetime | None) -> dict[str, Any]:
    """What falls due this week: papers, returns, clocks, storage. / 本周到期事项"""
    with opened() as house:
        parts = house.parts()
        seen = sites_of(parts.sessions, officer(house.settings.province))
        sites = {one.id: one.code for one in seen}
        firms = {one.organisation_id: one.organisation_code for one in seen}
        begins = day_of(parts.clock.now()) if first is None else first.date()
        ends: date = a_week_from(begins) if until is None else until.date()
        uow = parts.new_uow()
        owed = ask_deadlines(sites.keys(), firms.keys(), begins, ends, uow, parts.clock)
    items = [owed_in_words(one, sites, firms, language()) for one in owed]
    return {"first": begins, "until": ends, "items": items}
