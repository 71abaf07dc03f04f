"""A battery lives over HTTP, and its ingot is followed back to the shop."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind as K

CODES = tuple(f"CELL-{number}" for number in range(4))


def live(web: Web, town: TheTown) -> None:
    """Four batteries from maker to ingot, two of them in a box; 15 kg each, by the model."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("producer", {"kind": "register", "site": "MAKER-1", "model": town.model}),
        ("producer", {"kind": "sell", "site": "MAKER-1", "peer_site": "SHOP-1"}),
        ("shop", {"kind": "sell", "site": "SHOP-1"}),
        ("point", {"kind": "collect", "site": "POINT-1"}),
        ("point", {"kind": "pack", "site": "POINT-1", "codes": CODES[:2], "container": town.box()}),
    ]
    load = [town.box(), *CODES[2:]]
    steps += [
        ("point", {"kind": "dispatch", "site": "POINT-1", "codes": load, "peer_site": "SMELTER-1"}),
        ("carrier", {"kind": "load", "site": "POINT-1", "codes": load}),
        ("carrier", {"kind": "deliver", "site": "SMELTER-1", "codes": load}),
        ("recycler", {"kind": "receive", "site": "SMELTER-1", "codes": load}),
        (
            "recycler",
            {"kind": "dismantle", "site": "SMELTER-1", "codes": load}
            | yields("GRID-1", "grid", 30),
        ),
        (
            "recycler",
            {"kind": "smelt", "site": "SMELTER-1", "codes": ["GRID-1"]}
            | yields("INGOT-1", "ingot", 29),
        ),
    ]
    for number, (login, body) in enumerate(steps):
        given = {
            "client_id": f"life-{number:04d}",
            "at": town.clock.now().isoformat(),
            "codes": CODES,
        }
        answer = web.post("/scans", login, given | body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        town.clock.pass_by(hours=1)


def yields(code: str, material: str, mass_kg: int) -> dict[str, Any]:
    return {"outputs": [{"code": code, "material": material, "mass_kg": mass_kg}]}


def test_an_ingot_is_traced_back_to_its_batteries_and_their_shop(web: Web, town: TheTown) -> None:
    live(web, town)

    body = web.get("/trace/INGOT-1?direction=back", "bureau").get_json()

    assert sorted(one["code"] for one in body["batteries"]) == sorted(CODES)
    assert {one["share"]["fraction"] for one in body["batteries"]} == {"1/4"}
    assert [(o["site"]["code"], o["pieces"]) for o in body["origins"]] == [("POINT-1", 4)]
    assert body["forward"] is None


def test_a_battery_is_followed_forward_to_its_ingot(web: Web, town: TheTown) -> None:
    live(web, town)

    body = web.get(f"/trace/{CODES[0]}?direction=forward", "bureau").get_json()

    ahead = {node["code"]: node["share"] for node in body["forward"]["nodes"] if node["code"]}
    assert ahead["INGOT-1"]["fraction"] == "1/4"


def test_a_battery_tells_its_whole_life_in_order(web: Web, town: TheTown) -> None:
    live(web, town)

    body = web.get(f"/units/{CODES[0]}", "bureau").get_json()

    kinds = [event["kind"] for event in body["events"]]
    assert kinds == [
        *("register", "sell", "sell", "collect", "pack", "dispatch", "load", "deliver"),
        *("receive", "dismantle"),
    ]
    assert body["unit"]["effective_state"] == "dismantled"
    assert body["events"][0]["site"]["code"] == "MAKER-1"


def test_as_of_a_moment_later_events_had_not_happened(web: Web, town: TheTown) -> None:
    start = town.clock.now()
    live(web, town)

    moment = quote(start.isoformat())
    body = web.get(f"/units/{CODES[0]}?as_of={moment}", "bureau").get_json()

    assert [event["kind"] for event in body["events"]] == ["register"]
    assert body["unit"]["state"] == "registered"


def test_one_organisation_does_not_see_anothers_records(web: Web, town: TheTown) -> None:
    town.scan(town.point, K.COLLECT, "SECRET-1")

    answer = web.get("/units/SECRET-1", "other_point")
    unknown = web.get("/units/NOBODY-KNOWS", "other_point")

    assert answer.status_code == unknown.status_code == 404
    assert answer.get_json()["code"] == unknown.get_json()["code"] == "unknown_code"


def test_what_strangers_did_to_my_battery_is_counted_but_not_told(web: Web, town: TheTown) -> None:
    live(web, town)

    body = web.get(f"/units/{CODES[3]}", "shop").get_json()

    assert {event["site"]["code"] for event in body["events"]} <= {"MAKER-1", "SHOP-1"}
    assert body["hidden_events"] > 0


def test_a_digital_link_finds_the_battery_by_its_address(web: Web, town: TheTown) -> None:
    link = "https://id.gs1.org/01/06901234567892/21/A1"
    town.scan(town.point, K.COLLECT, link)

    answer = web.get(f"/units/{quote(link, safe='')}", "point")

    assert answer.get_json()["unit"]["code"] == link


@pytest.mark.parametrize(
    "query",
    ["direction=sideways", "limit=0", "limit=many", "as_of=noon", "cursor=!!!", "colour=red"],
)
def test_a_question_that_makes_no_sense_is_told_why(web: Web, town: TheTown, query: str) -> None:
    town.scan(town.point, K.COLLECT, "B1")

    answer = web.get(f"/trace/B1?{query}", "bureau")

    assert answer.status_code == 422
    assert faults_of(answer)


@pytest.mark.parametrize("code", ["24366160203632619520", "%00", "%F0%9F%94%8B", "a/b//c"])
def test_a_code_that_nobody_carries_is_not_found(web: Web, code: str) -> None:
    assert web.get(f"/units/{code}", "bureau").status_code == 404


def test_a_correction_says_over_http_which_event_it_is_about(web: Web, town: TheTown) -> None:
    town.scan(town.point, K.COLLECT, "B1")
    weighed = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000)
    town.scan(town.point, K.CORRECT, event=weighed.event, mass_g=14_400, reason="tare")

    for path in ("/units/B1", "/trace/B1"):
        events = web.get(path, "point").get_json()["events"]
        assert [event["corrects"] for event in events] == [None, None, str(weighed.event)]
        assert (events[-1]["own_mass_kg"], events[-1]["details"]) == ("14.400", {"reason": "tare"})
