"""N78: is a delivery tried again at a sensible time, whatever the partner asks for?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.delivery.attempts import (
    FIRST_WAIT,
    LONGEST_ASKED,
    LONGEST_WAIT,
    asked_wait,
    next_attempt,
)
from tests.builders.exchange import NOW


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta(0)),
        ("Sat, 21 Nov 2026 09:39:44 GMT", timedelta(minutes=2)),
        ("Sat, 21 Nov 2026 08:00:00 GMT", timedelta(0)),
        ("Sat, 21 Nov 2099 08:00:00 GMT", LONGEST_ASKED),
        ("1000000000", LONGEST_ASKED),
        ("9" * 18, LONGEST_ASKED),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("１２０", None),
        ("", None),
        (None, None),
    ],
)
def test_n78_what_the_partner_asks_for_is_honoured_within_reason(
    asked: str | None, wait: timedelta | None
) -> None:
    assert asked_wait(asked, NOW) == wait


@given(st.integers(1, 10_000), st.floats(0, 1), st.text(max_size=30))
def test_waiting_has_an_end_whatever_was_asked(attempts: int, chance: float, asked: str) -> None:
    wait = next_attempt(attempts, NOW, chance, asked) - NOW
    assert timedelta(0) <= wait <= max(LONGEST_WAIT, LONGEST_ASKED)


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [next_attempt(attempts, NOW, 1.0) - NOW for attempts in (1, 2, 3, 8, 1_000)]
    assert waits == [FIRST_WAIT * 2, FIRST_WAIT * 4, FIRST_WAIT * 8, LONGEST_WAIT, LONGEST_WAIT]


def test_what_is_asked_is_the_least_wait() -> None:
    assert next_attempt(1, NOW, 0.0, "300") == NOW + timedelta(seconds=300)
    assert next_attempt(9, NOW, 1.0, "300") == NOW + LONGEST_WAIT
