"""Do the interface, the command and the page give the shares that were computed by hand?"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from tests.integration.doors.conftest import Doors
from tracker.domain.moments import CHINA


class Question(NamedTuple):
    """What is behind a unit (``what`` names a box or is a code), as known at a named moment, and
    what was computed by hand: the share of each battery."""

    what: str
    known_at: str | None
    shares: dict[str, str]


QUESTIONS = (
    Question("pallet", None, {"M1": "1/4", "M2": "3/4"}),
    Question("PASTE-M", None, {"M1": "1/4", "M2": "3/4"}),
    Question("late", "believed", {"U1": "1/3", "U2": "2/3"}),
    Question("late", None, {"U2": "1"}),
    Question("PASTE-U", None, {"U2": "1"}),
    Question("INGOT-C", "uncorrected", {"C1": "1/2", "C2": "1/2"}),
    Question("INGOT-C", None, {"C1": "1/4", "C2": "3/4"}),
)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda one: f"{one.what} {one.known_at or 'now'}")
def test_each_door_gives_the_shares_that_were_computed_by_hand(
    doors: Doors, asked: Question
) -> None:
    code = doors.boxes.get(asked.what, asked.what)
    moment = doors.told[asked.known_at] if asked.known_at else None
    query = {"direction": "back"} | ({"known_at": moment.isoformat()} if moment else {})
    answer = doors.web.get(f"/trace/{code}", "province", query_string=query).get_json()
    options = ("--known-at", f"{moment:%Y-%m-%dT%H:%M:%S%z}") if moment else ()
    told = doors.terminal.json("trace", code, "--direction", "back", *options)
    assert shares_of(answer) == shares_of(told) == asked.shares
    doors.visitor.enter("province")
    local = f"?known_at={moment.astimezone(CHINA):%Y-%m-%dT%H:%M}" if moment else ""
    page = doors.visitor.open(f"/units/{code}{local}").get_data(as_text=True)
    shown = dict(re.findall(r">([MUC]\d)</a> <span class=\"quiet\">([\d.]+) %", page))
    assert shown == {
        battery: f"{float(Fraction(share)) * 100:.2f}" for battery, share in asked.shares.items()
    }


def shares_of(answer: dict[str, Any]) -> dict[str, str]:
    return {one["code"]: one["share"]["fraction"] for one in answer["batteries"]}


def test_a_life_across_two_divisions_is_whole_for_the_province_and_half_for_each_city(
    doors: Doors,
) -> None:
    """Seven scans in Wuhan from maker to lorry, three at the smelter in the other city."""
    whole = doors.terminal.json("trace", "M1")
    assert [len(whole["events"]), whole["counts"]["hidden_events"]] == [10, 0]
    for login, seen, hidden in (("province", 10, 0), ("here", 7, 3), ("there", 3, 7)):
        answer = doors.web.get("/trace/M1", login).get_json()
        assert [len(answer["events"]), answer["counts"]["hidden_events"]] == [seen, hidden], login
        doors.visitor.enter(login)
        page = doors.visitor.open("/units/M1").get_data(as_text=True)
        assert page.count('<li id="event-') == seen, login
