"""Where does waste need a manifest, and by how much may masses at both ends differ, on which day?

No article settles either (the exemption of undamaged batteries is one of transport, and article 18
names no tolerance), so both are dated rows with a source. The first row that fits counts; what
these two functions answer may be set by the bureau once parameters are kept.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import NamedTuple

from tracker.domain.period import Period
from tracker.domain.roles import Role

_EVER = Period(date(1990, 1, 1))


class DutyRow(NamedTuple):
    """``province`` None: everywhere. ``needed``: whether the way from a collection point or shop to
    a transfer station takes a manifest."""

    province: str | None
    in_force: Period
    needed: bool
    source: str


class ToleranceRow(NamedTuple):
    """``share`` of the mass at the sender, in parts per million."""

    province: str | None
    in_force: Period
    share: int
    source: str


POINT_TO_STATION: tuple[DutyRow, ...] = (
    DutyRow(
        None,
        _EVER,
        True,
        "2025-12 notice: 转移废铅蓄电池须严格执行危险废物转移联单制度 (awaits confirmation)",
    ),
)
WEIGHT_TOLERANCE: tuple[ToleranceRow, ...] = (
    ToleranceRow(None, _EVER, 10_000, "practice of weighbridges; awaits confirmation"),
)
_POINTS = frozenset({Role.COLLECTOR, Role.SELLER})


def needs_manifest(sender: Set[Role], receiver: Set[Role], province: str, day: date) -> bool:
    """Whether a load from such a site to such another needs a manifest in a province on a day."""
    station_only = Role.STATION in receiver and Role.RECYCLER not in receiver
    if not (sender & _POINTS and station_only):
        return True
    for row in POINT_TO_STATION:
        if row.province in (None, province) and day in row.in_force:
            return row.needed
    raise LookupError(f"no row says whether a manifest is needed on {day}")


def tolerated_g(mass_g: int, province: str, day: date) -> int:
    """By how many grams the mass at the receiver may differ from that at the sender."""
    for row in WEIGHT_TOLERANCE:
        if row.province in (None, province) and day in row.in_force:
            return mass_g * row.share // 1_000_000
    raise LookupError(f"no row says what may differ on {day}")
