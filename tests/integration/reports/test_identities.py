"""Do the identities I1 to I11 hold for whatever happened, in the real books?

A history of a few heaps is lived in one town; what must come out is known from the history alone.
Each example is undone, so that all share one database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Flag, Rate, Status
from reports.usecases.show_rate import evidence_of
from tests.builders.histories import KG, Heap, Lived, Place, a_place
from tests.builders.rates import TONNE, a_declaration
from tracker.domain.scan import ScanKind as K

HEAPS = st.builds(
    Heap,
    st.integers(1_000, 9_000).map(lambda kg: kg * KG),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["delivered", "delivered", "delivered", "stays", "road", "lost"]),
    st.sampled_from([0, 40 * KG, -40 * KG, 300 * KG, -300 * KG]),
)
HISTORIES = st.lists(HEAPS, min_size=1, max_size=3).map(
    lambda heaps: [Heap(2 * TONNE, False, False, "delivered"), *heaps]
)


@pytest.fixture(scope="module")
def place(_worker_engine: Engine) -> Iterator[Place]:
    with _worker_engine.connect() as connection, connection.begin() as everything:
        yield a_place(connection)
        everything.rollback()


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing, factor)
    return found.number


def tonnes(grams: int | Fraction) -> Fraction:
    return Fraction(grams) / TONNE


@pytest.fixture
def undone(place: Place) -> Iterator[Place]:
    """Whatever one test lived is gone before the next."""
    with place.connection.begin_nested() as point:
        yield place
        point.rollback()


@settings(deadline=None, max_examples=3, database=None)
@given(HISTORIES, st.booleans())
def test_the_books_know_what_the_history_says(
    place: Place, heaps: list[Heap], shared: bool
) -> None:
    with place.connection.begin_nested() as point:
        lived = Lived(place, heaps, shared)
        _flows_add_up(lived, shared)
        _receipts_are_there_once(lived, shared)
        _a_transfer_changes_nothing(lived)
        point.rollback()


def _flows_add_up(lived: Lived, shared: bool) -> None:
    """I1, I2, I6, I11."""
    heaps = list(lived.heaps.values())

    def mine(grams: int, heap: Heap) -> Fraction:
        return tonnes(Fraction(grams, 2 if shared and not heap.theirs else 1))

    opening = total(mine(h.mass_g, h) for h in heaps if h.last_year)
    received = total(mine(h.mass_g, h) for h in heaps if not h.last_year)
    closing = total(mine(h.mass_g, h) for h in heaps if h.fate in ("stays", "road"))
    delivered = total(mine(h.credited_g, h) for h in heaps if h.fate == "delivered")
    verified = total(mine(h.credited_g, h) for h in heaps if h.fate == "delivered" and h.verified)
    rate = lived.ask("LEGAL-FLOW").rate
    assert number(rate, "opening_stock_t") == opening
    assert number(rate, "first_receipts_t") == received
    assert number(rate, "closing_stock_t") == closing
    assert number(rate, "deliveries_t") == delivered
    assert number(rate, "L") == opening + received - delivered - closing
    assert number(rate) == verified / (opening + received - closing)
    if number(rate, "L") >= 0:
        assert 0 <= number(rate) <= 1
        assert Flag.NEGATIVE_LOSS not in rate.flags
    else:
        assert Flag.NEGATIVE_LOSS in rate.flags
    places = lived.ask("COLLECTION", arising_by_province_t={"42": "100"}).rate
    if places.status is Status.OK:
        by_origin = total(
            number(places, name) for name in places.factors if name.startswith("collected_t/")
        )
        both = by_origin + number(places, "unknown_origin_t")
        assert both == number(places, "all_receipts_t") == received
    legs = evidence_of(lived.ask("V0"), "v0").records
    verified_ids = {str(lived.receipts[n]) for n, h in lived.heaps.items()
                    if h.fate == "delivered" and h.verified}  # fmt: skip
    assert {leg.id for leg in legs if leg.counted} == verified_ids


def _receipts_are_there_once(lived: Lived, shared: bool) -> None:
    """I3, I4: every tonne has its receipt, each receipt comes once, and its shares are one."""
    claimed: dict[str, Fraction] = {}
    for firm in (lived.town.producer, lived.town.other_shop):
        records = evidence_of(lived.ask("R_EPR", firm), "collected").records
        assert len({record.key for record in records}) == len(records)
        for record in records:
            share = Fraction(str(record.about["share"]))
            claimed[record.id] = claimed.get(record.id, Fraction(0)) + share
            assert record.about["disputed"] is (share < 1)
    assert claimed == dict.fromkeys(map(str, lived.receipts.values()), Fraction(1))
    rates = [lived.ask("R_EPR", firm).rate for firm in (lived.town.producer, lived.town.other_shop)]
    both = total(number(r, "eligible_collected_t") for r in rates if r.status is Status.OK)
    credited = [h.credited_g for h in lived.heaps.values() if h.fate == "delivered"]
    assert both == tonnes(sum(credited))
    assert (Flag.DOUBLE_CLAIM in rates[0].flags) is shared


def _a_transfer_changes_nothing(lived: Lived) -> None:
    """I7: what one smelter passes on to another was received before; so do a and R_EPR say."""
    before = [lived.ask(one).rate for one in ("R_EPR", "LEGAL-FLOW")]
    town, name = lived.town, next(iter(lived.receipts))
    lived.year.do(town.recycler, K.DISPATCH, "2025-07-01 08:00", name, peer_site="SMELTER-2")
    lived.year.do(town.carrier, K.LOAD, "2025-07-01 09:00", name, site=town.recycler.site)
    lived.year.do(lived.place.second_smelter, K.RECEIVE, "2025-07-02 08:00", name)
    lived.moved()
    assert [lived.ask(one).rate for one in ("R_EPR", "LEGAL-FLOW")] == before


def test_a_history_in_other_masses_gives_the_same_rates(place: Place) -> None:
    """I10, where every scale agreed: sales, heaps and products by the same factor."""
    heaps = [
        Heap(3 * TONNE, False, False, "delivered"),
        Heap(2 * TONNE, True, True, "delivered"),
        Heap(1 * TONNE, False, True, "lost"),
        Heap(4 * TONNE, False, False, "road"),
    ]
    found = []
    for by in (1, 3):
        with place.connection.begin_nested() as point:
            scaled = [replace(heap, mass_g=heap.mass_g * by) for heap in heaps]
            lived = Lived(place, scaled)
            more = (by - 1) * 10
            sold = (2022, 2023, 2024)
            if more:
                place.year.keep(*(a_declaration(place.town.producer, y, more) for y in sold))
            for name in lived.receipts:
                lived.year.treat(name, "2025-05-01 08:00", by * TONNE, by * 780 * KG)
            rates = [
                lived.ask(one, arising_t=str(20 * by)).rate
                for one in ("R_EPR", "LEGAL-FLOW", "CRR-S-1", "CRR-A-1", "PLANT")
            ]
            found.append([(rate.status, rate.value, rate.flags) for rate in rates])
            point.rollback()
    assert found[0] == found[1]
    assert {status for status, _, _ in found[0]} == {Status.OK}


def test_lead_that_went_in_came_out_or_is_missed(undone: Place) -> None:
    """I5: 1.6 t in the paste of two heaps, 1.5 t in ingots; what is missed is said."""
    lived = Lived(undone, [Heap(2 * TONNE, False, False, "delivered")] * 2)
    for name in lived.receipts:
        lived.year.treat(name, "2025-05-01 08:00", TONNE, 750 * KG)
    rate = lived.ask("PLANT").rate
    lead_in, lead_out = number(rate, "lead_in_t"), number(rate, "lead_out_t")
    assert (lead_in, lead_out) == (Fraction(16, 10), Fraction(15, 10))
    assert lead_in == lead_out + number(rate, "unexplained_share") * lead_in
    assert Flag.BALANCE in rate.flags


def test_a_receipt_that_is_sent_twice_counts_once(undone: Place) -> None:
    """I8: the same record again changes nothing."""
    lived = Lived(undone, [Heap(2 * TONNE, False, False, "stays")])
    town, (name,) = lived.town, lived.heaps
    day = "2025-05-01 08:00"
    lived.year.do(town.point, K.DISPATCH, day, name, peer_site=town.recycler.site)
    lived.year.do(town.carrier, K.LOAD, day, name, site=town.point.site)
    same = {"mass_g": 2 * TONNE, "client_id": "the same request"}
    first = lived.year.do(town.recycler, K.RECEIVE, day, name, **same)
    before = lived.ask("R_EPR")
    assert lived.year.do(town.recycler, K.RECEIVE, day, name, **same) == first
    lived.moved()
    again = lived.ask("R_EPR")
    assert again.rate == before.rate
    assert again.evidence == before.evidence
