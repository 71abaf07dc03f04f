"""Can everybody who sees a rate leaf through every record behind it, in their language?"""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy.orm import Session, sessionmaker

from reports.pages import rate_records
from tests.builders.province import TheTown
from tests.builders.rates import TONNE, RecoveryYear, in_china
from tests.fakes.clock import FixedClock
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(in_china("2024-01-02 08:00"))


@pytest.fixture
def lived(sessions: sessionmaker[Session], town: TheTown, visitor: Visitor) -> Visitor:
    """Three heaps of 2025."""
    year = RecoveryYear(sessions, town)
    year.usual_registers()
    for month in (3, 4, 5):
        heap = f"HEAP-{month}"
        year.collect(heap, TONNE, f"2025-0{month}-01 08:00")
        year.deliver(heap, f"2025-0{month}-02 08:00", f"2025-0{month}-02 23:30", TONNE)
    visitor.enter("officer")
    return visitor


def read(visitor: Visitor, address: str, language: str = "en") -> str:
    answer = visitor.open(address, language)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def address(town: TheTown, factor: str) -> str:
    return f"/rates/records?enterprise={town.producer.code}&year=2025&factor={factor}"


def test_pages_lead_from_the_rate_to_its_last_record(
    lived: Visitor, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_records, "SHOWN", 2)
    rate = read(lived, f"/rates?enterprise={town.producer.code}&year=2025")
    (way,) = re.findall(r'href="(/rates/records\?[^"]*factor=collected[^"]*)"', rate)
    first = read(lived, way)
    assert len(re.findall('data-head="Tonnes">1.000000<', first)) == 2
    (onward,) = re.findall(r'href="(/rates/records\?[^"]*cursor=[^"]*)"', first)
    last = read(lived, onward)
    assert len(re.findall('data-head="Tonnes">1.000000<', last)) == 1
    assert "cursor=" not in last
    assert "Mar 2, 2025, 23:30" in first
    assert "May 2, 2025, 23:30" in last


def test_a_record_opens_to_its_event_and_that_to_its_batteries(
    lived: Visitor, town: TheTown
) -> None:
    ways = re.findall(r'href="(/events/\d+)"', read(lived, address(town, "collected")))
    rate = read(lived, f"/rates?enterprise={town.producer.code}&year=2025")
    assert len(ways) == 3
    assert all(f'href="{way}"' in rate for way in ways)
    assert 'href="/units/HEAP-3"' in read(lived, ways[0])


def test_what_is_told_about_a_record_is_told_in_the_readers_language(
    lived: Visitor, town: TheTown
) -> None:
    page = read(lived, address(town, "collected"), "zh")
    for said in ("再生铅企业", "自主回收", "2025年3月2日 23:30"):
        assert said in page
    assert "own<" not in page
    assert 'name="q"' in page
    assert "{'enterprise'" not in page
    assert read(lived, address(town, "sales_base"), "zh").count("销售申报") == 3


@pytest.mark.parametrize(
    "changed", [{"factor": "luck"}, {"year": "1066"}, {"definition": "X"}, {"given": "{"}]
)
def test_a_question_that_cannot_be_is_refused(
    lived: Visitor, town: TheTown, changed: dict[str, str]
) -> None:
    asked = {"enterprise": town.producer.code, "year": "2025", "factor": "collected", **changed}
    answer = lived.client.get("/rates/records", query_string=asked)
    assert answer.status_code in (400, 422)


def test_nobody_leafs_through_the_records_of_another(lived: Visitor, town: TheTown) -> None:
    lived.enter("clerk")
    assert lived.open(address(town, "collected")).status_code == 404
