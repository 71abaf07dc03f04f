"""Does a load that another province signed for count once, by origin, whichever way it came?

The load is told by its own province in a signed message; the smelter's province asks for the rate
of its producer, whose network gathers waste there, too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from interop.usecases.keep_partners import pull_partner
from reports.indicators.figure import Figure
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.evidence import Record
from reports.usecases.given import given_of
from reports.usecases.show_rate import ShownRate, evidence_of, show_rate
from tests.builders.registers import a_site, a_uscc, an_organisation
from tests.builders.scans import a_caller
from tests.builders.two_provinces import Province
from tests.builders.weather import double, flip_request, lose_answer, lose_request
from tests.integration.interop.exchange.test_borders import a_load
from tests.integration.interop.exchange.test_link import settled
from tracker.domain.manifest import ManifestState
from tracker.domain.roles import Role
from tracker.store.manifest_codes import MANIFEST_STATE
from tracker.store.models.programme import TakeBackAgreementRow

Pair = tuple[Province, Province]
SENDER = a_uscc(4_200)
PRODUCER = a_uscc(3_600)
YEAR = 2026
CLOSED = MANIFEST_STATE.number[ManifestState.CLOSED]
#: More requests than a load takes, all of which are lost: they cannot be called at all.
NO_LINE = [lose_request] * 40
_CLOSED_SHEET = (
    "UPDATE manifest SET state = :state, delivered_at = departed_at + interval '6 hours',"
    " ends = jsonb_build_object('sender', jsonb_build_object('code', CAST(:sender AS text)))"
)
#: The national system tells the same load under a record of its own.
_TOLD_BY_NATION = (
    "INSERT INTO exchange_thing (origin, record_id, province, noun, business_no, version, digest,"
    " state, body, applied_at) SELECT 'CN', record_id, province, noun, 'N-1', version, digest,"
    " state, body, applied_at FROM exchange_thing WHERE noun = 'manifest'"
)


def a_producer(side: Province) -> None:
    """It makes batteries here; a collector of the other province takes back for it."""
    with side.house.sessions() as session:
        maker = an_organisation(code=PRODUCER, province=36, division="360100")
        collector = an_organisation(code=SENDER, province=36, division="420100")
        session.add_all([maker, collector])
        session.flush()
        session.add(a_site(maker, province=36, code="MAKER", roles=[Role.PRODUCER.value]))
        session.add(
            TakeBackAgreementRow(
                province=36,
                code="AGREEMENT-ACROSS",
                organisation_id=maker.id,
                collector_id=collector.id,
                route="cooperative",
                valid_from=date(2020, 1, 1),
            )
        )
        session.commit()


def the_rate(side: Province) -> ShownRate:
    bureau = a_caller(Role.BUREAU_PROVINCE, organisation=None, division="360000")
    given = given_of({"arising_by_province_t": {"36": "1", "42": "1"}})
    books = SqlRateBooks(side.house.sessions, 36)
    return show_rate(PRODUCER, YEAR, bureau, books, "COLLECTION", given)


def by_province(shown: ShownRate) -> dict[str, Fraction]:
    assert isinstance(shown.rate.value, dict), shown.rate
    return {name: one.number for name, one in shown.rate.value.items() if isinstance(one, Figure)}


def told(shown: ShownRate) -> list[Record]:
    return list(evidence_of(shown, "exchanged").records)


def a_closed_load(side: Province) -> None:
    """Two batteries, 30 kg, that the collector there sent and the smelter here accepted."""
    a_load(side)
    side.do(_CLOSED_SHEET, state=CLOSED, sender=SENDER)


def pushed(ours: Province, theirs: Province) -> None:
    settled(ours, theirs)


def pushed_over_a_bad_line(ours: Province, theirs: Province) -> None:
    ours.weather[:] = [flip_request, double, lose_answer]
    settled(ours, theirs)


def fetched(ours: Province, theirs: Province) -> None:
    """They never come through to us, so we fetch what they have signed."""
    pull_partner(theirs.station, ours.name, pulled=True)
    ours.weather[:] = list(NO_LINE)
    ours.exchange(theirs)
    theirs.exchange(ours)
    ours.weather.clear()


def fetched_and_pushed(ours: Province, theirs: Province) -> None:
    fetched(ours, theirs)
    settled(ours, theirs)


@pytest.mark.parametrize("way", [pushed, pushed_over_a_bad_line, fetched, fetched_and_pushed])
def test_a_signed_load_counts_once_where_it_arose_whichever_way_it_came(
    provinces: Pair, way: Callable[[Province, Province], None]
) -> None:
    ours, theirs = provinces
    a_producer(theirs)
    assert the_rate(theirs).rate.missing == ("receipts",)
    a_closed_load(ours)
    way(ours, theirs)
    theirs.exchange(ours)
    shown = the_rate(theirs)
    assert by_province(shown) == {"36": Fraction(0), "42": Fraction(3, 100)}
    (record,) = told(shown)
    assert (record.counted, record.about["told_by"], record.about["manifest"]) == (
        True,
        "province",
        "PM-1",
    )


def test_the_same_load_told_by_the_national_system_adds_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    a_producer(theirs)
    a_closed_load(ours)
    pushed(ours, theirs)
    theirs.exchange(ours)
    theirs.do(_TOLD_BY_NATION)
    shown = the_rate(theirs)
    assert by_province(shown)["42"] == Fraction(3, 100)
    assert sorted((r.counted, r.why or "") for r in told(shown)) == [
        (False, "told_before"),
        (True, ""),
    ]


def test_a_load_that_was_cancelled_after_it_was_told_counts_no_longer(provinces: Pair) -> None:
    ours, theirs = provinces
    a_producer(theirs)
    a_closed_load(ours)
    pushed(ours, theirs)
    theirs.exchange(ours)
    ours.do("UPDATE manifest SET state = 12")
    ours.do(
        "INSERT INTO duty (province, topic, subject, version)"
        " VALUES (:province, 'manifest.confirmed', 'PM-1', 2)"
    )
    pushed(ours, theirs)
    theirs.exchange(ours)
    assert the_rate(theirs).rate.missing == ("receipts",)
