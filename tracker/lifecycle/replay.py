"""Where does a unit stand after a given history? Used when history is corrected or arrives late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.unit_steps import (
    ABOUT_EVENTS,
    BRINGS_HERE,
    UNIT_STEPS,
    state_after,
    step_for,
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One past event as one unit lived it.

    ``roles`` are those of the site. ``yielded``: the unit came out of this treatment.
    ``children``: the unit is the box, and these went into it or came out of it; None otherwise.
    """

    kind: K
    site: int
    peer_site: int | None
    roles: frozenset[Role]
    container: int | None = None
    stolen: bool = False
    yielded: bool = False
    children: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``broken``: some event no longer fits what came before it; it was applied all the same.
    ``findings`` are the rules that the steps name, one for each event or None."""

    state: S
    site: int | None
    container: int | None
    broken: bool
    findings: tuple[str | None, ...] = field(default=(), compare=False)


def replay(unit: UnitKind, history: Iterable[Happening]) -> Outcome:
    """Fold a history, in the order it happened, through the step table; VOIDED if it is empty."""
    state: S | None = None
    site: int | None = None
    container: int | None = None
    holds: frozenset[int] = frozenset()
    broken = False
    findings: list[str | None] = []
    for event in history:
        findings.append(None)
        if event.kind in ABOUT_EVENTS:
            continue
        if event.yielded:
            state, site = S.IN_STORAGE, event.site
            continue
        if event.children is not None:
            holds = holds | event.children if event.kind is K.PACK else holds - event.children
            broken = broken or container is not None  # it was open, so it was in no other box
            state, site, container = state_of_box(state, holds=bool(holds)), event.site, None
            continue
        roles = event.roles | {Role.CARRIER}
        step = step_for(event.kind, unit, state, roles, elsewhere=True)
        if step is not None:
            state = state_after(step, stolen=event.stolen)
            findings[-1] = step.finding
        else:
            broken = True
            state = _usual_end(event.kind, unit, roles) or state
        if event.kind in BRINGS_HERE:
            site = event.peer_site if event.kind is K.SELL and event.peer_site else event.site
        container = event.container if event.kind is K.PACK else None
    return Outcome(state or S.VOIDED, site, container, broken, tuple(findings))


def state_of_box(before: S | None, *, holds: bool) -> S:
    """A box that was free is in storage once it holds something, and free when it holds nothing."""
    if not holds:
        return S.REGISTERED
    return S.IN_STORAGE if before in (None, S.REGISTERED, S.PACKED, S.VOIDED) else before


def _usual_end(kind: K, unit: UnitKind, roles: frozenset[Role]) -> S | None:
    """Where this kind of scan usually leads, when the state before it makes no sense."""
    rows = [s for s in UNIT_STEPS if s.scan is kind and unit in s.units and s.by & roles]
    ends = {s.after for s in rows}
    return ends.pop() if len(ends) == 1 else None
