"""Do first receipts, stocks and deliveries from the records fit together, to the gram?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate, Status
from reports.methods.definitions import from_records
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.evidence import lists_of
from reports.usecases.given import given_of
from reports.usecases.show_rate import ShownRate, evidence_of, show_rate
from tests.builders.province import TheTown
from tests.builders.rates import RecoveryYear, an_agreement, in_china
from tests.builders.registers import HOME_PROVINCE
from tracker.domain.errors import Malformed
from tracker.domain.scan import ScanKind as K

TONNE = 1_000_000
LIVES: dict[str, object] = {"lifetimes": {"I": {"beta": "4", "eta": "2"}}}


def ask(
    year: RecoveryYear, definition: str, of: int = 2025, given: Mapping[str, object] | None = None
) -> ShownRate:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    code = year.town.producer.code
    return show_rate(code, of, year.town.bureau, books, definition, given_of(given))


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing, rate.factors)
    return found.number


@pytest.fixture
def lived(year: RecoveryYear) -> RecoveryYear:
    """2 t lie there at new year, 6 t come, 5 t are delivered, 1 t is on the road at the end, 1 t
    is lost, 1 t stays."""
    year.usual_registers()
    year.collect("OLD", 2 * TONNE, "2024-12-20 08:00")
    for heap, mass in (("A", 3), ("ROAD", 1), ("LOST", 1), ("STAYS", 1)):
        year.collect(heap, mass * TONNE, "2025-03-01 08:00")
    for heap, mass in (("OLD", 2), ("A", 3)):
        year.deliver(heap, "2025-04-01 08:00", "2025-04-01 16:00", mass * TONNE)
        year.treat(heap, "2025-04-02 08:00", paste_g=mass * TONNE // 2, ingot_g=mass * 400_000)
    year.do(year.town.point, K.LOSE, "2025-06-01 08:00", "LOST")
    year.do(
        year.town.point,
        K.DISPATCH,
        "2025-12-31 20:00",
        "ROAD",
        peer_site=year.town.recycler.site,
    )
    return year


def test_stocks_receipts_and_deliveries_leave_what_was_lost(lived: RecoveryYear) -> None:
    rate = ask(lived, "LEGAL-FLOW").rate
    assert number(rate, "opening_stock_t") == 2
    assert number(rate, "first_receipts_t") == 6
    assert number(rate, "deliveries_t") == 5
    assert number(rate, "closing_stock_t") == 2
    assert number(rate, "closing_in_transit_t") == 1
    assert number(rate, "L") == 1
    assert number(rate) == Fraction(5, 6)


def test_what_closes_a_year_opens_the_next(lived: RecoveryYear) -> None:
    lived.do(lived.town.carrier, K.LOAD, "2026-01-01 01:00", "ROAD", site=lived.town.point.site)
    lived.do(lived.town.recycler, K.RECEIVE, "2026-01-01 02:00", "ROAD", mass_g=TONNE)
    closing = ask(lived, "LEGAL-FLOW").rate
    opening = ask(lived, "LEGAL-FLOW", 2026).rate
    for name in ("stock_t", "in_transit_t"):
        assert number(closing, f"closing_{name}") == number(opening, f"opening_{name}")
    assert number(opening, "deliveries_t") == 1


def test_what_was_found_again_lies_there(lived: RecoveryYear) -> None:
    lived.do(lived.town.point, K.FIND, "2025-07-01 08:00", "LOST")
    assert number(ask(lived, "LEGAL-FLOW").rate, "closing_stock_t") == 3


def test_a_voided_collection_was_never_received(lived: RecoveryYear, town: TheTown) -> None:
    records = evidence_of(ask(lived, "LEGAL-FLOW"), "stocks").records
    stays = next(r for r in records if r.about["at_end"] == "stored")
    town.scan(town.point, K.VOID, event=int(stays.id), reason="typed twice")
    rate = ask(lived, "LEGAL-FLOW").rate
    assert number(rate, "first_receipts_t") == 5
    assert number(rate, "L") == 1


def test_boxes_are_followed_with_what_lies_in_them(year: RecoveryYear, town: TheTown) -> None:
    year.usual_registers()
    town.clock.moment = in_china("2025-05-01 08:00")
    box = town.box()
    town.scan(town.point, K.COLLECT, "B1", "B2", "B3", model=town.model)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.scan(town.point, K.DISPATCH, box, peer_site=town.recycler.site)
    rate = ask(year, "LEGAL-FLOW").rate
    assert number(rate, "closing_stock_t") == Fraction(45, 1000)
    assert number(rate, "closing_in_transit_t") == Fraction(30, 1000)
    town.scan(town.carrier, K.LOAD, box, site=town.point.site)
    town.scan(town.recycler, K.RECEIVE, box)
    rate = ask(year, "LEGAL-FLOW").rate
    assert number(rate, "closing_stock_t") == Fraction(15, 1000)
    assert number(rate, "L") == 0
    assert number(rate, "own_brand_share") == 1
    assert number(rate, "coded_t") == Fraction(45, 1000)


def test_the_forms_on_arising_are_the_product_of_their_factors(lived: RecoveryYear) -> None:
    shown = ask(lived, "CRR-A-1", given=LIVES)
    rate = shown.rate
    arisen = number(ask(lived, "ARISING", given=LIVES).rate)
    assert rate.status is Status.OK
    assert number(rate, "a") == 6 / arisen
    assert number(rate) == number(rate, "a") * number(rate, "b") * number(rate, "eta_pb")
    assert number(rate, "eta_pb") == Fraction(400, 500) / Fraction(8, 10)
    lists = ["first_receipts", "stocks", "collected", "v0", "sales_base", "eta_pb"]
    assert [one.factor for one in shown.evidence] == lists
    flow = ask(lived, "CRR-F-1", given=LIVES).rate
    assert number(flow) == 5 / arisen


def test_what_records_do_not_tell_is_named(lived: RecoveryYear) -> None:
    rate = ask(lived, "CRR-A-1").rate
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("lifetimes/I",))
    assert ask(lived, "V").rate.missing == ("most_days",)
    assert ask(lived, "COLLECTION").rate.missing == ("arising_t",)


def test_collection_is_by_the_province_of_origin(lived: RecoveryYear) -> None:
    rate = ask(lived, "COLLECTION", given={"arising_by_province_t": {"42": "12"}}).rate
    assert isinstance(rate.value, dict)
    assert rate.value["42"] == Figure(Fraction(1, 2))


def test_without_a_manifest_no_leg_is_verified_by_one(lived: RecoveryYear) -> None:
    shown = ask(lived, "V", given={"most_days": 10})
    assert number(shown.rate) == 0
    assert {r.why for r in evidence_of(shown, "v").records} == {"manifest_open"}
    assert number(ask(lived, "V0").rate) == 1


def test_recycling_efficiency_reads_what_was_taken_apart(lived: RecoveryYear) -> None:
    rate = ask(lived, "R_E").rate
    assert number(rate, "input_t") == 5
    assert number(rate) == Fraction(2, 5)


def test_a_recyclers_rate_is_its_lawful_share_times_its_efficiency(lived: RecoveryYear) -> None:
    lived.collect("ODD", TONNE, "2025-05-01 08:00")
    lived.do(lived.town.recycler, K.RECEIVE, "2025-05-02 08:00", "ODD", mass_g=TONNE)
    books = SqlRateBooks(lived.sessions, HOME_PROVINCE)
    shown = show_rate(lived.town.recycler.code, 2025, lived.town.bureau, books, "CRR-R-1")
    assert number(shown.rate, "lawful_intake_share") == Fraction(5, 6)
    assert number(shown.rate) == Fraction(5, 6) * Fraction(2, 5)
    assert {r.why for r in evidence_of(shown, "intake").records} == {None, "no_dispatch"}


def test_weights_tell_how_sure_they_are(lived: RecoveryYear) -> None:
    rate = ask(lived, "WEIGHTS").rate
    assert number(rate) == 5
    assert number(rate, "imputed_share") == 0
    assert number(rate, "u_t") == Fraction(1, 100)


def test_damaged_batteries_have_an_intact_equivalent(lived: RecoveryYear) -> None:
    whole = ask(lived, "LEGAL-FLOW", given={"electrolyte_lost": "1/10"}).rate
    assert number(whole, "intact_equivalent_t") == 6


def test_two_claims_on_one_receipt_are_split_and_flagged(lived: RecoveryYear) -> None:
    lived.keep(an_agreement(lived.town.other_shop, lived.town.point))
    rate = ask(lived, "LEGAL-FLOW").rate
    assert number(rate, "first_receipts_t") == 3
    assert number(rate, "disputed_t") == 3
    assert number(rate) == Fraction(5, 6)
    assert Flag.DOUBLE_CLAIM in rate.flags


@pytest.mark.parametrize("definition", [one.id for one in from_records()])
def test_a_year_without_data_is_never_a_silent_zero(lived: RecoveryYear, definition: str) -> None:
    given = {**LIVES, "most_days": 10, "arising_by_province_t": {"42": "12"}}
    rate = ask(lived, definition, 2020, given).rate
    assert rate.value is None
    assert rate.status is not Status.OK


@pytest.mark.parametrize("definition", [one.id for one in from_records()])
def test_every_definition_opens_to_its_records(lived: RecoveryYear, definition: str) -> None:
    shown = ask(lived, definition, given=LIVES)
    if shown.rate.status is not Status.NA_NOT_APPLICABLE:
        assert [one.factor for one in shown.evidence] == list(lists_of(shown.definition))


def test_three_years_are_trailed(lived: RecoveryYear) -> None:
    for year in (2023, 2024):
        lived.keep()
        assert ask(lived, "R_EPR", year).rate.value is None
    assert ask(lived, "R_EPR").rate.factors["trailing_3y"] is None


def test_names_that_nothing_takes_are_refused_all_at_once(lived: RecoveryYear) -> None:
    with pytest.raises(Malformed) as refused:
        ask(lived, "CRR-A-1", given={"lifetime": {}, "most_days": -1, "arising_t": "-3"})
    assert {fault.pointer for fault in refused.value.faults} == {
        "/given/lifetime",
        "/given/most_days",
        "/given/arising_t",
    }
