"""Does a rate count what it should, to the gram: whose, when, with a licence, only once?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from reports.indicators.rate import Flag, Status
from reports.usecases.show_rate import evidence_of
from tests.builders.province import Firm, TheTown
from tests.builders.rates import TONNE, RecoveryYear, an_agreement, in_china
from tests.builders.registers import a_licence, a_site
from tests.builders.scans import a_caller
from tests.builders.shown_rates import ids, number, one_heap, whys
from tracker.domain.roles import Role
from tracker.domain.scan import ReceiptCategory
from tracker.domain.scan import ScanKind as K
from tracker.store.models.organisation import OrganisationRow


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
