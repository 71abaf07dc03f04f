"""Is every text whatever answered in the same form?"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.cli import main
from tracker.commands.tell_code import code_answer

KEYS = ["schemes", "digital_link", "elements", "canonical", "error"]
HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "-x",
    "--jsonx",
    "'; DROP TABLE unit; --",
    "A" * 100_000,
    "https://" + "a/" * 50_000,
    "https://id.gs1.org/01/09521000000018/21/%00",
    "https://id.gs1.org/01/09521000000018/21/" + "%F0%9F%94%8B",
    "http://[::1]/01/09521000000018",
    "𝟘𝟙𝟚",
    "(01)09526688356013(21)B0",
    "\n".join(["PB420000000001Q"] * 3),
]


def told(text: str) -> dict[str, object]:
    done = CliRunner().invoke(main, ["code", text, "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_are_answered_calmly(text: str) -> None:
    answer = told(text)
    assert list(answer) == KEYS
    assert answer["schemes"] or answer["error"]


def test_a_digital_link_is_taken_apart() -> None:
    assert told("https://trace.example.cn/p/01/09526688356013/21/LAB0?17=271209") == {
        "schemes": ["GS1_DL"],
        "digital_link": "ACCEPT",
        "elements": "(01)09526688356013(21)LAB0(17)271209",
        "canonical": "https://id.gs1.org/01/09526688356013/21/LAB0?17=271209",
        "error": None,
    }


def test_why_an_address_is_rejected_is_said_in_english_whatever_the_terminal_speaks() -> None:
    env = {"LC_ALL": "zh_CN.UTF-8"}
    link = "https://id.gs1.org/414/9528538325898"
    done = CliRunner().invoke(main, ["code", link, "--json"], env=env)
    assert json.loads(done.stdout)["error"] == "AI (414): The numeric check digit is incorrect."
    people = CliRunner().invoke(main, ["code", link], env=env)
    assert "check digit" not in people.output


#: A busy machine is no fault of the texts.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(st.text())
def test_any_text_has_one_of_three_verdicts(text: str) -> None:
    answer = code_answer(text)
    assert list(answer) == KEYS
    assert answer["digital_link"] in ("ACCEPT", "REJECT", "NOT_DL")
    assert bool(answer["canonical"]) == (answer["digital_link"] == "ACCEPT")
