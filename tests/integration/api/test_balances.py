"""Balances and flows over HTTP, and on their page."""

from __future__ import annotations

import pytest

from tests.builders.province import TheTown
from tests.builders.web import Web
from tests.integration.api.test_traces import live

ADDRESSES = [
    "/balances/sites/SMELTER-1",
    "/balances/sites/SMELTER-1?month=2026-10",
    "/balances/division?year=2026",
    "/flows/sites/POINT-1?first=2026-10&last=2026-11",
    "/flows/provinces",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_question_is_one_call(web: Web, town: TheTown, address: str) -> None:
    live(web, town)
    answer = web.get(address, "bureau")
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_a_month_travels_with_its_unexplained(web: Web, town: TheTown) -> None:
    live(web, town)
    body = web.get("/balances/sites/SMELTER-1?month=2026-10", "bureau").get_json()
    assert body["in_kg"]["receive"] == "60.000"
    assert body["process"]["unexplained_kg"] == "31.000"
    assert body["stock"]["unexplained_kg"] is None
    event = body["treatments"][0]["event"]
    one = web.get(f"/balances/treatments/{event}", "bureau").get_json()
    assert one["mass"]["unexplained_kg"] == "30.000"


def test_a_year_of_all_accounts_is_nought(web: Web, town: TheTown) -> None:
    live(web, town)
    body = web.get("/balances/division?year=2026", "bureau").get_json()
    assert body["residue_kg"] == "0.000"
    assert {row["account"] for row in body["accounts"]} > {"site", "road", "process"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/balances/sites/SMELTER-1?month=2026-13", 422),
        ("/balances/sites/NOWHERE", 404),
        ("/balances/treatments/notanumber", 404),
        ("/balances/treatments/99999999999999999999", 404),
        ("/balances/division?year=1", 422),
        ("/flows/provinces?first=2026-02&last=2026-01", 422),
        ("/flows/sites/POINT-1?first=soon", 422),
    ],
)
def test_what_is_no_month_or_no_place_is_refused(
    web: Web, town: TheTown, address: str, status: int
) -> None:
    assert web.get(address, "bureau").status_code == status
