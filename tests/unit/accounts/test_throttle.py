"""Does the wait begin after five failures, grow, end, and get forgotten?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.clock import START
from tracker.accounts.throttle import WINDOW, Failures, login_subject, sender_subject

SECOND = timedelta(seconds=1)


def failed(count: int) -> Failures:
    """So many failures, the last of them just now."""
    return Failures(count, START)


@pytest.mark.parametrize("count", range(5))
def test_the_first_failures_cost_no_wait(count: int) -> None:
    assert failed(count).seconds_left(START) == 0


@pytest.mark.parametrize(
    ("count", "seconds"), [(5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (10_000, 900)]
)
def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(
    count: int, seconds: int
) -> None:
    assert failed(count).seconds_left(START) == seconds


def test_the_wait_runs_down_to_the_second() -> None:
    five = failed(5)
    assert five.seconds_left(START + 29.5 * SECOND) == 1
    assert five.seconds_left(START + 30 * SECOND) == 0
    assert five.seconds_left(START + 3000 * SECOND) == 0


def test_failures_less_than_a_quarter_of_an_hour_apart_add_up() -> None:
    assert failed(4).one_more(START + WINDOW - SECOND) == Failures(5, START + WINDOW - SECOND)


def test_a_quiet_quarter_of_an_hour_begins_a_new_count() -> None:
    assert failed(4).one_more(START + WINDOW).count == 1


def test_a_wait_does_not_count_as_quiet() -> None:
    ten = failed(10)
    after_wait = START + ten.wait
    assert ten.one_more(after_wait + WINDOW - SECOND).count == 11
    assert ten.one_more(after_wait + WINDOW).count == 1


def test_the_first_failure_ever_counts_one() -> None:
    assert failed(0).one_more(START).count == 1


def test_a_login_is_counted_under_a_name_that_does_not_show_it() -> None:
    subject = login_subject("my password by mistake")
    assert "mistake" not in subject
    assert subject == login_subject("my password by mistake")
    assert subject != login_subject("wang.fang")
    assert len(login_subject("x" * 100_000)) == len(subject)


def test_a_login_that_looks_like_an_address_is_counted_apart_from_it() -> None:
    assert sender_subject("203.0.113.7") == "address:203.0.113.7"
    assert login_subject("203.0.113.7") != sender_subject("203.0.113.7")
