"""What of a unit's life may a partner see? Only its own side of the border crossing, and little.

Shown are kind of step, day, prefecture and the trade of the place. Not shown: times of day, masses,
organisations, vehicles, manifests, people; and sites only where the load itself named them to both.
A unit that never crossed the border between the two is as unknown as one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from interop.records.trace_question import BACK, MOST_STEPS
from tracker.domain.moments import day_of
from tracker.domain.region import province_of
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S
from tracker.graph.facts import KnownSite
from tracker.graph.told_life import Life, LifeEvent

#: What is told; weighing, grading, packing, labels, corrections and counts are the house's own.
SHOWN = frozenset(
    {K.REGISTER, K.SELL, K.TAKE_BACK, K.COLLECT, K.LOAD, K.DELIVER, K.RECEIVE, K.REJECT}
    | {K.STORE, K.DISMANTLE, K.SMELT, K.DISPOSE, K.EXPORT, K.LOSE, K.FIND}
)
#: Somebody of this province has it, or has used it up: nobody elsewhere can have it, too. A
#: battery in use is in nobody's hands; on the road it may be on its way there.
HELD = frozenset({S.COLLECTED, S.IN_STORAGE, S.PACKED, S.DISPATCHED, S.RECEIVED})
USED_UP = frozenset({S.DISMANTLED, S.SMELTED, S.DISPOSED})
_ROAD = frozenset({K.LOAD, K.HAND_OVER, K.DELIVER})
_LEAVING = frozenset({K.SELL, K.DISPATCH, K.LOAD, K.HAND_OVER, K.DELIVER, K.REJECT})


class Crossed(NamedTuple):
    """When signed hand-overs say that the unit came from the partner, and left for it."""

    came: datetime | None = None
    left: datetime | None = None


class Shown(NamedTuple):
    """A row of the answer, and whether both sides claim the unit. ``site``: where it lies here."""

    row: Mapping[str, Any]
    contested: bool = False
    site: int | None = None

    @property
    def said(self) -> list[str]:
        """What it gives away, in a few words, for the log of disclosures."""
        steps = [f"{one['kind']} {one['day']} {one['division']}" for one in self.row["steps"]]
        held = ["held"] if self.contested else []
        return [*steps, *([self.row["state"]] if self.row["state"] else []), *held]


def show(
    code: str, life: Life | None, partner: str, direction: str, held: bool, crossed: Crossed
) -> Shown:
    """What is told of one code; ``held``: the partner says that it has it in hands."""
    if life is None:
        return _nothing(code)
    events, there = life.events, partner.removeprefix("CN-")
    came = _last(events, lambda one: one.kind is K.RECEIVE and _in(one.peer_site, there))
    left = _last(events, lambda one: one.kind in _LEAVING and _in(one.peer_site, there))
    came = _since(events, crossed.came) if came is None else came
    left = _until(events, crossed.left) if left is None else left
    state = life.unit.effective_state
    here = state in HELD or state in USED_UP
    if direction == BACK:
        if held and here and (left is None or (came is not None and came > left)):
            row = {"code": code, "known": True, "held": True, "state": None, "steps": []}
            return Shown(row, True, life.unit.place.id if life.unit.place else None)
        steps = None if left is None else events[: _at_the_border(events, left) + 1]
        state, here = None, False
    else:
        steps = None if came is None else events[came:]
    if steps is None:
        return _nothing(code)
    told = [_step(one, there) for one in steps if one.kind in SHOWN][-MOST_STEPS:]
    word = None if state is None else state.value
    row = {"code": code, "known": True, "held": state in HELD, "state": word, "steps": told}
    return Shown(row)


def _nothing(code: str) -> Shown:
    return Shown({"code": code, "known": False, "held": False, "state": None, "steps": []})


def _step(event: LifeEvent, there: str) -> dict[str, Any]:
    at, peer = event.site, event.peer_site
    away = peer is not None and province_of(peer.division) != province_of(at.division)
    return {
        "kind": event.kind.value,
        "day": day_of(event.happened_at).isoformat(),
        "division": f"{at.division[:4]}00",
        "roles": sorted(at.roles),
        "site": at.code if _in(peer, there) else None,
        "to_province": province_of(peer.division) if away and peer and _goes(event) else None,
    }


def _goes(event: LifeEvent) -> bool:
    return event.kind in _LEAVING


def _in(site: KnownSite | None, there: str) -> bool:
    return site is not None and province_of(site.division) == there


def _last(events: Sequence[LifeEvent], holds: Any) -> int | None:
    return next((n for n in range(len(events) - 1, -1, -1) if holds(events[n])), None)


def _since(events: Sequence[LifeEvent], at: datetime | None) -> int | None:
    if at is None:
        return None
    return next((n for n, one in enumerate(events) if one.happened_at >= at), None)


def _at_the_border(events: Sequence[LifeEvent], left: int) -> int:
    """Of what was sent off, loading and the road there still lie on this side."""
    while left + 1 < len(events) and events[left + 1].kind in _ROAD:
        left += 1
    return left


def _until(events: Sequence[LifeEvent], at: datetime | None) -> int | None:
    return None if at is None else _last(events, lambda one: one.happened_at <= at)
