"""Where does a unit stand after a given history? Used when history is corrected or arrives late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, BRINGS_HERE, TREATMENTS, UNIT_STEPS, step_for


@dataclass(frozen=True, slots=True)
class Happening:
    """One past event as one unit lived it. ``born``: the unit came into the books with it;
    ``yielded``: as the output of a treatment; ``as_container``: as the box that was packed."""

    kind: K
    site: int
    peer_site: int | None
    roles: frozenset[Role]
    container: int | None = None
    yielded: bool = False
    as_container: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """``broken``: some event no longer fits what came before it; it was applied all the same."""

    state: S
    site: int | None
    container: int | None
    broken: bool


def replay(unit: UnitKind, history: Iterable[Happening]) -> Outcome:
    """Fold a history, in the order it happened, through the step table; VOIDED if it is empty."""
    state: S | None = None
    site: int | None = None
    container: int | None = None
    broken = False
    for event in history:
        if event.kind in ABOUT_EVENTS:
            continue
        if event.as_container or event.yielded:
            state = S.IN_STORAGE if event.kind is not K.UNPACK else state
            site = event.site
            continue
        step = step_for(event.kind, unit, state, event.roles | {Role.CARRIER}, elsewhere=True)
        if step is not None:
            state = step.after
        else:
            broken = True
            state = _usual_end(event.kind, unit) or state
        if event.kind in BRINGS_HERE:
            site = event.peer_site if event.kind is K.SELL and event.peer_site else event.site
        container = event.container if event.kind is K.PACK else None
        if event.kind in TREATMENTS:
            container = None
    return Outcome(state or S.VOIDED, site, container, broken)


def _usual_end(kind: K, unit: UnitKind) -> S | None:
    """Where this kind of scan usually leads, when the state before it makes no sense."""
    ends = {s.after for s in UNIT_STEPS if s.scan is kind and unit in s.units}
    return ends.pop() if len(ends) == 1 else None
