"""Does what the exchange told of other provinces count once, by origin, whichever way it came?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate, Status
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.bundle import bundle_of
from reports.usecases.frozen_rates import made_again
from reports.usecases.given import given_of
from reports.usecases.show_rate import ShownRate, evidence_of, show_rate
from reports.verify.bundle import verify
from tests.builders.rates import RecoveryYear, an_agreement, in_china
from tests.builders.registers import HOME_PROVINCE, a_uscc, an_organisation
from tests.integration.reports.test_frozen_rates import freeze
from tracker.domain.moments import said
from tracker.domain.scan import ScanKind as K
from tracker.store.models.exchange import ExchangeThingRow

TONNE = 1_000_000
HENAN = "CN-41"
THERE = a_uscc(77)
ARISEN: dict[str, object] = {"arising_by_province_t": {"41": "10", "42": "10"}}
_numbers = count(1)


def thing(origin: str, noun: str, name: str, **body: Any) -> ExchangeThingRow:
    """A thing as the exchange keeps it after it came into force."""
    number = next(_numbers)
    return ExchangeThingRow(
        origin=origin,
        record_id=f"00000000-0000-5000-8000-{number:012d}",
        province=HOME_PROVINCE,
        noun=noun,
        business_no=name,
        version=1,
        digest="0" * 64,
        state="active",
        body=body,
        applied_at=in_china("2026-01-01 08:00"),
    )


def sheet(origin: str, sender: str, **changes: Any) -> ExchangeThingRow:
    """A manifest of 3 t of a collector in Henan that arrived in June 2025, as ``origin`` tells."""
    body = {
        "number": "41-7",
        "state": "closed",
        "sender_division": "410100",
        "receiver_division": "420100",
        "departed_at": said(in_china("2025-06-01 08:00")),
        "delivered_at": said(in_china("2025-06-02 08:00")),
        "pieces": 3,
        "mass_g": 3 * TONNE,
        "ends": {"sender": {"code": sender, "name": "there"}},
        "rows": [{"position": 1, "mass_g": 3 * TONNE, "accepted_g": 3 * TONNE, "pieces": 3}],
    }
    name = changes.pop("name", "P-41-7")
    return thing(origin, "manifest", name, **body | changes)


def aboard(origin: str, *codes: str) -> ExchangeThingRow:
    body = {"manifest": "P-41-7", "part": 1, "parts": 1, "pieces": len(codes)}
    return thing(origin, "border_handover", "P-41-7/1", **body, codes=list(codes))


@pytest.fixture
def lived(year: RecoveryYear) -> RecoveryYear:
    """2 t are collected here in 2025; a collector in Henan belongs to the producer's network."""
    year.usual_registers()
    year.collect("HEAP", 2 * TONNE, "2025-03-01 08:00")
    with year.sessions() as session:
        row = an_organisation(code=THERE, division="410100")
        session.add(row)
        session.flush()
        there = replace(year.town.point, organisation=row.id, code=THERE)
        session.commit()
    year.keep(an_agreement(year.town.producer, there))
    return year


def ask(year: RecoveryYear, definition: str = "COLLECTION") -> ShownRate:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    code, bureau = year.town.producer.code, year.town.bureau
    return show_rate(code, 2025, bureau, books, definition, given_of(ARISEN))


def by_province(rate: Rate) -> dict[str, Fraction]:
    assert rate.status is Status.OK, rate.missing
    assert isinstance(rate.value, dict)
    return {name: one.number for name, one in rate.value.items() if isinstance(one, Figure)}


@pytest.mark.parametrize(
    "tellers", [[HENAN], ["CN"], [HENAN, "CN"], ["CN", HENAN]], ids=lambda one: "+".join(one)
)
def test_a_load_counts_once_by_origin_whichever_way_it_was_told(
    lived: RecoveryYear, tellers: list[str]
) -> None:
    for place, origin in enumerate(tellers):
        name = {} if place == 0 else {"name": "41-7"}
        lived.keep(sheet(origin, THERE, **name))
    shown = ask(lived)
    assert by_province(shown.rate) == {"41": Fraction(3, 10), "42": Fraction(2, 10)}
    assert shown.rate.factors["exchanged_t"] == Figure(Fraction(3))
    told = evidence_of(shown, "exchanged").records
    assert [(r.counted, r.mass_t) for r in told if r.counted] == [(True, "3.000000")]
    assert [r.why for r in told if not r.counted] == ["told_before"] * (len(tellers) - 1)


def test_the_first_version_still_reads_our_own_books_alone(lived: RecoveryYear) -> None:
    lived.keep(sheet(HENAN, THERE))
    shown = ask(lived, "COLLECTION@1")
    assert by_province(shown.rate) == {"41": Fraction(0), "42": Fraction(2, 10)}
    assert [one.factor for one in shown.evidence] == ["first_receipts"]


def coded(year: RecoveryYear, at: str, *codes: str) -> None:
    """Batteries of 15 kg are collected at the point."""
    year.do(year.town.point, K.COLLECT, at, *codes, model=year.town.model)


def test_what_came_back_from_the_other_province_stays_where_it_was_first(
    lived: RecoveryYear,
) -> None:
    coded(lived, "2025-04-01 08:00", "B1")
    lived.keep(sheet(HENAN, THERE), aboard(HENAN, "B1", "N1", "N2"), aboard("CN", "B1"))
    found = by_province(ask(lived).rate)
    assert found == {"41": Fraction(2, 10), "42": Fraction(2015, 10_000)}


def test_what_was_received_there_before_does_not_count_again_here(lived: RecoveryYear) -> None:
    lived.keep(sheet(HENAN, THERE), aboard(HENAN, "B1", "N1", "N2"))
    coded(lived, "2025-07-01 08:00", "B1", "B2")
    found = by_province(ask(lived).rate)
    assert found == {"41": Fraction(3, 10), "42": Fraction(2015, 10_000)}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "rejected"},
        {"state": "in_transit"},
        {"delivered_at": said(in_china("2026-01-01 00:00"))},
        {"delivered_at": "yesterday"},
        {"sender_division": "420100"},
        {"ends": {"sender": {"code": a_uscc(78)}}},
        {"ends": []},
        {"rows": "none", "pieces": True},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_did_not_arrive_is_ours_or_nobodys_is_not_counted(
    lived: RecoveryYear, changes: dict[str, Any]
) -> None:
    lived.keep(sheet(HENAN, THERE, **changes))
    assert by_province(ask(lived).rate) == {"41": Fraction(0), "42": Fraction(2, 10)}


def test_a_load_without_mass_or_province_is_said_and_never_given_to_anybody(
    lived: RecoveryYear,
) -> None:
    rows = [{"position": 1, "mass_g": "heavy"}, {"position": 2, "mass_g": TONNE}]
    lived.keep(sheet(HENAN, THERE, rows=rows, sender_division="?"))
    shown = ask(lived)
    assert by_province(shown.rate) == {"41": Fraction(0), "42": Fraction(2, 10)}
    assert shown.rate.factors["unknown_origin_t"] == Figure(Fraction(1))
    assert shown.rate.factors["exchanged_without_mass"] == Figure(Fraction(1))
    assert Flag.UNKNOWN_ORIGIN in shown.rate.flags


def test_what_was_frozen_by_the_first_version_is_made_again_by_it(lived: RecoveryYear) -> None:
    lived.keep(sheet(HENAN, THERE))
    lived.town.clock.moment = in_china("2026-04-01 08:00")
    first = freeze(lived, "COLLECTION@1", given=ARISEN)
    second = freeze(lived, "COLLECTION", "the second version of the definition", ARISEN)
    kept = [(one.definition, one.definition_version, one.version) for one in (first, second)]
    assert kept == [("COLLECTION", 1, 1), ("COLLECTION", 2, 2)]
    made = [by_province(made_again(one).rate)["41"] for one in (first, second)]
    assert made == [Fraction(0), Fraction(3, 10)]
    for one in (first, second):
        verdict = verify(bundle_of(one).content)
        assert (verdict.wrong, verdict.figure) == ((), one.figure)
