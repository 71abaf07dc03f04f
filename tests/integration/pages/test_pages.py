"""What people see: search, a battery's page, sites, organisations, in both languages."""

from __future__ import annotations

import io
import re

import pytest

from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material


@pytest.fixture
def busy(visitor: Visitor, town: TheTown) -> Visitor:
    """A battery was collected, packed, received, dismantled and smelted; an officer looks."""
    town.scan(town.point, ScanKind.COLLECT, "CELL-1", "CELL-2")
    town.scan(town.point, ScanKind.PACK, "CELL-1", container=town.box())
    load = (town.box(), "CELL-2")
    town.scan(town.point, ScanKind.DISPATCH, *load, peer_site="SMELTER-1")
    town.scan(town.carrier, ScanKind.LOAD, *load, site="POINT-1")
    town.scan(town.recycler, ScanKind.RECEIVE, *load)
    for kind, codes, code, material in (
        (ScanKind.DISMANTLE, load, "GRID-1", Material.GRID),
        (ScanKind.SMELT, ("GRID-1",), "INGOT-1", Material.INGOT),
    ):
        town.scan(town.recycler, kind, *codes, outputs=[Output(code, material, 20_000)])
    visitor.enter("officer")
    return visitor


def text_of(visitor: Visitor, path: str, language: str = "en") -> str:
    answer = visitor.open(path, language)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def test_a_code_in_the_box_leads_to_its_page(busy: Visitor) -> None:
    assert busy.open("/search?q=CELL-1").location == "/units/CELL-1"
    assert busy.open("/search?q=POINT-1").location == "/sites/POINT-1"


def test_an_unknown_code_is_said_what_it_looks_like(busy: Visitor) -> None:
    page = text_of(busy, "/search?q=PB420000000001Q")

    assert "No record that you may see" in page
    assert "It looks like" in page


@pytest.mark.parametrize(
    "hostile", ["%00", "%F0%9F%94%8B", "<script>alert(1)</script>", "x" * 3000]
)
def test_hostile_text_is_shown_as_text(busy: Visitor, hostile: str) -> None:
    assert "<script>alert" not in text_of(busy, f"/search?q={hostile}")


def test_a_battery_shows_its_life_and_its_graph(busy: Visitor) -> None:
    page = text_of(busy, "/units/CELL-1")

    assert [page.index(word) for word in ("collect", "pack", "dispatch")] == sorted(
        page.index(word) for word in ("collect", "pack", "dispatch")
    )
    assert '<svg class="flow' in page
    assert 'href="/units/INGOT-1"' in page


def test_an_ingot_shows_where_its_batteries_were_collected(busy: Visitor) -> None:
    page = text_of(busy, "/units/INGOT-1")

    assert 'href="/sites/POINT-1"' in page
    assert 'href="/units/CELL-1"' in page


def test_as_of_a_moment_later_events_are_not_shown(busy: Visitor, town: TheTown) -> None:
    answer = busy.open("/units/CELL-1?as_of=2001-01-01T00:00")

    assert answer.status_code == 404


def test_sites_and_organisations_show_what_happened_there(busy: Visitor, town: TheTown) -> None:
    assert "CELL-1" in text_of(busy, "/sites/POINT-1")
    assert "POINT-1B" in text_of(busy, f"/organisations/{town.point.code}")


def test_one_organisation_does_not_open_anothers_pages(visitor: Visitor, town: TheTown) -> None:
    town.scan(town.other_point, ScanKind.COLLECT, "SECRET-1")
    visitor.enter("clerk")

    for path in ("/units/SECRET-1", "/sites/POINT-2", f"/organisations/{town.other_point.code}"):
        assert visitor.open(path).status_code == 404, path
    assert "SECRET-1" not in text_of(visitor, "/")


PATHS = (
    "/",
    "/imports",
    "/rates",
    "/search?q=NOBODY-1",
    "/units/CELL-1",
    "/units/INGOT-1",
    "/sites/POINT-1",
    "/docs",
)
#: English words that stay: names, codes, file formats, and JSON as it is typed.
_KEPT = re.compile(
    r"\{&#34;.*?\}\}.*?\}|English|API|openapi|json|xlsx|csv|kg|MB|officer|[A-Z]{4,}|[A-Z]+-\d+\w*|HJ|GS1|PLATFORM|QB/T|T/DCB|GB/T"
)


@pytest.mark.parametrize("path", PATHS)
def test_no_english_is_left_on_a_chinese_page(busy: Visitor, path: str) -> None:
    page = text_of(busy, path, "zh")
    seen = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z][A-Za-z ]{3,}", _KEPT.sub(" ", seen))

    assert [word.strip() for word in words if len(word.strip()) > 3] == []


def test_a_ledger_goes_in_and_its_wrong_cells_come_back(visitor: Visitor, town: TheTown) -> None:
    visitor.enter("clerk")
    template = visitor.open("/imports/templates/receipts.xlsx")
    assert template.status_code == 200
    heads, *rows = (
        ["收集时间", "编码", "数量（只）", "重量（千克）"],
        ["2026-10-30 09:00", "LEDGER-1", "1", "15.2"],
        ["2026-10-30 09:00", "4.2e+19", "1", "15.2"],
    )
    content = "\n".join(",".join(row) for row in (heads, *rows)).encode("gb18030")
    sent = visitor.client.post(
        "/imports",
        data={
            "csrf": visitor.csrf("/imports"),
            "site": "POINT-1",
            "file": (io.BytesIO(content), "台账.csv"),
        },
        content_type="multipart/form-data",
    )

    assert sent.status_code == 303
    assert "台账.csv" in text_of(visitor, sent.location)


def test_a_rate_shows_its_definition_and_that_it_awaits_confirmation(busy: Visitor) -> None:
    page = text_of(busy, "/rates")

    assert "CRR-S-1" in page


def test_a_correction_stands_on_the_page_and_leads_to_what_it_corrects(
    busy: Visitor, town: TheTown
) -> None:
    weighed = town.scan(town.recycler, ScanKind.WEIGH, "INGOT-1", mass_g=19_000)
    fields = {"event": weighed.event, "mass_g": 19_400, "reason": "皮重漏扣"}
    town.scan(town.recycler, ScanKind.CORRECT, **fields)

    page = text_of(busy, "/units/INGOT-1", "zh")

    assert f'<a href="#event-{weighed.event}">更正事件 {weighed.event}</a>' in page
    assert f'id="event-{weighed.event}"' in page
    assert "皮重漏扣" in page
    assert "19.4" in page
