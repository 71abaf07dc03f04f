"""Someone asks whether mass adds up: in a treatment, a month of a site, a year of a division."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.moments import CHINA
from tracker.domain.region import short_code
from tracker.domain.roles import Right
from tracker.domain.scan import ScanKind
from tracker.graph.balance import Balance
from tracker.graph.books import Account, Place
from tracker.graph.facts import KnownSite
from tracker.graph.sight import sight_of
from tracker.usecases.balance_ports import Counted, TreatedMass
from tracker.usecases.balance_sums import (
    AccountYear,
    account_of,
    lead_of,
    mass_of,
    posted,
    posted_of_division,
    road_or_process_of,
    shares_of,
    stock_of,
)
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
        shares = shares_of(books, province, found.happened_at.astimezone(CHINA).date())
    return TreatmentBalance(found, site, mass_of([found], shares), lead_of([found], shares))


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
        opening = posted(books, FIRST_DAY, first, [site.id]).of(place).change_g
        whole = posted(books, first, until, [site.id])
        counted = books.counted(site.id, first, until)
        shares = shares_of(books, province, first)
        stock = stock_of(site.id, first, opening, counted, whole, shares, books)
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
        process=mass_of(treated, shares),
        lead=lead_of(treated, shares),
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
        beyond = books.sites_beyond(short_code(caller.division))
        year_books = posted_of_division(books, first, until, sites, beyond)
        shares = shares_of(books, province, first)
    accounts = tuple(account_of(year_books, account) for account in Account)
    by_name = {row.account: row for row in accounts}
    return DivisionYear(
        division=caller.division,
        year=year,
        sites=len(sites),
        accounts=accounts,
        residue_g=sum(row.change_g for row in accounts),
        moved=year_books.between(),
        road=road_or_process_of(by_name[Account.ROAD], shares),
        process=road_or_process_of(by_name[Account.PROCESS], shares),
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
