"""Is a partner let in as often as agreed, and told exactly how long to wait?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interop.delivery.allowance import Allowance, spend

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_so_many_at_once_then_one_for_each_share_of_a_second() -> None:
    allowance = Allowance(10, 3, NOW)
    for _ in range(3):
        until, wait = spend(allowance, NOW)
        assert (wait, until is not None) == (timedelta(0), True)
        allowance = allowance._replace(spent_until=until or NOW)
    until, wait = spend(allowance, NOW)
    assert (until, wait) == (None, timedelta(milliseconds=100))
    assert spend(allowance, NOW + wait)[0] is not None


@given(
    st.integers(1, 50),
    st.integers(1, 80),
    st.lists(st.integers(0, 400), min_size=1, max_size=60),
)
def test_never_more_than_the_burst_and_the_rate_together(
    per_second: int, burst: int, pauses: list[int]
) -> None:
    allowance, now, let_in = Allowance(per_second, burst, NOW), NOW, 0
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        until, _ = spend(allowance, now)
        if until is not None:
            allowance, let_in = allowance._replace(spent_until=until), let_in + 1
    assert let_in <= burst + (now - NOW).total_seconds() * per_second + 1


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    allowance = Allowance(10, 3, NOW + timedelta(hours=1))
    assert spend(allowance, NOW)[1] == timedelta(milliseconds=100)
