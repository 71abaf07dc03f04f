"""What needs me today? GET /today: loads without approval, sites too full, days that come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.http.page_manners import Pages
from tracker.i18n.catalogue import translate
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.rules.rule import Subject
from tracker.rules.rulebook import RULES
from tracker.store.queries.alarms import counted_alarms
from tracker.store.queries.manifests import WantedManifests, listed_manifests
from tracker.store.queries.overview import sites_of
from tracker.usecases.ask_storage import (
    Owed,
    StoredHere,
    a_week_from,
    ask_deadlines,
    ask_storage,
)

#: So many of each are shown; lists and calls tell all.
_SHOWN = 20
_GROUP = ManifestGroup.ON_THE_ROAD_UNAPPROVED
#: The page of what a rule is about.
_PAGES: Mapping[Subject, Callable[[str], str]] = {
    Subject.SITE: lambda code: url_for("pages.site", code=code),
    Subject.ORGANISATION: lambda code: url_for("pages.organisation", code=code),
    Subject.MANIFEST: lambda number: url_for("pages.show_manifest", number=number),
    Subject.APPROVAL: lambda code: url_for("pages.show_approval", code=code),
}


class Coming(NamedTuple):
    """A day that comes, what falls due, about what, and where to go."""

    owed: Owed
    says: str
    next_step: str
    address: str | None


def today(pages: Pages) -> None:
    """Register the view."""
    house = pages.house

    @pages.route("GET", "/today", right=Right.READ)
    def show_today(caller: Caller) -> str:
        first = day_of(house.clock.now())
        until = a_week_from(first)
        seen = sites_of(house.sessions, caller)
        sites, firms = {one.id for one in seen}, {one.organisation_id for one in seen}
        anew = request.args.get("now") == "true"
        storage = ask_storage(sites, house.new_uow(), house.clock, now=anew)
        owed = ask_deadlines(sites, firms, first, until, house.new_uow(), house.clock)
        wanted = WantedManifests(_SHOWN, states=sorted(STATES_OF[_GROUP]), unapproved=True)
        with house.sessions() as session:
            loads = listed_manifests(session, sight_of(caller), wanted)
            counts = counted_alarms(session, sight_of(caller))
        stored = _to_look_at(storage.stored, everything=caller.organisation is not None)
        language = pages.language()
        return render_template(
            "today.html",
            first=first,
            until=until,
            as_of=storage.as_of,
            counts=counts,
            loads=loads[:_SHOWN],
            more_loads=len(loads) > _SHOWN,
            stored=stored[:_SHOWN],
            more_stored=len(stored) - _SHOWN,
            coming=[_coming(one, language) for one in owed[:_SHOWN]],
            more_coming=len(owed) - _SHOWN,
            group=_GROUP.value,
        )


def _to_look_at(stored: list[StoredHere], *, everything: bool) -> list[StoredHere]:
    """The fullest first; of the sites of others only those over their limit."""
    wanted = [one for one in stored if everything or one.over]
    return sorted(wanted, key=_fullness, reverse=True)


def _fullness(one: StoredHere) -> tuple[bool, float]:
    return one.over, one.stock.mass_g / one.most_g if one.most_g else 0.0


def _coming(one: Owed, language: str) -> Coming:
    rule = RULES[one.due.rule]
    page = _PAGES.get(rule.about)
    address = None if page is None else page(one.due.subject)
    said = translate(rule.says, language), translate(rule.next_step, language)
    return Coming(one, *said, address)
