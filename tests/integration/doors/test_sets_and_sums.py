"""Do the interface, the command and the page give the sets and sums that were computed by hand?"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.integration.doors.conftest import Doors


def test_a_recall_set_is_everything_the_battery_went_into(doors: Doors) -> None:
    codes = sorted(["M1", doors.boxes["pallet"], "PASTE-M"])
    digest = hashlib.sha256("".join(f"{code}\n" for code in codes).encode()).hexdigest()
    answer = doors.web.post("/recall-sets", "province", {"codes": ["M1"]}).get_json()
    told = doors.terminal.json("recall", "M1")
    assert answer == told
    assert [told["codes"], told["count"], told["sha256"]] == [codes, 3, digest]
    assert f"3 units, SHA-256 {digest}" in doors.terminal.run("recall", "M1").output


def test_what_an_ingot_and_its_paste_have_in_common_is_told_with_the_share_in_each(
    doors: Doors,
) -> None:
    given = ["INGOT-C", "PASTE-C2"]
    answer = doors.web.post("/common-causes", "province", {"codes": given}).get_json()
    told = doors.terminal.json("common", *given)
    assert answer == told
    things = {one["code"]: one["shares"] for one in told["things"] if one["code"]}
    assert {code: [share["fraction"] for share in both] for code, both in things.items()} == {
        "PASTE-C2": ["3/4", "1"],
    }
    (site,) = told["sites"]
    assert [share["fraction"] for share in site["shares"]] == ["1", "1"]
    assert "POINT-1" in doors.terminal.run("common", *given).output


def numbers(answer: dict[str, Any], *names: str) -> list[str | None]:
    return [answer[name] for name in names]


def test_a_treatment_adds_up_to_what_it_lost(doors: Doors) -> None:
    event = doors.web.get("/trace/PASTE-M", "province").get_json()["events"][0]["event"]
    answer = doors.web.get(f"/balances/treatments/{event}", "province").get_json()
    assert answer == doors.terminal.json("balance", "--treatment", event)
    told = numbers(answer["mass"], "in_kg", "out_kg", "unexplained_kg")
    assert told == ["40.000", "20.000", "20.000"]


def test_a_month_of_the_smelter_is_the_sum_of_the_stories(doors: Doors) -> None:
    """Received: 40, 30 (nobody knew of U1 then) and 40 kg. U1 lies at the point all the time."""
    answer = doors.web.get("/balances/sites/SMELTER-1?month=2026-10", "province").get_json()
    words = ("balance", "--site", "SMELTER-1", "--month", "2026-10")
    assert answer == doors.terminal.json(*words)
    assert answer["in_kg"] == {"dismantle": "53.000", "receive": "110.000", "smelt": "20.000"}
    assert answer["out_kg"] == {"dismantle": "100.000", "smelt": "24.000"}
    assert numbers(answer, "opening_kg", "closing_kg") == ["0.000", "59.000"]
    told = doors.terminal.run(*words).output
    assert "110.000" in told
    assert "59.000" in told
    doors.visitor.enter("province")
    page = doors.visitor.open("/sites/SMELTER-1/balance?month=2026-10").get_data(as_text=True)
    for mass in ("110 kg", "100 kg", "59 kg"):
        assert mass in page


@pytest.mark.parametrize("year", ["2026"])
def test_a_year_closes_to_the_gram(doors: Doors, year: str) -> None:
    answer = doors.web.get(f"/balances/division?year={year}", "province").get_json()
    assert answer == doors.terminal.json("balance", "--year", year)
    changes = {row["account"]: row["change_kg"] for row in answer["accounts"]}
    assert [changes["outside"], changes["road"], answer["residue_kg"]] == [
        *("-110.000", "0.000", "0.000")
    ]
    doors.visitor.enter("province")
    assert "<strong>0 kg</strong>" in doors.visitor.open(f"/balance?year={year}").text


def test_what_the_point_sent_arrived_at_the_smelter(doors: Doors) -> None:
    when = ("--first", "2026-10", "--last", "2026-10")
    answer = doors.web.get("/flows/sites/POINT-1?first=2026-10&last=2026-10", "province").get_json()
    assert answer == doors.terminal.json("flows", "--site", "POINT-1", *when)
    told = [(one["recycler"]["code"], one["boxes"], one["loose"]) for one in answer["flows"]]
    assert told == [("SMELTER-1", 2, 2)]
    provinces = doors.terminal.json("flows", *when)
    flows = doors.web.get("/flows/provinces?first=2026-10&last=2026-10", "province").get_json()
    assert flows == provinces
    assert [(one["from"], one["to"], one["mass_kg"]) for one in flows["flows"]] == [
        ("42", "42", "110.000")
    ]
