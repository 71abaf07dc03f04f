"""Does the page of the day answer an officer's questions, and a collection point's?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import far_smelter
from tests.builders.manifests import confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor
from tracker.domain.scan import ScanKind, Uncoded
from tracker.usecases.sweep_alarms import sweep_alarms


def section(visitor: Visitor, name: str, query: str = "") -> str:
    """What stands under one head, without its tags."""
    answer = visitor.open(f"/today{query}")
    assert answer.status_code == 200
    found = re.search(
        rf'<section[^>]*id="{name}">(.*?)</section>', answer.get_data(as_text=True), re.DOTALL
    )
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.fixture
def full(town: TheTown) -> TheTown:
    """POINT-1 has 3.2 t, POINT-2 a battery or two; nobody has counted yet."""
    heap = Uncoded(200, 3_200_000, label="HEAP-1")
    town.scan(town.point, ScanKind.COLLECT, uncoded=[heap])
    few = Uncoded(2, 30_000, label="HEAP-2")
    town.scan(town.other_point, ScanKind.COLLECT, uncoded=[few])
    return town


def test_an_officer_sees_who_keeps_too_much_and_nobody_else(
    full: TheTown, visitor: Visitor
) -> None:
    visitor.enter("officer")
    assert section(visitor, "stored").startswith("More than allowed 0 Nobody has counted yet.")
    counted = section(visitor, "stored", "?now=true")
    assert "POINT-1 3.2 t over 3 t" in counted
    assert "POINT-2" not in counted
    sweep_alarms(full.uow_factory(), full.clock)
    assert "POINT-1 3.2 t over 3 t" in section(visitor, "stored")


def test_a_collection_point_sees_its_own_stock_with_its_last_day(
    full: TheTown, visitor: Visitor
) -> None:
    sweep_alarms(full.uow_factory(), full.clock)
    visitor.enter("clerk")
    stored = section(visitor, "stored")
    assert "POINT-1 3.2 t over 3 t 2026-10-31 2027-01-29" in stored
    assert "POINT-2" not in stored


def test_what_falls_due_this_week_is_named_with_what_to_do(full: TheTown, visitor: Visitor) -> None:
    sweep_alarms(full.uow_factory(), full.clock)
    visitor.enter("clerk")
    assert "Nothing falls due" in section(visitor, "coming")
    full.clock.pass_by(days=86)
    visitor.enter("clerk")
    coming = section(visitor, "coming")
    assert "2027-01-29" in coming
    assert "Dispatch to a licensed receiver" in coming


def test_a_load_that_left_the_province_without_approval_is_told_first(
    town: TheTown, sessions: sessionmaker[Session], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    far = far_smelter(sessions)
    web = Web(sessions, town, tmp_path, far.caller)
    paper = {"number": "纸-7", "started_at": "2026-10-30T08:00:00+08:00"}
    sheet = drafted(web, town, receiver="SMELTER-36", paper=paper)
    gone = confirmed(web, "point", sheet, "back_fill", delivered_at="2026-10-30T18:00:00+08:00")
    visitor: Visitor = request.getfixturevalue("visitor")
    visitor.enter("officer")
    loads = section(visitor, "loads")
    assert loads.startswith("On the road without approval 1 ")
    assert gone["number"] in loads


def test_a_province_in_order_has_nothing_to_tell(visitor: Visitor) -> None:
    visitor.enter("officer")
    assert "has its approval" in section(visitor, "loads")
    assert "Nothing falls due" in section(visitor, "coming")


def test_the_page_is_in_chinese_unless_asked(visitor: Visitor) -> None:
    visitor.enter("officer")
    text = visitor.open("/today", "zh").get_data(as_text=True)
    assert "无批准在途" in text
    assert "没有到期事项" in text
