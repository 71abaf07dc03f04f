"""A web of the town for every API test."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.entries import write_divisions
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tracker.domain.roles import Role


@pytest.fixture
def web(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path) -> Web:
    administrator = a_caller(Role.ADMINISTRATOR, user=99, login="administrator", organisation=None)
    return Web(sessions, town, tmp_path, administrator)


@pytest.fixture
def atlas(sessions: sessionmaker[Session]) -> None:
    """The divisions of the home province, and of one where some were withdrawn."""
    with sessions() as session:
        write_divisions(session, "42", "50")
