"""Do rates from the records say what they are made of, for which year, and to whom?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.rate import Flag, Status
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.show_rate import evidence_of, show_rate
from tests.builders.rates import TONNE, RecoveryYear, a_declaration, an_agreement
from tests.builders.registers import HOME_PROVINCE
from tests.builders.scans import a_caller
from tests.builders.shown_rates import ids, number, one_heap
from tracker.domain.errors import Malformed, NotFound
from tracker.domain.roles import Role


def test_the_headline_is_the_product_of_its_three_factors(year: RecoveryYear) -> None:
    one_heap(year)
    rate = year.show().rate
    assert rate.status is Status.OK
    # 6.25 % of the lead fed is in no ingot, and no loss was recorded.
    assert rate.flags == (Flag.BALANCE, Flag.UNCONFIRMED_DEFINITION)
    assert number(rate, "R_EPR") == Fraction(6, 10)
    assert number(rate, "v0") == 1
    assert number(rate, "eta_pb") == Fraction(30, 32)
    assert number(rate) == Fraction(6, 10) * Fraction(30, 32)


def test_each_factor_names_the_records_behind_it(year: RecoveryYear) -> None:
    receipt = one_heap(year)
    shown = year.show()
    assert ids(evidence_of(shown, "collected")) == [str(receipt)]
    assert ids(evidence_of(shown, "v0")) == [str(receipt)]
    assert len(ids(evidence_of(shown, "sales_base"))) == 3
    lots = [record.about["lot"] for record in evidence_of(shown, "eta_pb").records]
    assert lots == ["PASTE-HEAP", "INGOT-HEAP"]


def test_the_year_ends_at_midnight_in_china(year: RecoveryYear) -> None:
    year.usual_registers()
    year.keep(a_declaration(year.town.producer, 2025, 10))
    for heap, arrived in (("OLD", "2025-12-31 23:59:59"), ("NEW", "2026-01-01 00:00:00")):
        year.collect(heap, TONNE, "2025-12-30 08:00")
        year.deliver(heap, "2025-12-31 08:00", arrived, TONNE)
    counted = {
        reported: ids(evidence_of(year.show(reported, "R_EPR"), "collected"))
        for reported in (2025, 2026)
    }
    assert [len(found) for found in counted.values()] == [1, 1]
    assert number(year.show(2025, "R_EPR").rate) == Fraction(1, 10)
    assert number(year.show(2026, "R_EPR").rate) == Fraction(1, 10)


def test_without_any_declaration_sales_are_unknown_and_not_zero(year: RecoveryYear) -> None:
    year.keep(an_agreement(year.town.producer, year.town.point))
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    rate = year.show(definition="R_EPR").rate
    assert (rate.status, rate.value, rate.missing) == (
        Status.INSUFFICIENT_DATA,
        None,
        ("sales_t",),
    )


def test_a_year_that_was_not_declared_is_a_gap(year: RecoveryYear) -> None:
    year.keep(an_agreement(year.town.producer, year.town.point))
    year.keep(*(a_declaration(year.town.producer, sold, 10) for sold in (2022, 2024)))
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    rate = year.show().rate
    assert (rate.status, rate.value) == (Status.INSUFFICIENT_DATA, None)
    assert rate.missing == ("sales_t/2023", "eta_pb/" + year.town.recycler.code)
    assert Flag.GAP_YEAR in rate.flags


def test_a_year_without_records_has_no_rate(year: RecoveryYear) -> None:
    year.usual_registers()
    rate = year.show().rate
    assert (rate.status, rate.value) == (Status.INSUFFICIENT_DATA, None)
    assert "collected" in rate.missing


def test_a_rate_above_one_is_shown_as_it_is(year: RecoveryYear) -> None:
    year.keep(an_agreement(year.town.producer, year.town.point))
    year.keep(*(a_declaration(year.town.producer, sold, 1) for sold in (2022, 2023, 2024)))
    year.collect("HEAP", 2 * TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", 2 * TONNE)
    rate = year.show(definition="R_EPR").rate
    assert number(rate) == 2
    assert Flag.GT1 in rate.flags


def test_a_pure_recycler_owes_no_rate(year: RecoveryYear) -> None:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    shown = show_rate(year.town.recycler.code, 2025, year.town.bureau, books)
    assert shown.rate.status is Status.NA_NOT_APPLICABLE


def test_the_inside_of_a_plant_is_not_shown_to_a_producer(year: RecoveryYear) -> None:
    one_heap(year)
    evidence = evidence_of(year.show(caller=year.town.producer.caller), "eta_pb")
    assert (list(evidence.records), evidence.withheld) == ([], 2)


def test_nobody_sees_the_rate_of_another(year: RecoveryYear) -> None:
    one_heap(year)
    far = a_caller(Role.BUREAU_CITY, organisation=None, division="429000")
    near = a_caller(Role.EVALUATOR, organisation=None, division="420100")
    for stranger in (year.town.recycler.caller, year.town.shop.caller, far):
        with pytest.raises(NotFound):
            year.show(caller=stranger)
    assert year.show(caller=near).rate.status is Status.OK


def test_an_unknown_definition_and_year_are_both_named(year: RecoveryYear) -> None:
    with pytest.raises(Malformed) as refused:
        year.show(1066, "CRR-X")
    faults = {fault.pointer: fault.code for fault in refused.value.faults}
    assert faults == {"/definition": "unknown_definition", "/year": "not_a_whole_number"}
