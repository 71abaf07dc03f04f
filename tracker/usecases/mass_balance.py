"""Someone asks whether mass adds up: in a treatment, a month of a site, a year of a division."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.moments import CHINA
from tracker.domain.region import short_code
from tracker.domain.roles import Right
from tracker.domain.scan import ScanKind
from tracker.graph.balance import (
    Account,
    Balance,
    Books,
    Place,
    books_of,
    tolerated,
    uncertainty,
)
from tracker.graph.facts import KnownSite
from tracker.graph.sight import sight_of
from tracker.usecases.balance_ports import BalanceBooks, Counted, TreatedMass
from tracker.usecases.reading_ports import Reading

#: No scan is older.
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class TreatmentBalance:
    """A treatment with its mass and its lead; of lots without an assay the lead is not counted, and
    then nothing is said of how much lead is missing."""

    treated: TreatedMass
    site: KnownSite
    mass: Balance
    lead: Balance


@dataclass(frozen=True, slots=True)
class SiteMonth:
    """A site in a month (its first day). ``opening_g`` and ``closing_g`` are what the books say
    that it holds, ``came`` and ``went`` what they say moved. ``stock`` compares with the last stock
    take (``counted``), up to its day. ``process`` and ``lead`` are those of its treatments."""

    site: KnownSite
    month: date
    opening_g: int
    closing_g: int
    came: Mapping[ScanKind, int]
    went: Mapping[ScanKind, int]
    counted: Counted | None
    stock: Balance
    process: Balance
    lead: Balance
    treatments: Sequence[TreatedMass]


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


@dataclass(frozen=True, slots=True)
class DivisionYear:
    """All accounts of a division in a year. ``residue_g`` is the sum over all of them: nought, or
    the program is wrong; ``moved``: what went from account to account. ``road`` compares what was
    sent with what came, ``process`` what was treated with what it yielded: what is unexplained
    there is shown and given to nobody."""

    division: str
    year: int
    sites: int
    accounts: tuple[AccountYear, ...]
    residue_g: int
    moved: Mapping[tuple[Account, Account], int]
    road: Balance
    process: Balance


def treatment_balance(
    event: int, caller: Caller, province: int, reading: Reading
) -> TreatmentBalance:
    """NotFound when no treatment has this number, or it is not for this caller."""
    _may(caller)
    with reading:
        books = reading.balances
        found = books.treatment(event)
        if found is None:
            raise NotFound
        site = _seen(next(iter(books.sites([found.site])), None), caller)
        shares = _shares(books, province, found.happened_at.astimezone(CHINA).date())
    return TreatmentBalance(found, site, _mass([found], shares), _lead([found], shares))


def site_month(
    code: str, month: date, caller: Caller, province: int, reading: Reading
) -> SiteMonth:
    """NotFound when there is no such site, or it is not for this caller."""
    _may(caller)
    first, until = month.replace(day=1), next_month(month)
    with reading:
        books = reading.balances
        site = _seen(books.site(code), caller)
        place = Place(Account.SITE, site.id)
        opening = books_of(books.moved(FIRST_DAY, first, [site.id])).of(place).change_g
        whole = books_of(books.moved(first, until, [site.id]))
        counted = books.counted(site.id, first, until)
        shares = _shares(books, province, first)
        stock = _stock(site.id, first, opening, counted, whole, shares, books)
        treated = books.treatments([site.id], midnight(first), midnight(until))
    turnover = whole.of(place)
    return SiteMonth(
        site=site,
        month=first,
        opening_g=opening,
        closing_g=opening + turnover.change_g,
        came=turnover.came,
        went=turnover.went,
        counted=counted,
        stock=stock,
        process=_mass(treated, shares),
        lead=_lead(treated, shares),
        treatments=treated,
    )


def division_year(year: int, caller: Caller, province: int, reading: Reading) -> DivisionYear:
    """Of the division that the caller oversees; NotAllowed for who oversees none."""
    _may(caller)
    if not caller.oversees:
        raise NotAllowed
    first, until = date(year, 1, 1), date(year + 1, 1, 1)
    with reading:
        books = reading.balances
        sites = books.sites_within(short_code(caller.division))
        posted = books_of(books.moved(first, until, sites))
        shares = _shares(books, province, first)
    accounts = tuple(_account(posted, account) for account in Account)
    by_name = {row.account: row for row in accounts}
    return DivisionYear(
        division=caller.division,
        year=year,
        sites=len(sites),
        accounts=accounts,
        residue_g=sum(row.change_g for row in accounts),
        moved=posted.between(),
        road=_flown(by_name[Account.ROAD], shares),
        process=_flown(by_name[Account.PROCESS], shares),
    )


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def midnight(day: date) -> datetime:
    """When the day begins in China."""
    return datetime.combine(day, time(), CHINA)


def _may(caller: Caller) -> None:
    if not caller.may(Right.TRACE):
        raise NotAllowed


def _seen(site: KnownSite | None, caller: Caller) -> KnownSite:
    if site is None or not sight_of(caller, {site.id: site}).sees_site(site.id):
        raise NotFound
    return site


def _stock(
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
    posted, stock = whole, None
    if counted is not None:
        posted = books_of(books.moved_by_day(first, counted.day + timedelta(days=1), [site]))
        stock = counted.mass_g - opening_g
    turnover = posted.of(place)
    unweighed = posted.unweighed.get(place, 0) + (counted.unweighed if counted else 0)
    weighed = posted.weighed.get(place, 0) + (counted.weighed if counted else 0)
    tolerance = tolerated(turnover.in_g + max(opening_g, 0), turnover.out_g, shares.tolerance)
    masses = (opening_g, turnover.in_g, turnover.out_g, counted.mass_g if counted else 0)
    off = uncertainty(masses, shares.error, unweighed, weighed)
    return Balance(turnover.in_g, turnover.out_g, stock, tolerance, unweighed, off)


def _shares(books: BalanceBooks, province: int, day: date) -> Shares:
    return Shares(books.weight_tolerance(province, day), books.scale_error(province, day))


def _mass(treated: Sequence[TreatedMass], shares: Shares) -> Balance:
    came, went = sum(t.in_g for t in treated), sum(t.out_g for t in treated)
    unweighed = sum(t.unweighed for t in treated)
    off = uncertainty((came, went), shares.error, unweighed, sum(t.weighed for t in treated))
    return Balance(came, went, 0, tolerated(came, went, shares.tolerance), unweighed, off)


def _lead(treated: Sequence[TreatedMass], shares: Shares) -> Balance:
    came, went = sum(t.lead_in_g for t in treated), sum(t.lead_out_g for t in treated)
    unknown = any(t.not_assayed_g for t in treated)
    unweighed = sum(t.unweighed for t in treated)
    tolerance = tolerated(came, went, shares.tolerance)
    if unknown:
        return Balance(came, went, None, tolerance, unweighed)
    off = uncertainty((came, went), shares.error, unweighed, sum(t.weighed for t in treated))
    return Balance(came, went, 0, tolerance, unweighed, off)


def _account(books: Books, account: Account) -> AccountYear:
    places = [place for place in books.places if place.account is account]
    turnovers = [books.of(place) for place in places]
    return AccountYear(
        account,
        sum(one.in_g for one in turnovers),
        sum(one.out_g for one in turnovers),
        sum(books.unweighed.get(place, 0) for place in places),
        sum(books.weighed.get(place, 0) for place in places),
    )


def _flown(row: AccountYear, shares: Shares) -> Balance:
    off = uncertainty((row.in_g, row.out_g), shares.error, row.unweighed, row.weighed)
    tolerance = tolerated(row.in_g, row.out_g, shares.tolerance)
    return Balance(row.in_g, row.out_g, 0, tolerance, row.unweighed, off)
