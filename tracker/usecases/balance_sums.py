"""What do in, out and stock come to, with what may differ and what scales may err?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.scan import ScanKind
from tracker.graph.balance import Balance, tolerated, uncertainty
from tracker.graph.books import Account, Books, Moved, Place, books_of
from tracker.graph.facts import Part
from tracker.usecases.balance_ports import BalanceBooks, Counted, TreatedMass


class Shares(NamedTuple):
    """Of a mass, in parts per million: what may differ before anybody asks, what a scale may err.
    None: nobody said."""

    tolerance: int | None
    error: int | None


class AccountYear(NamedTuple):
    """What came to all accounts of a name in a year, and what went. Grams."""

    account: Account
    in_g: int
    out_g: int
    unweighed: int
    weighed: int

    @property
    def change_g(self) -> int:
        return self.in_g - self.out_g


def posted(books: BalanceBooks, first: date, until: date, sites: Collection[int]) -> Books:
    """All that was moved at these sites in whole months; what was lost or refused is taken from
    where it stood."""
    moved, astray = books.moved(first, until, sites), books.astray(first, until, sites)
    return books_of(moved, astray, set(sites))


def posted_of_division(
    books: BalanceBooks, first: date, until: date, sites: Collection[int], beyond: Collection[int]
) -> Books:
    """As ``posted``; what these sites sent to sites ``beyond``, and what those sent here, is not
    looked for on the road."""
    moved, kept = books.moved(first, until, sites), set(sites)
    found = books_of(moved, books.astray(first, until, sites), kept)
    for one in moved:
        found.cross(one, kept)
    for leg in books.legs(first, until, beyond) if beyond else ():
        weighed = leg.pieces - leg.unweighed
        sent = (leg.site, ScanKind.DISPATCH, Part.TOUCHED, leg.peer, False, leg.mass_g)
        found.cross(Moved(*sent, leg.unweighed, weighed), kept)
    return found


def stock_of(
    site: int,
    first: date,
    opening_g: int,
    counted: Counted | None,
    whole: Books,
    shares: Shares,
    books: BalanceBooks,
) -> Balance:
    """Up to the day of the count; without one, of the whole month, and nothing is explained."""
    place = Place(Account.SITE, site)
    compared, stock = whole, None
    if counted is not None:
        until = counted.day + timedelta(days=1)
        moved = books.moved_by_day(first, until, [site])
        compared = books_of(moved, books.astray(first, until, [site]), {site})
        stock = counted.mass_g - opening_g
    turnover = compared.of(place)
    unweighed = compared.unweighed.get(place, 0) + (counted.unweighed if counted else 0)
    weighed = compared.weighed.get(place, 0) + (counted.weighed if counted else 0)
    tolerance = tolerated(turnover.in_g + max(opening_g, 0), turnover.out_g, shares.tolerance)
    masses = (opening_g, turnover.in_g, turnover.out_g, counted.mass_g if counted else 0)
    off = uncertainty(masses, shares.error, unweighed, weighed)
    return Balance(turnover.in_g, turnover.out_g, stock, tolerance, unweighed, off)


def shares_of(books: BalanceBooks, province: int, day: date) -> Shares:
    """What may differ on that day, and what scales may err."""
    return Shares(books.weight_tolerance(province, day), books.scale_error(province, day))


def mass_of(treated: Sequence[TreatedMass], shares: Shares) -> Balance:
    """Of treatments together, in mass."""
    came, went = sum(t.in_g for t in treated), sum(t.out_g for t in treated)
    unweighed = sum(t.unweighed for t in treated)
    off = uncertainty((came, went), shares.error, unweighed, sum(t.weighed for t in treated))
    return Balance(came, went, 0, tolerated(came, went, shares.tolerance), unweighed, off)


def lead_of(treated: Sequence[TreatedMass], shares: Shares) -> Balance:
    """Of treatments together, in lead; unknown if any of it was not assayed."""
    came, went = sum(t.lead_in_g for t in treated), sum(t.lead_out_g for t in treated)
    unknown = any(t.not_assayed_g for t in treated)
    unweighed = sum(t.unweighed for t in treated)
    tolerance = tolerated(came, went, shares.tolerance)
    if unknown:
        return Balance(came, went, None, tolerance, unweighed)
    off = uncertainty((came, went), shares.error, unweighed, sum(t.weighed for t in treated))
    return Balance(came, went, 0, tolerance, unweighed, off)


def account_of(books: Books, account: Account) -> AccountYear:
    """All accounts of a name together."""
    places = [place for place in books.places if place.account is account]
    turnovers = [books.of(place) for place in places]
    return AccountYear(
        account,
        sum(one.in_g for one in turnovers),
        sum(one.out_g for one in turnovers),
        sum(books.unweighed.get(place, 0) for place in places),
        sum(books.weighed.get(place, 0) for place in places),
    )


def road_or_process_of(row: AccountYear, shares: Shares) -> Balance:
    """An account on which everything that comes should go again."""
    off = uncertainty((row.in_g, row.out_g), shares.error, row.unweighed, row.weighed)
    tolerance = tolerated(row.in_g, row.out_g, shares.tolerance)
    return Balance(row.in_g, row.out_g, 0, tolerance, row.unweighed, off)
