"""Containers over HTTP: labels that nobody had before, and what stands where."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.identifiers import container_label
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind


def order(web: Web, count: int = 1, login: str = "point", **changes: Any) -> Any:
    return web.post("/containers/labels", login, {"site": "POINT-1", "count": count} | changes)


def serials(answer: Any) -> list[str]:
    return [label[-3:] for label in answer.get_json()["labels"]]


def test_labels_carry_unit_waste_and_day(web: Web, town: TheTown) -> None:
    answer = order(web)

    label = container_label.parse(answer.get_json()["labels"][0])
    assert answer.status_code == 201
    assert isinstance(label, container_label.ContainerLabel)
    assert (label.unit, label.waste, label.serial) == (town.point.code, "900-052-31", 1)
    assert label.day.isoformat() == "2026-10-31"


def test_the_next_order_gets_the_next_numbers(web: Web) -> None:
    assert serials(order(web, 2)) == ["001", "002"]
    assert serials(order(web, 2, site="POINT-1B")) == ["003", "004"]
    assert serials(order(web, 1, day="2026-11-01")) == ["001"]
    assert serials(order(web, 1, waste_code="384-004-31")) == ["005"]


def test_a_number_that_is_on_a_box_already_is_passed_over(web: Web, town: TheTown) -> None:
    lives.packed(town, town.box(2), "B1")

    assert serials(order(web, 2)) == ["001", "003"]


def test_a_day_has_999_numbers_and_no_more(web: Web) -> None:
    assert len(serials(order(web, 998))) == 998

    answer = order(web, 2)

    assert (answer.status_code, faults_of(answer)) == (422, {"/count": "labels_spent"})
    assert serials(order(web, 1)) == ["999"]


def test_issued_labels_leave_a_line_on_the_sites_chain(
    web: Web, town: TheTown, database: Connection
) -> None:
    labels = order(web, 3).get_json()["labels"]

    line = database.scalar(
        text("SELECT line FROM audit WHERE chain = :site"), {"site": town.point.sites["POINT-1"]}
    )
    assert line.endswith(f"labels issued {labels[0]} to {labels[2]} count=3")


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"site": "POINT-2"}, {"/site": "unknown_site"}),
    ({"site": "ATLANTIS"}, {"/site": "unknown_site"}),
    ({"count": 0}, {"/count": "not_a_whole_number"}),
    ({"count": 1000}, {"/count": "not_a_whole_number"}),
    ({"waste_code": "HW31"}, {"/waste_code": "not_a_waste_code"}),
    ({"day": "2026-12-31", "site": "X"}, {"/day": "day_too_far", "/site": "unknown_site"}),
    ({"day": "tomorrow"}, {"/day": "not_a_day"}),
    ({"colour": "red"}, {"/colour": "unknown_field"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_with_an_order_is_named(
    web: Web, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = order(web, **changes)

    assert (answer.status_code, faults_of(answer)) == (422, faults)


def test_a_bureau_prints_no_labels(web: Web) -> None:
    assert order(web, login="bureau").status_code == 403


def test_a_box_tells_what_is_inside(web: Web, town: TheTown) -> None:
    lives.packed(town, town.box(), "B1", "B2")

    body = web.get(f"/containers/{town.box()}", "point").get_json()

    assert (body["state"], body["site"], body["mass_kg"]) == ("in_storage", "POINT-1", "30.000")
    assert sorted(body["contents"]) == ["B1", "B2"]
    assert body["container"] is None


def test_boxes_are_seen_where_they_stand_and_by_who_oversees(web: Web, town: TheTown) -> None:
    lives.packed(town, town.box(), "B1")
    web.callers["elsewhere"] = a_caller(
        Role.BUREAU_CITY, login="elsewhere", organisation=None, division="420500"
    )

    path = f"/containers/{town.box()}"
    seen = {
        login: (web.get(path, login).status_code, len(_listed(web, login)))
        for login in ("point", "other_point", "bureau", "elsewhere", "administrator")
    }

    assert seen == {
        "point": (200, 1),
        "other_point": (404, 0),
        "bureau": (200, 1),
        "elsewhere": (404, 0),
        "administrator": (404, 0),
    }


def _listed(web: Web, login: str, **query: str) -> list[str]:
    page = web.get("/containers", login, query_string=query).get_json()
    return [box["code"] for box in page["items"]]


def test_a_box_within_a_box_stands_where_the_outer_one_stands(web: Web, town: TheTown) -> None:
    inner, outer = town.box(1), town.box(2)
    lives.packed(town, inner, "B1")
    town.scan(town.point, ScanKind.PACK, inner, container=outer)
    lives.received(town, outer)

    body = web.get(f"/containers/{inner}", "recycler").get_json()

    assert (body["site"], body["container"], body["contents"]) == ("SMELTER-1", outer, ["B1"])
    assert web.get(f"/containers/{inner}", "point").status_code == 404


def test_boxes_are_listed_by_page_site_and_state(web: Web, town: TheTown) -> None:
    lives.packed(town, town.box(1), "B1")
    lives.packed(town, town.box(2), "B2")
    town.scan(town.point, ScanKind.DISPATCH, town.box(2), peer_site="SMELTER-1")

    first = web.get("/containers", "point", query_string={"limit": 1}).get_json()
    assert [box["code"] for box in first["items"]] == [town.box(1)]
    assert _listed(web, "point", cursor=first["next"]) == [town.box(2)]
    assert _listed(web, "point", state="dispatched") == [town.box(2)]
    assert _listed(web, "point", site="POINT-1B") == []


def test_a_battery_is_no_box(web: Web, town: TheTown) -> None:
    lives.collected(town, "B1")

    assert web.get("/containers/B1", "point").status_code == 404
