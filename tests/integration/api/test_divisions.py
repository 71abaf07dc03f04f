"""Divisions over HTTP: found by code, name and parent; changed by nobody."""

from __future__ import annotations

import pytest

from tests.builders.web import Web, faults_of

pytestmark = pytest.mark.usefixtures("atlas")


def test_a_division_says_how_it_is_known(web: Web) -> None:
    body = web.get("/divisions/420106", "shop").get_json()

    assert (body["name_zh"], body["level"], body["parent"]) == ("武昌区", "county", "420100")
    assert body["known_from"] == "2023-06-30"
    assert (body["source"], body["certainty"]) == ("nbs-2023", "published")


def test_a_withdrawn_division_is_still_there_for_old_papers(web: Web) -> None:
    assert web.get("/divisions/500112", "shop").get_json()["known_until"] == "2025-11-06"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ({"q": "武昌"}, "420106"),
        ({"parent": "420000"}, "420100"),
        ({"within": "4205"}, "420500"),
        ({"q": "hubei"}, "420000"),
    ],
    ids=repr,
)
def test_divisions_are_found_by_name_and_place(web: Web, query: dict[str, str], first: str) -> None:
    assert web.get("/divisions", "shop", query_string=query).get_json()["items"][0]["code"] == first


def test_pages_hold_every_division_once(web: Web) -> None:
    seen, cursor = [], None
    while True:
        query = {"within": "42", "limit": 50} | ({"cursor": cursor} if cursor else {})
        page = web.get("/divisions", "shop", query_string=query).get_json()
        seen += [row["code"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert len(seen) > 100
    assert sorted(set(seen)) == seen


@pytest.mark.parametrize("code", ["999999", "42", "４２０１０６", "%00", "24366160203632619520"])
def test_what_is_no_code_of_a_division_finds_nothing(web: Web, code: str) -> None:
    assert web.get(f"/divisions/{code}", "shop").status_code == 404


def test_a_day_that_is_none_is_no_cursor(web: Web) -> None:
    answer = web.get("/divisions", "shop", query_string={"cursor": "WyI0MjAxMDAiLCJ4Il0"})

    assert faults_of(answer) == {"/cursor": "not_a_cursor"}
