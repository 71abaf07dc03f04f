"""The ledger's balance of a site over HTTP: months, quarters, years; always what the events say."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import answer_of, collected, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material
from tracker.store.queries.rollups import Differing, differing_rollups


def returned(web: Web, site: str, period: str, login: str = "bureau") -> dict[str, Any]:
    return answer_of(web.get(f"/waste-returns?site={site}&period={period}", login), 200)


def batteries(found: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = next(one for one in found["rows"] if one["ware"] == "batteries")
    return row


def figures(row: dict[str, Any]) -> list[str]:
    names = ("opening_kg", "in_kg", "out_kg", "used_kg", "closing_kg")
    return [str(row[name]) for name in names]


def test_a_month_opens_where_the_one_before_closed(web: Web, town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2", "B3", model=town.model)
    town.clock.pass_by(days=5)
    town.scan(town.point, ScanKind.DISPATCH, "B1", peer_site=town.recycler.site)
    october = batteries(returned(web, "POINT-1", "2026-10"))
    november = batteries(returned(web, "POINT-1", "2026-11"))
    assert figures(october) == ["0.000", "45.000", "0.000", "0.000", "45.000"]
    assert figures(november) == ["45.000", "0.000", "15.000", "0.000", "30.000"]
    assert (november["counted_kg"], november["unexplained_kg"]) == ("30.000", "0.000")
    assert october["counted_kg"] is None
    assert figures(batteries(returned(web, "POINT-1", "2026-Q4")))[-1] == "30.000"
    assert figures(batteries(returned(web, "POINT-1", "2026")))[1:3] == ["45.000", "15.000"]


def test_a_refused_load_is_in_stock_again(web: Web, town: TheTown) -> None:
    codes = collected(town, "B1", "B2")
    rows = [{"pieces": 2, "mass_kg": "30", "codes": list(codes)}]
    scanned = {"load": {"scanned": list(codes)}}
    delivered = walked(web, drafted(web, town, rows=rows), "deliver", **scanned)
    rejected = confirmed(web, "recycler", delivered, "reject", reason="wet")
    confirmed(web, "point", rejected, "take_return", scanned=list(codes))
    row = batteries(returned(web, "POINT-1", "2026-10"))
    assert row["unexplained_kg"] == "0.000"
    assert row["closing_kg"] == row["counted_kg"]


def test_a_plant_uses_batteries_and_yields_lots(web: Web, town: TheTown) -> None:
    collected(town, "B1", "B2")
    town.scan(town.recycler, ScanKind.RECEIVE, "B1", "B2")
    outputs = (Output("PASTE-1", Material.PASTE, 6_000, 720_000),)
    town.scan(town.recycler, ScanKind.DISMANTLE, "B1", outputs=outputs)
    found = returned(web, "SMELTER-1", "2026-10")
    rows = {one["ware"]: one for one in found["rows"]}
    assert rows["paste"]["in_kg"] == "6.000"
    assert rows["paste"]["closing_kg"] == "6.000"
    moved = [(one["flow"], one["kind"], one["pieces"]) for one in rows["batteries"]["moved"]]
    assert moved == [("in", "receive", 2), ("used", "dismantle", 1)]
    assert found["unlinked"] == []


def test_corrections_and_voids_are_entries_and_change_the_month_in_which_it_happened(
    web: Web, town: TheTown
) -> None:
    wrong = town.scan(town.point, ScanKind.COLLECT, "B1", model=town.model)
    other = town.scan(town.point, ScanKind.COLLECT, "B2", model=town.model)
    town.clock.pass_by(days=5)
    town.scan(town.point, ScanKind.VOID, event=wrong.event, reason="twice")
    town.scan(
        town.point, ScanKind.CORRECT, event=other.event, mass_g=16_000, reason="weighed again"
    )
    assert figures(batteries(returned(web, "POINT-1", "2026-10")))[-1] == "16.000"
    amended = returned(web, "POINT-1", "2026-11")["amended"]
    assert [(one["kind"], one["about"], one["reason"]) for one in amended] == [
        ("void", str(wrong.event), "twice"),
        ("correct", str(other.event), "weighed again"),
    ]


def test_what_never_came_hangs_in_the_air(web: Web, town: TheTown) -> None:
    town.scan(town.producer, ScanKind.REGISTER, "N-1", model=town.model)
    town.scan(town.shop, ScanKind.DISPATCH, "N-1", peer_site=town.recycler.site)
    assert returned(web, "SHOP-1", "2026-10")["unlinked"] == []
    town.scan(town.point, ScanKind.COLLECT, "C-1", site="POINT-1B")
    town.scan(town.point, ScanKind.DISPATCH, "C-1", peer_site=town.recycler.site)
    assert [one["code"] for one in returned(web, "POINT-1", "2026-10")["unlinked"]] == ["C-1"]


def test_a_return_is_what_its_events_add_up_to(
    web: Web, town: TheTown, sessions: sessionmaker[Session]
) -> None:
    stock: dict[str, Decimal] = defaultdict(Decimal)
    for number in range(12):
        town.scan(town.point, ScanKind.COLLECT, f"B{number}", model=town.model)
        stock["in"] += 15
        if number % 3 == 0:
            town.scan(town.point, ScanKind.DISPATCH, f"B{number}", peer_site=town.recycler.site)
            stock["out"] += 15
        town.clock.pass_by(days=4)
    row = batteries(returned(web, "POINT-1", "2026-Q4"))
    assert (Decimal(row["in_kg"]), Decimal(row["out_kg"])) == (stock["in"], stock["out"])
    assert Decimal(row["closing_kg"]) == stock["in"] - stock["out"]
    assert row["closing_kg"] == row["counted_kg"]
    assert differing_rollups(sessions) == Differing(days=0, months=0)


def test_quarters_are_the_sum_of_their_months(web: Web, town: TheTown) -> None:
    for number in range(6):
        town.scan(town.point, ScanKind.COLLECT, f"B{number}", model=town.model)
        town.clock.pass_by(days=11)
    months = [batteries(returned(web, "POINT-1", f"2026-{month}")) for month in (10, 11, 12)]
    quarter = batteries(returned(web, "POINT-1", "2026-Q4"))
    assert sum(Decimal(one["in_kg"]) for one in months) == Decimal(quarter["in_kg"])
    for before, after in pairwise(months):
        assert before["closing_kg"] == after["opening_kg"]


@pytest.mark.parametrize("period", ["2026-13", "2026-Q5", "26", "x", "2026-00"])
def test_a_strange_period_is_refused(web: Web, period: str) -> None:
    answer = web.get(f"/waste-returns?site=POINT-1&period={period}", "bureau")
    assert faults_of(answer) == {"/period": "not_a_return_period"}


def test_the_books_of_others_are_not_there(web: Web) -> None:
    question = "/waste-returns?site=POINT-1&period=2026-10"
    assert web.get(question, "recycler").status_code == 404
    assert web.get(question, "point").status_code == 200
