"""Work out what a void, a correction or a revision changes downstream, so that it can be said.

Stock and rates are sums of events and follow by themselves; what an approval has drawn follows its
manifest, never a scan; a frozen rate keeps its figure until it is restated. Alarms that a voided
event raised are resolved here; those of a corrected one are judged again by the nightly look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tracker.domain.caller import Caller
from tracker.domain.consequences import (
    AlarmNow,
    Consequences,
    FrozenRate,
    QuotaNow,
    StockChange,
    UnitsNow,
)
from tracker.domain.manifest import Manifest
from tracker.domain.moments import day_of
from tracker.domain.scan import Scan
from tracker.domain.unit import Unit, UnitState
from tracker.rules.finding import Finding
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.ports import PastEvent, Standing, UnitOfWork

#: An answer names so many codes of each group; the count tells of all.
MOST_CODES = 20


def before_void(past: PastEvent, uow: UnitOfWork) -> Sequence[StockChange]:
    """What the sums lose; ask before anything of it is undone."""
    return [
        one._replace(pieces=-one.pieces, mass_g=-one.mass_g) for one in uow.downstream.adds(past.id)
    ]


def before_correction(past: PastEvent, scan: Scan, uow: UnitOfWork) -> Sequence[StockChange]:
    """What the sums gain by another mass; ask before it is booked. What a treatment takes in and
    yields keeps its own masses."""
    if scan.mass_g is None:
        return []
    whole = [one for one in uow.downstream.adds(past.id) if one.kind == past.kind.value][:1]
    return [one._replace(pieces=0, mass_g=scan.mass_g - one.mass_g) for one in whole]


def of_void(
    past: PastEvent,
    stock: Sequence[StockChange],
    units: Mapping[int, Unit],
    standings: Sequence[Standing],
    findings: Sequence[Finding],
    by_event: int,
    scan: Scan,
    caller: Caller,
    uow: UnitOfWork,
) -> Consequences:
    """All that follows from taking an event back; the alarms that it raised are resolved."""
    moved = ((units[one.unit], one.state) for one in standings)
    return _about_event(
        past,
        stock,
        _units_now(moved),
        [
            *(AlarmNow(one.rule, one.subject, "raised") for one in findings),
            *uow.downstream.resolve_alarms(past.id, by_event, scan.at),
        ],
        caller,
        uow,
    )


def of_correction(
    past: PastEvent, stock: Sequence[StockChange], caller: Caller, uow: UnitOfWork
) -> Consequences:
    """All that follows from saying an event better."""
    return _about_event(past, stock, (), uow.downstream.open_alarms(past.id), caller, uow)


def of_manifest(
    m: Manifest,
    quotas: Sequence[QuotaNow],
    findings: Sequence[Finding],
    caller: Caller,
    uow: LawWork,
) -> Consequences:
    """What follows from a revision or a cancellation; ``quotas`` are those of before."""
    drawn = {one.approval: one.drawn_g for one in quotas}
    now = [
        one._replace(change_g=one.drawn_g - drawn.get(one.approval, 0))
        for one in uow.downstream.quotas_of(m.id, caller.organisation)
    ]
    issued = m.moments.get("issued")
    year = None if issued is None else day_of(issued).year
    ends = (m.sender.organisation, m.receiver.organisation)
    frozen = [] if year is None else uow.downstream.frozen_of(ends, year)
    own = [one for whose, one in frozen if whose == caller.organisation]
    return Consequences(
        quotas=now,
        alarms=[AlarmNow(one.rule, one.subject, "raised") for one in findings],
        year=year,
        frozen=own,
        frozen_elsewhere=len(frozen) - len(own),
    )


def _about_event(
    past: PastEvent,
    stock: Sequence[StockChange],
    units: Sequence[UnitsNow],
    alarms: Sequence[AlarmNow],
    caller: Caller,
    uow: UnitOfWork,
) -> Consequences:
    year = day_of(past.happened_at).year
    frozen = uow.downstream.frozen_with(past.id, year)
    own: list[FrozenRate] = [one for whose, one in frozen if whose == caller.organisation]
    return Consequences(
        stock=stock,
        units=units,
        quotas=uow.downstream.quotas_with(past.id),
        alarms=alarms,
        year=year,
        frozen=own,
        frozen_elsewhere=len(frozen) - len(own),
    )


def _units_now(moved: Iterable[tuple[Unit, UnitState]]) -> list[UnitsNow]:
    groups: dict[tuple[UnitState, UnitState], list[str]] = {}
    for unit, after in moved:
        if unit.state is not after:
            groups.setdefault((unit.state, after), []).append(unit.code)
    return [
        UnitsNow(before.value, after.value, len(codes), tuple(codes[:MOST_CODES]))
        for (before, after), codes in groups.items()
    ]
