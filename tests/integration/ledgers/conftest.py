"""A counter at which ledgers are brought."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.ledgers import Counter
from tests.builders.province import TheTown


@pytest.fixture
def counter(sessions: sessionmaker[Session], town: TheTown) -> Counter:
    return Counter(sessions, town)
