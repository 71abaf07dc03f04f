"""Do the registers' rows hold together, and do they match the tables that keep them?"""

from __future__ import annotations

import pytest

from tracker.domain.register import Register, in_order, together
from tracker.domain.registers import REGISTERS, SALES_DECLARATIONS
from tracker.store.register_tables import REGISTER_TABLES

#: Columns that the house fills by itself.
OURS = {"id", "province", "version", "recorded_at"}

each = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.noun)


@each
def test_every_column_has_its_field_and_every_field_its_column(register: Register) -> None:
    kept = REGISTER_TABLES[register.noun]

    stored = {column.key for column in kept.stored.values()}
    assert stored == {column.key for column in kept.table.c} - OURS


@each
def test_a_field_that_is_not_needed_may_be_empty_in_the_table(register: Register) -> None:
    kept = REGISTER_TABLES[register.noun]
    for field in register.fields:
        column = kept.table.c[kept.stored[field.key].key or ""]
        assert column.nullable == (not field.needed and field.default is None), field.name


@each
def test_a_code_is_fixed_and_so_is_whose_entry_it_is(register: Register) -> None:
    fixed = {field.name for field in register.fields if field.fixed}
    assert fixed == {"code", *register.parties}


@each
def test_names_that_all_may_see_are_fields(register: Register) -> None:
    assert register.names <= {field.name for field in register.fields}


def test_an_end_before_the_beginning_is_a_fault_and_no_end_is_none() -> None:
    check = in_order("a", "b")

    assert [fault.pointer for fault in check({"a": 2, "b": 1})] == ["/b"]
    assert list(check({"a": 1, "b": 1})) == []
    assert list(check({"a": 1, "b": None})) == []


def test_what_belongs_together_is_missed_together() -> None:
    check = together("a", "b", "c")

    assert [fault.pointer for fault in check({"a": 1, "b": None})] == ["/b", "/c"]
    assert list(check({})) == []
    assert list(check({"a": 1, "b": 2, "c": 3})) == []


def test_batteries_cannot_weigh_more_than_as_many_of_the_heaviest() -> None:
    (check,) = SALES_DECLARATIONS.checks

    assert list(check({"pieces": 2, "mass_g": 4_000_000})) == []
    assert [f.code for f in check({"pieces": 2, "mass_g": 4_000_001})] == ["mass_absurd"]
