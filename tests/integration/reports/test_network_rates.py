"""Is the rate of a consortium that of its members' sums, and is everything told of each of them?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Rate, Status
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.bundle import bundle_of
from reports.usecases.frozen_rates import figure_of, made_again
from reports.usecases.given import given_of
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.show_rate import ShownRate, evidence_of, show_rate
from reports.verify.bundle import verify
from tests.builders.rates import TONNE, RecoveryYear, a_declaration, an_agreement, in_china
from tests.builders.registers import HOME_PROVINCE
from tests.integration.reports.test_frozen_rates import freeze
from tracker.domain.caller import Caller
from tracker.domain.errors import Malformed, NotFound


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing, rate.factors)
    return found.number


@pytest.fixture
def lived(year: RecoveryYear) -> RecoveryYear:
    """The producer recovers 6 of 10 t; another, with its own point, 2 of 5 t."""
    town = year.town
    year.usual_registers()
    year.keep(an_agreement(town.other_shop, town.other_point))
    year.keep(*(a_declaration(town.other_shop, sold, 5) for sold in (2022, 2023, 2024)))
    for heap, firm, mass in (("A", town.point, 6), ("B", town.other_point, 2)):
        year.collect(heap, mass * TONNE, "2025-03-01 08:00", firm=firm)
        year.deliver(heap, "2025-03-02 08:00", "2025-03-02 16:00", mass * TONNE, sender=firm)
    return year


def members(year: RecoveryYear) -> dict[str, object]:
    town = year.town
    return {"members": [{"code": town.other_shop.code}, {"code": town.producer.code}]}


def ask(
    year: RecoveryYear, given: dict[str, object] | None = None, caller: Caller | None = None
) -> ShownRate:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    code, caller = year.town.producer.code, caller or year.town.bureau
    found = given_of(members(year) if given is None else given)
    return show_rate(code, 2025, caller, books, "CONSORTIUM", found)


def test_a_consortium_is_its_members_sums_and_each_counts_once(lived: RecoveryYear) -> None:
    shown = ask(lived)
    assert number(shown.rate) == Fraction(6 + 2, 10 + 5)
    alone = [lived.town.producer.code, lived.town.other_shop.code]
    rates = [number(shown.rate, f"R_EPR/{code}") for code in alone]
    assert rates == [Fraction(6, 10), Fraction(2, 5)]
    assert min(rates) < number(shown.rate) < max(rates)
    told = evidence_of(shown, "collected").records
    assert [record.about["member"] for record in told] == alone
    assert len({record.key for record in told}) == 2
    books = SqlRateBooks(lived.sessions, HOME_PROVINCE)
    given, bureau = given_of(members(lived)), lived.town.bureau
    page = page_of_evidence(
        alone[0], 2025, "collected", None, 1, bureau, books, "CONSORTIUM", given
    )
    assert (len(page.records), page.total) == (1, 2)


def test_a_member_without_an_obligation_yet_is_in_neither_sum(lived: RecoveryYear) -> None:
    given: dict[str, object] = {"members": [{"code": lived.town.other_shop.code, "founded": 2025}]}
    rate = ask(lived, given).rate
    assert number(rate) == Fraction(6, 10)
    assert number(rate, "members_without_obligation") == 1


def test_without_members_or_their_sales_there_is_no_rate(lived: RecoveryYear) -> None:
    assert ask(lived, {}).rate.missing == ("members",)
    rate = ask(lived, {"members": [{"code": lived.town.shop.code}]}).rate
    assert rate.status is Status.INSUFFICIENT_DATA
    assert rate.missing == ("members/1/sales_t", "members/1/collected")


def test_members_that_are_not_there_or_not_seen_are_named(lived: RecoveryYear) -> None:
    for given in ({"members": [{"code": "NOBODY\x00"}]}, {"members": [{"code": "NOBODY"}]}):
        with pytest.raises(NotFound) as unknown:
            ask(lived, dict(given))
        assert unknown.value.faults[0].pointer == "/given/members/0/code"
    with pytest.raises(NotFound):
        ask(lived, caller=lived.town.producer.caller)
    with pytest.raises(Malformed) as refused:
        ask(lived, {"members": [{"founded": 1}, "X", {"name": "Y"}]})
    assert {fault.pointer for fault in refused.value.faults} == {
        "/given/members/0/code",
        "/given/members/0/founded",
        "/given/members/1",
        "/given/members/2/name",
        "/given/members/2/code",
    }


def test_a_frozen_consortium_keeps_the_records_of_every_member(lived: RecoveryYear) -> None:
    lived.town.clock.moment = in_china("2026-04-01 08:00")
    frozen = freeze(lived, "CONSORTIUM", given=members(lived))
    assert figure_of(made_again(frozen).rate) == frozen.figure
    assert verify(bundle_of(frozen).content).wrong == ()
