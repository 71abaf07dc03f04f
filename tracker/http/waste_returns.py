"""A site's return of waste for a month, quarter or year, as data (HJ 1259-2022 7.2, 附录C)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from tracker.domain.errors import Fault, Malformed
from tracker.domain.mass import kilograms
from tracker.domain.moments import day_of, said
from tracker.domain.parameters import Parameters
from tracker.domain.unit import Material
from tracker.http.house import House
from tracker.lifecycle.stock_flows import OF_BATTERIES, OF_MATERIAL, Flow
from tracker.lifecycle.unit_steps import TREATMENTS
from tracker.rules.ledger_findings import Balance, balances
from tracker.store.queries import waste_returns as books
from tracker.store.repositories.figures import parameters_of

_PERIOD = re.compile(r"(20[0-9]{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")
BATTERIES = "900-052-31"


class ReturnPeriod(NamedTuple):
    """A month, a quarter or a year, from its first to its last day."""

    kind: str
    first: date
    until: date


def period_of(words: str) -> ReturnPeriod:
    """2026-10, 2026-Q4 or 2026. Malformed for all else."""
    found = _PERIOD.fullmatch(words)
    if found is None:
        raise Malformed(Fault("not_a_return_period", "/period"))
    year, month, quarter = int(found[1]), found[2], found[3]
    begins = int(month) if month else (int(quarter) - 1) * 3 + 1 if quarter else 1
    months = 1 if month else 3 if quarter else 12
    ends = begins + months
    after = date(year + (ends > 12), (ends - 1) % 12 + 1, 1)
    kind = {1: "month", 3: "quarter", 12: "year"}[months]
    return ReturnPeriod(kind, date(year, begins, 1), after - timedelta(days=1))


@dataclass(slots=True)
class _Sums:
    """What moved of one ware: grams by column, and in the period by kind of scan."""

    opening_g: int = 0
    unweighed: int = 0
    flows: dict[Flow, int] = field(default_factory=lambda: defaultdict(int))
    kinds: dict[tuple[Flow, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )

    def add(
        self, flow: Flow, kind: str, mass_g: int, pieces: int, unweighed: int, *, before: bool
    ) -> None:
        """Count one sum."""
        self.unweighed += unweighed
        if before:
            self.opening_g += mass_g if flow is Flow.IN else -mass_g
            return
        self.flows[flow] += mass_g
        self.kinds[flow, kind][0] += pieces
        self.kinds[flow, kind][1] += mass_g


def waste_return(house: House, site: int, code: str, words: str) -> dict[str, Any]:
    """The balance of each ware, what moved by kind of scan, corrections and voids, and what has no
    entry that says how it came. Sums only: what each event says is in the monthly sums, and those
    are compared with the events every night."""
    period = period_of(words)
    today = day_of(house.clock.now())
    with house.sessions() as session:
        moved = books.moved_at(session, site, period.first, period.until)
        back = books.returned_to(session, site, period.first, period.until)
        amended = books.amended_at(session, site, period.first, period.until)
        unlinked = books.unlinked_at(session, site, period.first, period.until)
        counted = books.counted_now(session, site) if today <= period.until else None
        figures = parameters_of(session, house.settings.province)
    wares: dict[Material | None, _Sums] = defaultdict(_Sums)
    wares[None]  # batteries are always told
    for one in moved:
        flow = _flow(one)
        if flow is not None:
            wares[one.material].add(
                flow, one.kind.value, one.mass_g, one.pieces, one.unweighed, before=one.before
            )
    for came in back:
        wares[None].add(
            Flow.IN, "take_return", came.mass_g, came.pieces, came.unweighed, before=came.before
        )
    order = sorted(wares, key=lambda ware: ware.value if ware else "")
    return {
        "site": code,
        "period": words,
        "kind": period.kind,
        "first": period.first,
        "until": period.until,
        "finished": today > period.until,
        "rows": [
            _row(ware, wares[ware], period, code, words, counted if ware is None else None, figures)
            for ware in order
        ],
        "amended": [
            {
                "event": str(one.event),
                "kind": one.kind,
                "at": said(one.at),
                "about": str(one.about),
                "mass_kg": None if one.mass_g is None else kilograms(one.mass_g),
                "reason": one.reason,
            }
            for one in amended
        ],
        "unlinked": [{"event": str(one.event), "code": one.code} for one in unlinked],
    }


def _flow(one: books.Moved) -> Flow | None:
    """The column of a sum: treatments by what went in and came out, all else as whole events."""
    if one.kind in TREATMENTS:
        return {books.INPUT: Flow.USED, books.OUTPUT: Flow.IN}.get(one.part)
    if one.part != books.WHOLE:
        return None
    return (OF_BATTERIES if one.material is None else OF_MATERIAL).get(one.kind)


def _row(
    ware: Material | None,
    sums: _Sums,
    period: ReturnPeriod,
    site: str,
    words: str,
    counted_g: int | None,
    figures: Parameters,
) -> dict[str, Any]:
    came, left, used = (sums.flows[flow] for flow in Flow)
    closing_g = sums.opening_g + came - left - used
    waste = BATTERIES if ware is None else ware.value
    stands_g = closing_g if counted_g is None else counted_g
    balance = Balance(site, waste, words, period.until, sums.opening_g, came, left, used, stands_g)
    return {
        "ware": "batteries" if ware is None else ware.value,
        "waste": BATTERIES if ware is None else None,
        "opening_kg": kilograms(balance.opening_g),
        "in_kg": kilograms(balance.in_g),
        "out_kg": kilograms(balance.out_g),
        "used_kg": kilograms(balance.used_g),
        "closing_kg": kilograms(closing_g),
        "counted_kg": None if counted_g is None else kilograms(counted_g),
        "unexplained_kg": kilograms(balance.unexplained_g),
        "balanced": balances(balance, figures),
        "unweighed": sums.unweighed,
        "moved": list(_moved(sums)),
    }


def _moved(sums: _Sums) -> Iterator[dict[str, Any]]:
    for (flow, kind), (pieces, mass_g) in sorted(sums.kinds.items()):
        yield {"flow": flow, "kind": kind, "pieces": pieces, "mass_kg": kilograms(mass_g)}
