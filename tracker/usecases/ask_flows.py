"""Someone asks what flows from a collection point to recyclers, and from province to province."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.region import short_code
from tracker.domain.roles import Right
from tracker.graph.facts import KnownSite
from tracker.graph.sight import sight_of
from tracker.usecases.balance_ports import BalanceBooks
from tracker.usecases.mass_balance import midnight, next_month
from tracker.usecases.reading_ports import Reading


class SiteFlow(NamedTuple):
    """What a site sent off in a month, by who received it first as recycler; None: it was not
    followed to one, and was sent to ``last_seen``; or, ``hidden``, the recycler got it by way of
    others and is not for the caller. See ``balance_ports.Arrival``."""

    month: date
    recycler: KnownSite | None
    last_seen: KnownSite | None
    hidden: bool
    boxes: int
    loose: int
    mass_g: int
    unweighed: int


class ProvinceFlow(NamedTuple):
    """What was dispatched from one province to another (two digits; None: nobody said where to) in
    a month. Pieces as scanned: a box is one. Grams of what was weighed."""

    month: date
    source: str
    target: str | None
    pieces: int
    unweighed: int
    mass_g: int


def flows_of_site(
    code: str, first: date, last: date, caller: Caller, reading: Reading
) -> tuple[KnownSite, list[SiteFlow]]:
    """From the month of ``first`` to that of ``last``, both included.

    NotFound when there is no such site, or it is not for this caller.
    """
    if not caller.may(Right.TRACE):
        raise NotAllowed
    with reading:
        books = reading.balances
        site = books.site(code)
        if site is None or not sight_of(caller, {site.id: site}).sees_site(site.id):
            raise NotFound
        found = books.arrivals(site.id, midnight(first.replace(day=1)), midnight(next_month(last)))
        names = _named({id_ for one in found for id_ in (one.recycler, one.last_seen)}, books)
    sight = sight_of(caller, {id_: one for id_, one in names.items() if id_ is not None})
    flows = []
    for one in found:
        hidden = one.recycler is not None and not one.direct and not sight.sees_site(one.recycler)
        flows.append(
            SiteFlow(
                one.month,
                None if hidden else names.get(one.recycler),
                names.get(one.last_seen),
                hidden,
                one.boxes,
                one.loose,
                one.mass_g or 0,
                one.unweighed,
            )
        )
    return site, flows


def flows_of_provinces(
    first: date, last: date, caller: Caller, reading: Reading
) -> list[ProvinceFlow]:
    """What sites of the caller's division dispatched, by province; NotAllowed for who oversees
    none."""
    if not caller.may(Right.TRACE) or not caller.oversees:
        raise NotAllowed
    with reading:
        books = reading.balances
        sites = books.sites_within(short_code(caller.division))
        legs = books.legs(first.replace(day=1), next_month(last), sites)
        names = _named({id_ for leg in legs for id_ in (leg.site, leg.peer)}, books)
    sums: dict[tuple[date, str, str | None], list[int]] = {}
    for leg in legs:
        peer = names.get(leg.peer)
        key = leg.month, names[leg.site].division[:2], peer.division[:2] if peer else None
        row = sums.setdefault(key, [0, 0, 0])
        for place, value in enumerate((leg.pieces, leg.unweighed, leg.mass_g)):
            row[place] += value
    return [
        ProvinceFlow(*key, *row)
        for key, row in sorted(
            sums.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or "")
        )
    ]


def _named(ids: Collection[int | None], books: BalanceBooks) -> dict[int | None, KnownSite]:
    wanted = {id_ for id_ in ids if id_}
    return {site.id: site for site in books.sites(wanted)} if wanted else {}
