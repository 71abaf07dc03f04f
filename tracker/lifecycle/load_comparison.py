"""Is what stands on the vehicle what stands on the manifest? A comparison of two sets.

Nobody confirms a hand-over while a difference has no reason: that is the one thing which paper
cannot do, and the reason for binding batteries to rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.errors import Fault
from tracker.domain.manifest import Difference, LoadDifference
from tracker.domain.unit import Unit, UnitState

#: Who is in one of these cannot stand on a truck as well.
GONE = frozenset(
    {
        UnitState.IN_USE,
        UnitState.DISMANTLED,
        UnitState.SMELTED,
        UnitState.SOLD,
        UnitState.DISPOSED,
        UnitState.LOST,
        UnitState.STOLEN,
        UnitState.EXPORTED,
        UnitState.VOIDED,
    }
)


@dataclass(frozen=True, slots=True)
class LoadComparison:
    """Codes by how they fared; ``seen`` are the units that are here (code -> unit)."""

    expected: Sequence[str]
    scanned: Sequence[str]
    missing: Sequence[str]
    extra: Sequence[str]
    elsewhere: Sequence[str]
    seen: Mapping[str, Unit]
    units: Mapping[str, int]

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.extra or self.elsewhere)

    def by_kind(self) -> Iterator[tuple[LoadDifference, str]]:
        """Every difference with its code."""
        for kind, codes in (
            (LoadDifference.MISSING, self.missing),
            (LoadDifference.EXTRA, self.extra),
            (LoadDifference.ELSEWHERE, self.elsewhere),
        ):
            for code in codes:
                yield kind, code


def compare_load(
    expected: Mapping[int, str],
    scanned: Sequence[str],
    units: Mapping[str, Unit],
    keepers: Collection[int],
    bound_elsewhere: Collection[int],
    whole_boxes: Collection[int] = (),
) -> LoadComparison:
    """Compare the units expected (id -> code) with the codes scanned.

    ``units`` are those the books know by the scanned codes; ``keepers`` the organisations in whose
    keeping the load may be by the books; ``bound_elsewhere`` units on other open manifests.
    A battery scanned out of an expected box stands for no difference; if all that is in the box was
    scanned (``whole_boxes``), the box itself was seen.
    """
    here: set[int] = set(whole_boxes) & set(expected)
    extra, elsewhere = [], []
    seen: dict[str, Unit] = {}
    for code in scanned:
        unit = units.get(code)
        if unit is None:
            extra.append(code)
            continue
        if unit.container is not None and unit.container in expected:
            continue
        gone = unit.state in GONE or unit.owner not in keepers or unit.id in bound_elsewhere
        if gone:
            elsewhere.append(code)
        elif unit.id not in expected:
            extra.append(code)
        if not gone and unit.id not in here:
            seen[code] = unit
        here.add(unit.id)
    return LoadComparison(
        expected=list(expected.values()),
        scanned=scanned,
        missing=[code for id_, code in expected.items() if id_ not in here],
        extra=extra,
        elsewhere=elsewhere,
        seen=seen,
        units={code: id_ for id_, code in expected.items()}
        | {code: unit.id for code, unit in units.items()},
    )


def explained(
    found: LoadComparison, by_code: Mapping[str, str], by_kind: Mapping[str, str]
) -> tuple[list[Difference], list[Fault]]:
    """The differences with their reasons, and a fault for each that has none."""
    told, faults = [], []
    for kind, code in found.by_kind():
        reason = by_code.get(code) or by_kind.get(kind.value)
        if reason:
            told.append(Difference(kind, reason, code, found.units.get(code)))
        else:
            words = {"code": code, "load_difference": kind.value}
            faults.append(Fault("difference_without_reason", "/reasons", words))
    return told, faults
