"""What lies at which site, how much of its limit is that, and what falls due until when?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tracker.domain.moments import FIRST_MOMENT, day_of
from tracker.domain.parameters import Parameters
from tracker.rules.approval_clocks import dues_of
from tracker.rules.dues import Due, coming
from tracker.rules.storage_findings import SiteStock, limit_of, storage_dues
from tracker.usecases.find_approval import as_time_went_by
from tracker.usecases.ports import Clock
from tracker.usecases.sweep_page import Ground
from tracker.usecases.sweep_parts import keeper_days, manifest_days
from tracker.usecases.sweep_ports import KeptStock, SweepWork

#: Nobody's look has this number: what is counted under it is forgotten with the transaction.
_NOT_KEPT = 0
_PAGE = 20_000


class StoredHere(NamedTuple):
    """A site's stock with its limits: grams, and the last day of the oldest; None: no limit."""

    stock: SiteStock
    most_g: int | None
    last_day: date | None

    @property
    def over(self) -> bool:
        """More than the most."""
        return self.most_g is not None and self.stock.mass_g > self.most_g


class Storage(NamedTuple):
    """``as_of`` None: nobody has counted yet."""

    as_of: datetime | None
    stored: list[StoredHere]


class Owed(NamedTuple):
    """A day on which something falls due, with the ids of where and for whom."""

    due: Due
    site: int | None
    organisation: int


def ask_storage(sites: Collection[int], uow: SweepWork, clock: Clock, *, now: bool) -> Storage:
    """Stock at these sites: as the last look counted it, or counted ``now``, which reads through
    all units. Nothing is kept of that."""
    today = day_of(clock.now())
    with uow:
        as_of, stocks = _stocks(uow, clock, now=now)
        figures = uow.figures.parameters()
    seen = [kept.stock for kept in stocks if kept.site in sites]
    return Storage(as_of, [_measured(stock, today, figures) for stock in seen])


def ask_deadlines(
    sites: Collection[int],
    organisations: Collection[int],
    first: date,
    until: date,
    uow: SweepWork,
    clock: Clock,
) -> list[Owed]:
    """What falls due from ``first`` to ``until`` at these sites and for these organisations, the
    earliest first: storage as the last look counted it, papers, filings and manifests as of now."""
    today = day_of(clock.now())
    with uow:
        ground = Ground(today, uow.figures.parameters(), uow.figures.calendar())
        found = [
            owed
            for owed in _all_owed(uow, clock, ground)
            if owed.organisation in organisations or owed.site in sites
        ]
    wanted = [owed for owed in found if any(coming([owed.due], first, until))]
    return sorted(wanted, key=lambda owed: (owed.due.day, owed.due.rule, owed.due.subject))


def _all_owed(uow: SweepWork, clock: Clock, ground: Ground) -> Iterator[Owed]:
    for kept in _stocks(uow, clock, now=False)[1]:
        for due in storage_dues(kept.stock, ground.today, ground.figures):
            yield Owed(due, kept.site, kept.organisation)
    after = 0
    while keepers := uow.sweep_facts.keepers(ground.today, after, _PAGE):
        for keeper in keepers:
            for due in keeper_days(keeper, ground):
                yield Owed(due, keeper.site, keeper.id)
        after = keepers[-1].id
    after = 0
    while approvals := uow.approvals.open_page(after, _PAGE):
        for seen in approvals:
            approval, _ = as_time_went_by(seen, ground.today, ground.calendar)
            for due in dues_of(approval, ground.today, ground.calendar, ground.figures):
                yield Owed(due, None, approval.sender.id)
        after = approvals[-1].id
    after = 0
    while manifests := uow.sweep_facts.manifests(ground.today, after, _PAGE):
        for manifest in manifests:
            for due in manifest_days(manifest, ground):
                if due.rule == "back_fill_late":
                    yield Owed(due, manifest.sender_site, manifest.sender)
                else:
                    yield Owed(due, manifest.receiver_site, manifest.receiver)
        after = manifests[-1].id


def _stocks(uow: SweepWork, clock: Clock, *, now: bool) -> tuple[datetime | None, list[KeptStock]]:
    if now:
        as_of: datetime | None = clock.now()
        run, after = _NOT_KEPT, 0
        while (
            page := uow.sweep_facts.stock_page(run, after, _PAGE, FIRST_MOMENT)
        ).upto is not None:
            after = page.upto
    else:
        last = uow.sweep_facts.last_stock()
        if last is None:
            return None, []
        run, as_of = last
    found: list[KeptStock] = []
    after = 0
    while stocks := uow.sweep_facts.stocks(run, after, _PAGE):
        found += stocks
        after = stocks[-1].site
    return as_of, found


def _measured(stock: SiteStock, today: date, figures: Parameters) -> StoredHere:
    limit = limit_of(stock, today, figures)
    last = None if stock.oldest is None else limit.last_day(stock.oldest)
    return StoredHere(stock, limit.most_g, last)


def a_week_from(day: date) -> date:
    """The last day of the week that begins on that day."""
    return day + timedelta(days=6)
