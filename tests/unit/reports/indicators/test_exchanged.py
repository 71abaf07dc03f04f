"""Do flows through the other province count once, by origin, whichever way the record came?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.collection import UNKNOWN, FirstReceipt
from reports.indicators.exchanged import Teller, ToldReceipt, first_receipts
from reports.indicators.figure import total

TOLD = ToldReceipt("r1", Teller.PROVINCE, Fraction(3), "42", "41", batch="B", ticket="T")

told = st.builds(
    ToldReceipt,
    record=st.text("abc", min_size=1, max_size=3),
    teller=st.sampled_from(Teller),
    mass_t=st.fractions(0, 100),
    origin=st.sampled_from(["41", "42", None]),
    received_in=st.sampled_from(["41", "42"]),
    first=st.booleans(),
    battery=st.sampled_from([None, "b1", "b2"]),
    batch=st.sampled_from([None, "x", "y"]),
    ticket=st.sampled_from([None, "1", "2"]),
)


def test_a_receipt_told_by_two_systems_counts_once_by_its_origin() -> None:
    national = replace(TOLD, record="n7", teller=Teller.NATIONAL)
    assert first_receipts([national, TOLD]) == [FirstReceipt("42", "41", Fraction(3))]


def test_our_own_telling_is_believed_first() -> None:
    ours = replace(TOLD, record="z", teller=Teller.OURS, mass_t=Fraction(2))
    assert first_receipts([TOLD, ours])[0].mass_t == 2


def test_a_later_transfer_adds_nothing() -> None:
    later = replace(TOLD, record="r2", ticket="T2", received_in="42", first=False)
    assert first_receipts([TOLD, later]) == first_receipts([TOLD])


def test_nobody_is_given_what_is_of_unknown_origin() -> None:
    assert first_receipts([replace(TOLD, origin=None)])[0].origin == UNKNOWN


@given(st.lists(told, max_size=12))
def test_importing_everything_twice_in_any_order_changes_nothing(rows: list[ToldReceipt]) -> None:
    assert first_receipts([*rows, *reversed(rows)]) == first_receipts(rows)


@given(st.lists(told, max_size=12))
def test_what_is_received_everywhere_is_what_arose_everywhere(rows: list[ToldReceipt]) -> None:
    found = first_receipts(rows)
    by_origin = {
        o: total(r.mass_t for r in found if r.origin == o) for o in {r.origin for r in found}
    }
    by_place = {p: total(r.mass_t for r in found if r.collector == p) for p in ("41", "42")}
    assert total(by_origin.values()) == total(by_place.values())
