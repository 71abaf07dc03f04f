"""Does the diary keep acts in the order of recording, and its agenda to the day?"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from tracker.demo.diary import Diary
from tracker.demo.land import BY_CODE
from tracker.demo.places import Spot
from tracker.demo.seasons import Span
from tracker.domain.scan import ScanKind

SPOT = Spot("SH-1", "91420100DEM0000019", BY_CODE["420100"])


def a_diary() -> Diary:
    span = Span(date(2026, 3, 1), date(2026, 3, 10))
    return Diary(span, "demo", random.Random(1))  # noqa: S311


def test_a_time_of_the_day_is_told_in_china() -> None:
    at = a_diary().at(9, 30)
    assert datetime(2026, 3, 1, 1, 30, tzinfo=UTC) <= at < datetime(2026, 3, 1, 1, 31, tzinfo=UTC)
    assert at.tzinfo is UTC


def test_acts_come_out_in_the_order_in_which_they_were_recorded() -> None:
    diary = a_diary()
    late = diary.act(ScanKind.SELL, SPOT, diary.at(9), ["A"], recorded=diary.at(20))
    early = diary.act(ScanKind.SELL, SPOT, diary.at(12), ["B"])
    acts = list(diary.close())
    assert [act.scan.client_id for act in acts] == [early, late] == ["demo-0000002", "demo-0000001"]
    assert acts[0].recorded_at - acts[0].scan.at < timedelta(minutes=1)
    assert acts[0].caller == SPOT.owner


def test_what_is_recorded_days_later_comes_out_then() -> None:
    diary = a_diary()
    diary.act(ScanKind.SELL, SPOT, diary.at(9), ["A"], recorded=diary.at(9, day=2))
    assert [len(list(diary.close())) for _ in range(4)] == [0, 0, 1, 0]


def test_the_agenda_is_done_on_its_day_and_once() -> None:
    diary = a_diary()
    done: list[int] = []
    diary.later(2, lambda: done.append(diary.today))
    for _ in range(5):
        diary.begin()
        list(diary.close())
    assert done == [2]


def test_somebody_else_may_scan_at_a_place() -> None:
    diary = a_diary()
    diary.act(ScanKind.LOAD, SPOT, diary.at(9), ["A"], by="91420100DEM0000028", vehicle="鄂ADO001")
    (act,) = diary.close()
    assert act.caller == "91420100DEM0000028"
    assert (act.scan.site, act.scan.vehicle) == ("SH-1", "鄂ADO001")
