"""A town with a year of recovery for every test of rates."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.rates import RecoveryYear, in_china
from tests.fakes.clock import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    """Years are lived from 2024 on; the clock follows what is done."""
    return FixedClock(in_china("2024-01-02 08:00"))


@pytest.fixture
def year(sessions: sessionmaker[Session], town: TheTown) -> RecoveryYear:
    return RecoveryYear(sessions, town)
