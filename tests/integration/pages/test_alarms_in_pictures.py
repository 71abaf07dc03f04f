"""Do pictures of flows mark what has open alarms, for those who may see them?"""

from __future__ import annotations

import re

from tests.builders import lives
from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor
from tests.integration.pages.test_pages import text_of
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material


def marks(page: str) -> list[tuple[str, str]]:
    """Each alarmed node by its first line, with what its mark says."""
    nodes = re.findall(r'<(?:a|g) class="node [^"]*alarmed".*?</(?:a|g)>', page)
    return [
        (re.findall(r"<text[^>]*>([^<]*)</text>", node)[0], re.findall(r">!(\d+)<", node)[0])
        for node in nodes
    ]


def test_an_alarm_about_a_battery_stands_in_its_picture_and_below_it(
    visitor: Visitor, town: TheTown
) -> None:
    """Its second sale is an alarm about the shop that made it: the point may not know of it."""
    lives.in_use(town, "B1")
    town.scan(town.other_shop, K.SELL, "B1")
    town.scan(town.point, K.COLLECT, "B1")
    lives.received(town, "B1")
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[Output("P-1", Material.PASTE, 9_000)])
    visitor.enter("officer")
    page = text_of(visitor, "/units/B1")
    assert marks(page) == [("B1", "1")]
    assert "1 open alarms" in page
    assert re.search(r'<a href="/alarms/\d+">', page)
    paste = text_of(visitor, "/units/P-1")
    assert marks(paste) == []
    assert 'title="1 open alarms">!1<' in paste
    visitor.enter("clerk")
    assert marks(text_of(visitor, "/units/B1")) == []


def test_the_month_of_a_site_says_how_many_alarms_are_open_there(
    visitor: Visitor, town: TheTown
) -> None:
    lives.in_use(town, "B1")
    town.scan(town.other_shop, K.SELL, "B1")
    visitor.enter("officer")
    page = text_of(visitor, "/sites/SHOP-2/balance?month=2026-10")
    assert marks(page) == [("SHOP-2", "1")]
    assert 'href="/alarms?site=SHOP-2"' in page
    assert marks(text_of(visitor, "/sites/SHOP-1/balance?month=2026-10")) == []
