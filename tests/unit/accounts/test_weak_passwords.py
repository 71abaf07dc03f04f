"""Are weak passwords refused with a reason, and good ones left in peace?"""

from __future__ import annotations

import pytest

from tracker.accounts.weak_passwords import weaknesses
from tracker.domain.faults import FAULTS

LOGIN = "wang.fang"


def codes(password: str, login: str = LOGIN) -> set[str]:
    return {fault.code for fault in weaknesses(password, login)}


@pytest.mark.parametrize(
    "password",
    [
        "seven lead plates",
        "正极板和负极板之间有隔板",
        "xk4-9fQ2-vv",
        "wang.fang likes smelters",
        "1234567890 trucks",
    ],
)
def test_a_good_password_is_taken(password: str) -> None:
    assert codes(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kx4-9fQ2v", "password_too_short"),
        ("lead plates " * 11, "password_too_long"),
        ("abababababab", "password_too_plain"),
        ("1234567890", "password_common"),
        ("zyxwvutsrqponm", "password_common"),
        ("Password123", "password_common"),
        ("P@ssw0rd123", "password_common"),
        ("Woaini1314520", "password_common"),
        ("Wang.Fang2026", "password_holds_login"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, code: str) -> None:
    assert codes(password) == {code}


def test_everything_that_is_weak_is_said_at_once() -> None:
    assert codes("aaa", "aa") == {
        "password_too_short",
        "password_too_plain",
        "password_holds_login",
    }


def test_an_empty_password_is_short_and_plain_and_nothing_else() -> None:
    assert codes("") == {"password_too_short", "password_too_plain"}


def test_each_reason_is_a_sentence_and_repeats_no_password() -> None:
    for fault in weaknesses("aaaaa", "aaaa"):
        sentence = FAULTS[fault.code].format(**fault.params)
        assert fault.pointer == "/password"
        assert "aaaa" not in sentence
