"""Does each kind of scan ask for the fields it needs and refuse those that mean nothing to it?"""

from __future__ import annotations

from dataclasses import fields

import pytest

from tracker.domain.scan import Scan
from tracker.domain.scan import ScanKind as K
from tracker.lifecycle.scan_fields import ALWAYS, SCAN_FIELDS, field_faults

#: As they travel; inside, masses are grams.
WIRE_NAMES = {field.name for field in fields(Scan)} - {"mass_g"} | {"mass_kg"}


def faults(kind: K, *given: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in field_faults(kind, ALWAYS | set(given))]


def test_every_kind_has_its_row() -> None:
    assert set(SCAN_FIELDS) == set(K)


@pytest.mark.parametrize("kind", K)
def test_a_row_names_fields_of_a_scan_and_each_once(kind: K) -> None:
    row = SCAN_FIELDS[kind]
    parts = [row.needs, row.may, row.either, ALWAYS]
    assert frozenset().union(*parts) <= WIRE_NAMES
    # what is always allowed may also be needed, such as the reason for a loss
    assert not row.needs & row.may
    assert not row.either & (row.needs | row.may)
    assert not row.may & ALWAYS


def test_every_field_of_a_scan_is_taken_by_some_kind() -> None:
    taken = ALWAYS.union(*(row.needs | row.may | row.either for row in SCAN_FIELDS.values()))
    assert taken == WIRE_NAMES


@pytest.mark.parametrize("kind", K)
def test_a_scan_with_all_it_needs_has_no_fault(kind: K) -> None:
    row = SCAN_FIELDS[kind]
    assert faults(kind, *row.needs, *sorted(row.either)[:1]) == []
    assert faults(kind, *row.needs, *row.either, *row.may) == []


def test_everything_missing_is_told_at_once() -> None:
    assert faults(K.DISMANTLE) == [
        ("needed_for_this_kind", "/codes"),
        ("needed_for_this_kind", "/outputs"),
    ]


def test_one_of_two_fields_is_enough_and_none_is_told_with_both_names() -> None:
    assert faults(K.COLLECT, "uncoded") == []
    missing = list(field_faults(K.COLLECT, ALWAYS))
    assert [fault.params["field"] for fault in missing] == ["codes / uncoded"]


def test_a_field_that_means_nothing_here_is_told() -> None:
    assert faults(K.STORE, "codes", "outputs") == [("not_for_this_kind", "/outputs")]


def test_a_loss_needs_its_reason() -> None:
    given = ALWAYS - {"reason"} | {"codes"}
    assert [fault.pointer for fault in field_faults(K.LOSE, given)] == ["/reason"]
