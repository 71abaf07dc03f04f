"""Is a comparison of a load exact: every code in one heap, none lost, none in two?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.load_comparison import LoadComparison, compare_load, explained

SENDER, STRANGER = 1, 9


def a_unit(id: int, **changes: Any) -> Unit:
    """A battery in storage with the sender."""
    fields: dict[str, Any] = {
        "id": id,
        "code": f"B{id}",
        "kind": UnitKind.BATTERY,
        "state": UnitState.IN_STORAGE,
        "site": 11,
        "owner": SENDER,
        "container": None,
        "mass_g": 15_000,
        "pieces": 1,
        "damaged": False,
        "since": datetime(2026, 10, 1, tzinfo=UTC),
    }
    return Unit(**fields | changes)


def compared(expected: set[int], scanned: list[str], *known: Unit, **more: Any) -> LoadComparison:
    return compare_load(
        {id_: f"B{id_}" for id_ in sorted(expected)},
        scanned,
        {unit.code: unit for unit in known},
        {SENDER},
        more.pop("bound", ()),
        **more,
    )


def test_what_agrees_has_no_difference() -> None:
    assert compared({1, 2}, ["B1", "B2"], a_unit(1), a_unit(2)).agrees


def test_missing_extra_and_elsewhere_are_told_apart() -> None:
    found = compared(
        {1, 2}, ["B1", "B3", "B4", "?"], a_unit(1), a_unit(3), a_unit(4, owner=STRANGER)
    )
    assert (found.missing, found.extra, found.elsewhere) == (["B2"], ["B3", "?"], ["B4"])


def test_what_was_dismantled_cannot_stand_on_a_truck() -> None:
    assert compared({1}, ["B1"], a_unit(1, state=UnitState.DISMANTLED)).elsewhere == ["B1"]


def test_what_is_bound_to_another_manifest_is_elsewhere() -> None:
    assert compared({1}, ["B1", "B2"], a_unit(1), a_unit(2), bound={2}).elsewhere == ["B2"]


def test_a_battery_scanned_out_of_an_expected_box_is_no_difference() -> None:
    found = compared({7}, ["B7", "B1"], a_unit(7), a_unit(1, container=7))
    assert found.agrees


def test_a_box_is_seen_when_all_that_is_in_it_was_scanned() -> None:
    inside = (a_unit(1, container=7), a_unit(2, container=7))
    assert compared({7}, ["B1", "B2"], *inside).missing == ["B7"]
    assert compared({7}, ["B1", "B2"], *inside, whole_boxes=[7]).agrees


def test_a_reason_may_be_given_for_one_code_or_for_a_kind() -> None:
    found = compared({1, 2}, ["B3"], a_unit(3))
    told, faults = explained(found, {"B1": "left behind"}, {"extra": "came on top"})
    assert [(one.code, one.reason) for one in told] == [
        ("B1", "left behind"),
        ("B3", "came on top"),
    ]
    assert [fault.params["code"] for fault in faults] == ["B2"]


@given(
    st.sets(st.integers(1, 12)),
    st.lists(st.integers(1, 16), unique=True),
    st.sets(st.integers(1, 16)),
    st.sets(st.integers(1, 16)),
)
def test_every_code_lies_in_exactly_one_heap(
    expected: set[int], scanned: list[int], known: set[int], elsewhere: set[int]
) -> None:
    units = [a_unit(n, owner=STRANGER if n in elsewhere else SENDER) for n in known]
    found = compared(expected, [f"B{n}" for n in scanned], *units)
    away = {f"B{n}" for n in scanned if n in known & elsewhere}
    assert set(found.elsewhere) == away
    assert set(found.missing) == {f"B{n}" for n in expected - (set(scanned) & known)}
    here = [f"B{n}" for n in scanned if f"B{n}" not in away]
    agreeing = [code for code in here if code not in found.extra]
    assert sorted([*agreeing, *found.extra, *found.elsewhere]) == sorted(found.scanned)
    assert set(found.seen) == {code for code in here if int(code[1:]) in known}
