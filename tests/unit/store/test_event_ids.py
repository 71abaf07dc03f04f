"""Does the id of an event hold the moment it was recorded, and sort by it?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.event_ids import EPOCH, SEQUENCE_SIZE, event_id, first_id, recorded_at

MILLISECOND = timedelta(milliseconds=1)
moments = st.datetimes(
    EPOCH.replace(tzinfo=None), EPOCH.replace(year=2084, tzinfo=None), timezones=st.just(UTC)
)
numbers = st.integers(0, SEQUENCE_SIZE - 1)


@given(moments, numbers)
def test_the_moment_comes_back_to_the_millisecond(moment: datetime, number: int) -> None:
    back = recorded_at(event_id(moment, number))
    assert timedelta(0) <= moment - back < MILLISECOND


@given(moments, numbers, numbers)
def test_a_later_event_has_the_larger_id_whatever_its_number(
    moment: datetime, one: int, other: int
) -> None:
    assert event_id(moment, one) < event_id(moment + MILLISECOND, other)


@given(moments, numbers)
def test_no_event_of_a_moment_has_a_smaller_id_than_the_first(
    moment: datetime, number: int
) -> None:
    assert first_id(moment) <= event_id(moment, number)


@given(moments, numbers)
def test_an_id_is_a_bigint(moment: datetime, number: int) -> None:
    assert 0 <= event_id(moment, number) < 2**63


def test_two_events_of_one_millisecond_differ_by_their_number() -> None:
    assert event_id(EPOCH, 1) != event_id(EPOCH, 2)
    assert event_id(EPOCH, SEQUENCE_SIZE) == event_id(EPOCH, 0)


def test_nothing_was_recorded_before_the_beginning() -> None:
    with pytest.raises(ValueError, match="lies before"):
        event_id(EPOCH - MILLISECOND, 0)
