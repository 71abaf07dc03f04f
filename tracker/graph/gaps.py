"""Where does a flow leave what the books know? Gaps, each with its reason and its owner.

A missing leg is no clean end: it is told as a node of its own, with who would have to tell the
rest. It is worked out from the events each time, so it goes when the missing record arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.graph.facts import Happened
from tracker.graph.sight import Sight


class GapReason(StrEnum):
    """Why nothing is known beyond."""

    LEFT_PROVINCE = "left_province"
    CAME_FROM_PROVINCE = "came_from_province"
    NOT_RECEIVED = "not_received"
    NOT_SENT = "not_sent"
    EXPORTED = "exported"
    LOST = "lost"
    NO_SINGLE_ORIGIN = "no_single_origin"
    NEVER_REGISTERED = "never_registered"
    NO_TREATMENT = "no_treatment"


class Gap(NamedTuple):
    """``owner`` is the site that would have to tell the rest (None: nobody of ours), ``event`` the
    last (behind a unit: the first) that is known."""

    reason: GapReason
    owner: int | None
    event: Happened


#: On the road: whoever was to receive has not said so.
_UNDER_WAY = frozenset({ScanKind.LOAD, ScanKind.HAND_OVER, ScanKind.DELIVER})
#: After these a receipt elsewhere is no wonder; what was refused lies where it was loaded.
_SENT = _UNDER_WAY | {ScanKind.DISPATCH, ScanKind.REJECT}
#: These say nothing of where a unit is.
_ASIDE = frozenset({ScanKind.WEIGH, ScanKind.GRADE, ScanKind.RELABEL, ScanKind.STOCK_TAKE})


def gap_ahead(events: Sequence[Happened], sight: Sight) -> Gap | None:
    """What is missing after the last of a unit's events, which are in order; ``sight`` must hold
    their sites."""
    moved = [event for event in events if event.kind not in _ASIDE]
    if not moved:
        return None
    last = moved[-1]
    if last.kind is ScanKind.EXPORT:
        return Gap(GapReason.EXPORTED, None, last)
    if last.kind is ScanKind.LOSE:
        return Gap(GapReason.LOST, last.site, last)
    if last.kind in _UNDER_WAY:
        receiver = next((e.peer_site for e in reversed(moved) if e.peer_site is not None), None)
        if _abroad(last.site, receiver, sight):
            return Gap(GapReason.LEFT_PROVINCE, receiver, last)
        return Gap(GapReason.NOT_RECEIVED, receiver, last)
    if last.kind is ScanKind.SELL and _abroad(last.site, last.peer_site, sight):
        return Gap(GapReason.LEFT_PROVINCE, last.peer_site, last)
    return None


def gap_behind(events: Sequence[Happened], kind: UnitKind, sight: Sight) -> Gap | None:
    """What is missing before the first of a unit's events, which are in order."""
    if not events:
        return None
    first = events[0]
    if first.kind is ScanKind.RECEIVE:
        if _abroad(first.site, first.peer_site, sight):
            return Gap(GapReason.CAME_FROM_PROVINCE, first.peer_site, first)
        return Gap(GapReason.NOT_SENT, first.peer_site, first)
    if kind is UnitKind.UNCODED_LOT:
        return Gap(GapReason.NO_SINGLE_ORIGIN, first.site, first)
    if kind is UnitKind.BATTERY and first.kind is not ScanKind.REGISTER:
        return Gap(GapReason.NEVER_REGISTERED, first.site, first)
    return None


def legs_missing(events: Sequence[Happened], sight: Sight) -> list[Gap]:
    """Receipts of what, by the records, lay at another site until then: nobody told how it got from
    there. ``events`` are those of a unit, in order; nothing is said of what is hidden."""
    moved = [event for event in events if event.kind not in _ASIDE]
    return [
        Gap(GapReason.NOT_SENT, before.site, event)
        for before, event in pairwise(moved)
        if event.kind is ScanKind.RECEIVE
        and before.kind not in _SENT
        and before.site != event.site
        and sight.sees(before)
    ]


def in_order(events: Iterable[Happened]) -> list[Happened]:
    return sorted(events, key=lambda event: event.instant)


def _abroad(here: int, there: int | None, sight: Sight) -> bool:
    if there is None:
        return False
    return sight.sites[here].division[:2] != sight.sites[there].division[:2]
