"""Are long stays, lost loads and round trips found, and orderly journeys left alone?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders.anomalies import OTHER, POINT, STATION, a_ground, a_life
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies import journeys


@pytest.mark.parametrize(("left", "found"), [(90, 0), (90.4, 0), (91, 1)])
def test_a_point_may_keep_it_for_ninety_days(left: float, found: int) -> None:
    life = a_life((K.COLLECT, POINT, 0), (K.STORE, POINT, 40), (K.LOAD, POINT, left))
    stays = list(journeys.dwell(life, a_ground(100)))
    assert len(stays) == found
    assert [one.day for one in stays] == [date(2026, 6, 1)] * found


def test_what_was_packed_stays_as_its_box_and_not_by_itself() -> None:
    child = a_life((K.COLLECT, POINT, 0), (K.PACK, POINT, 10))
    assert list(journeys.dwell(child, a_ground(200))) == []
    box = a_life((K.PACK, POINT, 10), container=True)
    assert len(list(journeys.dwell(box, a_ground(200)))) == 1


def test_a_station_may_keep_it_for_a_year() -> None:
    life = a_life((K.RECEIVE, STATION, 0))
    assert list(journeys.dwell(life, a_ground(365))) == []
    assert len(list(journeys.dwell(life, a_ground(366)))) == 1


def test_a_load_is_missed_after_thirty_days_on_the_road() -> None:
    sent = a_life((K.LOAD, POINT, 0), (K.DELIVER, STATION, 1))
    assert list(journeys.no_receipt(sent, a_ground(31))) == []
    (found,) = journeys.no_receipt(sent, a_ground(32))
    assert (found.events, found.day) == ((2,), date(2026, 4, 2))
    lost = a_life((K.LOAD, POINT, 0), (K.LOSE, POINT, 2))
    assert list(journeys.no_receipt(lost, a_ground(90))) == []


def test_a_receipt_needs_a_shipment() -> None:
    odd = a_life((K.PACK, POINT, 0), (K.WEIGH, POINT, 1), (K.RECEIVE, STATION, 2))
    assert [one.rule for one in journeys.no_shipment(odd, a_ground())] == [
        "received_without_shipment"
    ]
    sent = a_life((K.PACK, POINT, 0), (K.DISPATCH, POINT, 1), (K.RECEIVE, STATION, 2))
    assert list(journeys.no_shipment(sent, a_ground())) == []


def test_a_round_trip_is_a_ring_unless_it_was_refused_at_the_gate() -> None:
    away = (
        (K.LOAD, POINT, -2),
        (K.RECEIVE, STATION, -1),
        (K.LOAD, STATION, 0),
        (K.RECEIVE, OTHER, 1),
        (K.LOAD, OTHER, 2),
    )
    ring = a_life(*away, (K.RECEIVE, STATION, 3))
    (found,) = journeys.trading_rings([ring], a_ground())
    assert (found.subject, found.events) == ("STATION-1 POINT-2", (3, 6))
    refused = a_life((K.LOAD, STATION, 0), (K.REJECT, OTHER, 1), (K.STORE, STATION, 2))
    assert list(journeys.trading_rings([refused], a_ground())) == []
    one_way = a_life(*away)
    assert list(journeys.trading_rings([one_way], a_ground())) == []
