"""Do rates from the records count what they should, to the gram?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate, Status
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.evidence import Evidence
from reports.usecases.show_rate import ShownRate, evidence_of, show_rate
from tests.builders.province import Firm, TheTown
from tests.builders.rates import RecoveryYear, a_declaration, an_agreement, in_china
from tests.builders.registers import HOME_PROVINCE, a_licence, a_site
from tests.builders.scans import a_caller
from tracker.domain.errors import Malformed, NotFound
from tracker.domain.roles import Role
from tracker.domain.scan import ReceiptCategory
from tracker.domain.scan import ScanKind as K
from tracker.store.models.organisation import OrganisationRow

TONNE = 1_000_000


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing)
    return found.number


def ids(evidence: Evidence, *, counted: bool = True) -> list[str]:
    return [record.id for record in evidence.records if record.counted is counted]


def whys(shown: ShownRate, factor: str = "collected") -> list[str | None]:
    return [record.why for record in evidence_of(shown, factor).records if not record.counted]


def one_heap(year: RecoveryYear) -> int:
    """Six tonnes collected, delivered and treated in 2025; answers the receipt."""
    year.usual_registers()
    year.collect("HEAP", 6 * TONNE, "2025-03-01 08:00")
    receipt = year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", 6 * TONNE)
    year.treat("HEAP", "2025-03-03 08:00", paste_g=4 * TONNE, ingot_g=3 * TONNE)
    return receipt


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


def test_a_voided_receipt_counts_no_longer(year: RecoveryYear) -> None:
    receipt = one_heap(year)
    year.town.scan(year.town.recycler, K.VOID, event=receipt, reason="typed twice")
    shown = year.show(definition="R_EPR")
    assert (shown.rate.status, shown.rate.missing) == (Status.INSUFFICIENT_DATA, ("collected",))
    assert evidence_of(shown, "collected").records == []


def test_a_corrected_mass_takes_the_place_of_the_first(year: RecoveryYear) -> None:
    receipt = one_heap(year)
    year.town.scan(year.town.recycler, K.CORRECT, event=receipt, mass_g=5 * TONNE, reason="misread")
    assert number(year.show(definition="R_EPR").rate) == Fraction(5, 10)


@pytest.mark.parametrize(
    "category", [ReceiptCategory.PRODUCTION_SCRAP, ReceiptCategory.UNSOLD_STOCK]
)
def test_what_never_was_in_use_is_left_out(year: RecoveryYear, category: ReceiptCategory) -> None:
    one_heap(year)
    year.collect("SCRAP", 2 * TONNE, "2025-04-01 08:00", category=category)
    year.deliver("SCRAP", "2025-04-02 08:00", "2025-04-02 16:00", 2 * TONNE)
    shown = year.show()
    assert number(shown.rate, "R_EPR") == Fraction(6, 10)
    assert number(shown.rate, f"{category.value}_t") == 2
    assert whys(shown) == [category.value]


def test_what_a_recycler_takes_without_a_licence_is_left_out(year: RecoveryYear) -> None:
    year.usual_registers()
    year.collect("EARLY", TONNE, "2025-03-01 08:00")
    year.deliver("EARLY", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    with year.sessions() as session:
        session.connection().exec_driver_sql(
            "UPDATE licence SET valid_from = '2025-03-03' WHERE organisation_id ="
            f" {year.town.recycler.organisation}"
        )
        session.commit()
    shown = year.show(definition="R_EPR")
    assert number(shown.rate) == 0
    assert number(shown.rate, "unlicensed_t") == 1
    assert whys(shown) == ["unlicensed"]


def test_a_licence_holds_on_its_first_and_on_its_last_day(year: RecoveryYear) -> None:
    year.usual_registers()
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 23:30", TONNE)
    with year.sessions() as session:
        session.connection().exec_driver_sql(
            "UPDATE licence SET valid_from = '2025-03-02', valid_until = '2025-03-02'"
        )
        session.commit()
    assert number(year.show(definition="R_EPR").rate) == Fraction(1, 10)


def test_batteries_in_boxes_count_like_loose_ones(year: RecoveryYear, town: TheTown) -> None:
    year.usual_registers()
    year.keep(an_agreement(town.producer, town.other_point, route="cooperative"))
    town.clock.moment = in_china("2025-05-01 08:00")
    box = town.box()
    town.scan(town.point, K.COLLECT, "B1", "B2", model=town.model)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    for kind, firm in ((K.DISPATCH, town.point), (K.LOAD, town.carrier)):
        more = (
            {"peer_site": town.recycler.site} if kind is K.DISPATCH else {"site": town.point.site}
        )
        town.scan(firm, kind, box, **more)
    town.scan(town.recycler, K.RECEIVE, box)
    rate = year.show(definition="R_EPR").rate
    assert number(rate, "own_t") == Fraction(30, 1000)
    assert number(rate) == Fraction(30, 1000) / 10


def test_a_box_that_goes_twice_counts_what_was_in_it_each_time(
    year: RecoveryYear, town: TheTown
) -> None:
    year.usual_registers()
    box = None
    for day, code in (("01", "B1"), ("11", "B2")):
        town.clock.moment = in_china(f"2025-05-{day} 08:00")
        box = box or town.box()
        town.scan(town.point, K.COLLECT, code, model=town.model)
        town.scan(town.point, K.PACK, code, container=box)
        town.scan(town.point, K.DISPATCH, box, peer_site=town.recycler.site)
        town.scan(town.carrier, K.LOAD, box, site=town.point.site)
        assert town.scan(town.recycler, K.RECEIVE, box).event
        town.scan(town.recycler, K.UNPACK, container=box)
        town.clock.pass_by(days=1)
    shown = year.show(definition="R_EPR")
    assert number(shown.rate, "eligible_collected_t") == Fraction(30, 1000)
    assert len(ids(evidence_of(shown, "collected"))) == 2


def test_a_leg_whose_masses_differ_is_not_verified_and_counts_with_the_lower(
    year: RecoveryYear,
) -> None:
    one_heap(year)
    year.collect("LIGHT", 2 * TONNE, "2025-04-01 08:00")
    year.deliver("LIGHT", "2025-04-02 08:00", "2025-04-02 16:00", 2 * TONNE + 50_001)
    rate = year.show().rate
    assert number(rate, "eligible_collected_t") == 8
    assert number(rate, "v0") == Fraction(6, 8)
    assert whys(year.show(), "v0") == ["out_of_tolerance"]


def test_fifty_kilograms_are_within_tolerance(year: RecoveryYear) -> None:
    one_heap(year)
    year.collect("HEAVY", 2 * TONNE, "2025-04-01 08:00")
    year.deliver("HEAVY", "2025-04-02 08:00", "2025-04-02 16:00", 2 * TONNE + 50_000)
    rate = year.show().rate
    assert number(rate, "v0") == 1
    assert number(rate, "eligible_collected_t") == Fraction(805, 100)


def test_what_arrives_without_a_dispatch_is_not_verified(year: RecoveryYear) -> None:
    one_heap(year)
    year.collect("ODD", TONNE, "2025-04-01 08:00")
    year.do(year.town.recycler, K.RECEIVE, "2025-04-02 08:00", "ODD")
    assert number(year.show().rate, "v0") == Fraction(6, 7)
    assert whys(year.show(), "v0") == ["no_dispatch"]


def test_who_has_no_agreement_adds_nothing(year: RecoveryYear) -> None:
    one_heap(year)
    year.collect("THEIRS", TONNE, "2025-04-01 08:00", firm=year.town.other_point)
    year.deliver(
        "THEIRS", "2025-04-02 08:00", "2025-04-02 16:00", TONNE, sender=year.town.other_point
    )
    shown = year.show()
    assert number(shown.rate, "R_EPR") == Fraction(6, 10)
    assert len(evidence_of(shown, "collected").records) == 1


def test_an_agreement_counts_only_on_its_days(year: RecoveryYear) -> None:
    town = year.town
    year.usual_registers()
    ended = an_agreement(town.producer, town.other_point, valid_until=date(2025, 4, 1))
    year.keep(ended)
    for heap, day in (("IN-TIME", "01"), ("LATE", "02")):
        year.collect(heap, TONNE, "2025-03-01 08:00", firm=town.other_point)
        arrived = f"2025-04-{day} 16:00"
        year.deliver(heap, f"2025-04-{day} 08:00", arrived, TONNE, sender=town.other_point)
    assert number(year.show(definition="R_EPR").rate) == Fraction(1, 10)


def test_two_producers_of_one_collector_share_what_bears_no_brand(year: RecoveryYear) -> None:
    one_heap(year)
    year.keep(an_agreement(year.town.other_shop, year.town.point))
    shown = year.show()
    assert number(shown.rate, "R_EPR") == Fraction(3, 10)
    assert Flag.DOUBLE_CLAIM in shown.rate.flags


def test_a_brand_decides_between_two_producers(year: RecoveryYear, town: TheTown) -> None:
    year.usual_registers()
    year.keep(an_agreement(town.other_shop, town.point))
    town.clock.moment = in_china("2025-05-01 08:00")
    town.scan(town.point, K.COLLECT, "B1", model=town.model)
    town.scan(town.point, K.DISPATCH, "B1", peer_site=town.recycler.site)
    town.scan(town.carrier, K.LOAD, "B1", site=town.point.site)
    town.scan(town.recycler, K.RECEIVE, "B1")
    shown = year.show(definition="R_EPR")
    assert number(shown.rate, "eligible_collected_t") == Fraction(15, 1000)
    assert Flag.DOUBLE_CLAIM not in shown.rate.flags


def test_a_transfer_to_another_recycler_changes_nothing(year: RecoveryYear, town: TheTown) -> None:
    year.usual_registers()
    with year.sessions() as session:
        other = session.get_one(OrganisationRow, town.other_point.organisation)
        session.add(a_site(other, code="SMELTER-2", roles=[Role.RECYCLER.value]))
        session.add(a_licence(other))
        session.commit()
    gate = a_caller(Role.RECYCLER, organisation=town.other_point.organisation)
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    receipt = year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    before = year.show(definition="R_EPR")
    year.do(town.recycler, K.DISPATCH, "2025-03-03 08:00", "HEAP", peer_site="SMELTER-2")
    year.do(town.carrier, K.LOAD, "2025-03-03 09:00", "HEAP", site=town.recycler.site)
    second = Firm(town.other_point.organisation, town.other_point.code, gate, {"SMELTER-2": 0})
    year.do(second, K.RECEIVE, "2025-03-04 08:00", "HEAP")
    after = year.show(definition="R_EPR")
    assert after.rate == before.rate
    assert ids(evidence_of(after, "collected")) == [str(receipt)]


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
