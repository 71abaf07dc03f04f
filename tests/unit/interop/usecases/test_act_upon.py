"""Is every value that a partner wrote looked at before the house acts upon it?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from interop.records.envelope import RecordKey
from interop.store.records import Stands
from interop.usecases.act_upon import (
    Told,
    act_upon_answer,
    act_upon_letter,
    act_upon_load,
    act_upon_outcome,
    act_upon_reply,
)
from interop.usecases.station import Station
from tests.fakes.clock import FixedClock
from tracker.domain.errors import Malformed

_DECISION: dict[str, Any] = {"step": "accept", "at": "2026-10-31T08:00:00+08:00", "rows": []}
_ROW: dict[str, Any] = {"row": 1, "accepted_g": 1, "accepted_pieces": 1, "method": None}
_LOAD: dict[str, Any] = {
    "sender_division": "360100",
    "receiver_division": "420100",
    "state": "delivered",
    "ends": {"receiver": {"code": "X"}},
}


def no_work() -> None:
    raise AssertionError("the house was asked to act")


def a_station() -> Station:
    found = SimpleNamespace(authority="CN-42", clock=FixedClock(), new_uow=no_work)
    return cast(Station, found)


def told(body: dict[str, Any]) -> Told:
    key = RecordKey("CN-36", "0199b0f2-0000-7000-8000-000000000001", 1)
    stands = Stands(*key[:2], "noun", "B-1", 1, "sha256:0", "active", body, b"")
    return Told(key, stands, "CN-42")


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "close"},
        {"step": 1},
        {"at": None},
        {"at": "2036-01-01T00:00:00+08:00"},
        {"scanned": "B1"},
        {"scanned": [1]},
        {"rows": [{}]},
        {"rows": [_ROW | {"accepted_g": -1}]},
        {"rows": [_ROW | {"accepted_pieces": 10**9}]},
        {"rows": [_ROW | {"accepted_g": True}]},
        {"rows": {}},
        {"reasons": [{"code": "B1"}]},
        {"reason_for": {"no_such_difference": "x"}},
        {"differences": [{"kind": "nothing", "reason": "x", "row": 1}]},
        {"reason": 5},
    ],
)
def test_a_decision_with_one_wrong_value_moves_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        act_upon_answer(told(_DECISION | wrong), a_station())


@pytest.mark.parametrize(
    "wrong",
    [
        {"agrees": "yes"},
        {"agrees": True, "reference": 1},
        {"agrees": True, "reference": "R", "answered_on": "soon"},
        {"received_on": "2026-13-01"},
    ],
)
def test_a_reply_with_one_wrong_value_moves_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        act_upon_reply(told({"received_on": "2026-10-31"} | wrong), a_station())


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender_division": "420100"},  # ours cannot be told by them
        {"receiver_division": None},
        {"ends": []},
        {"ends": {"receiver": {"code": 7}}},
        {"state": 3},
        {"state": "never heard of"},
    ],
)
def test_a_load_with_one_wrong_value_is_not_laid_before_anybody(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        act_upon_load(told(_LOAD | wrong), a_station())


def test_what_goes_to_a_third_province_is_not_laid_before_ours() -> None:
    for act in (act_upon_load, act_upon_letter):
        act(told(_LOAD | {"receiver_division": "340100"}), a_station())


def test_an_outcome_of_something_else_reopens_nothing() -> None:
    for body in ({"noun": "site"}, {"noun": "approval_reply", "outcome": "applied"}):
        with pytest.raises(Malformed):
            act_upon_outcome(told({"outcome": "refused", "business_no": "X"} | body), a_station())
