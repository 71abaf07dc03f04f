"""Parts of the nightly look that read books: ledgers, plants, filed plans, credit codes."""

from __future__ import annotations

from datetime import timedelta

from tracker.rules.ledger_findings import (
    balance_findings,
    balances,
    credit_code_findings,
)
from tracker.rules.manifest_findings import amount_findings
from tracker.rules.plant_findings import ENTRY_CONDITIONS, balance_of, plant_findings
from tracker.usecases.alarm_ports import Raised
from tracker.usecases.sweep_page import Ground, Page
from tracker.usecases.sweep_ports import Run, SweepWork


def books(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """Whether the stock of each site follows from its entries (V10). Where something was never
    weighed nothing can be said; what came back refused is told by no entry and counted on top."""
    kept = uow.sweep_facts.books(run, run.after, size)
    found = []
    for one in kept:
        keeps = one.ever_g or one.balance.closing_g  # a shop also loses what it sells
        if one.unsure or not keeps or balances(one.balance, ground.figures, ever_g=one.ever_g):
            continue
        back_g = uow.sweep_facts.came_back(one.site)
        balance = one.balance._replace(in_g=one.balance.in_g + back_g)
        told = balance_findings(balance, ground.figures, ever_g=one.ever_g)
        found += [Raised(each, one.site, one.organisation) for each in told]
    return Page(kept[-1].site if kept else None, len(kept), found)


def plants(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """The last whole month of each plant (A18)."""
    last = ground.today.replace(day=1) - timedelta(days=1)
    months = uow.sweep_facts.plant_months(last.replace(day=1), run.after, size)
    found = []
    for one in months:
        old = one.licensed is not None and one.licensed < ENTRY_CONDITIONS
        balance = balance_of(one.code, last, one.smelted, old=old)
        if balance is not None:
            told = plant_findings(balance, ground.figures)
            found += [Raised(each, one.site, one.organisation) for each in told]
    return Page(months[-1].site if months else None, len(months), found)


def plans(run: Run, size: int, uow: SweepWork, ground: Ground) -> Page:
    """What was sent this year against the filed plan (V4)."""
    filed = uow.sweep_facts.plans(ground.today.year, run.after, size)
    found = [
        Raised(one, None, plan.id)
        for plan in filed
        for one in amount_findings(plan.code, plan.planned, ground.today)
    ]
    return Page(filed[-1].id if filed else None, len(filed), found)


def firms(run: Run, size: int, uow: SweepWork, _ground: Ground) -> Page:
    """Credit codes (V9). They do not change: what is odd about one is told once, under the day on
    which it was registered."""
    known = uow.sweep_facts.firms(run.after, size)
    found = [
        Raised(one, None, firm.id)
        for firm in known
        for one in credit_code_findings(firm.code, firm.registered)
    ]
    return Page(known[-1].id if known else None, len(known), found)
