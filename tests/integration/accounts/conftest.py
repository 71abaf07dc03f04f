"""The door at which the tests of this folder stand: a city, an organisation, and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.accounts import CHEAP, HERE, PASSWORD, a_new_user
from tests.builders.registers import CITY, HOME_PROVINCE, a_uscc, an_organisation
from tests.fakes.clock import FixedClock
from tracker.accounts.add_user import add_user
from tracker.accounts.issue_token import IssuedToken, issue_token
from tracker.accounts.log_in import log_in
from tracker.domain.account import User
from tracker.store.models.division import DivisionRow

COMPANY = a_uscc(77)
#: A county that was dissolved before the tests begin.
DISSOLVED = "420199"
#: The administrator who does things here; its account is of no interest.
ADMINISTRATOR = 900


@dataclass(frozen=True, slots=True)
class Door:
    """What a test does there, with cheap passwords; the clock stands still."""

    sessions: sessionmaker[Session]
    clock: FixedClock

    def add(self, **changes: Any) -> int:
        new = a_new_user(**changes)
        return add_user(self.sessions, HOME_PROVINCE, new, ADMINISTRATOR, self.clock, CHEAP)

    def log_in(
        self, login: str = "wang.fang", password: str = PASSWORD, address: str = HERE
    ) -> User:
        return log_in(self.sessions, HOME_PROVINCE, login, password, self.clock, address, CHEAP)

    def issue(
        self, user: int, *scopes: str, name: str = "script", expires: datetime | None = None
    ) -> IssuedToken:
        until = expires or self.clock.now() + timedelta(days=30)
        return issue_token(
            self.sessions, HOME_PROVINCE, user, name, scopes, until, ADMINISTRATOR, self.clock
        )

    def ask(self, question: str) -> list[Any]:
        """The rows that the database answers."""
        with self.sessions() as session:
            return [tuple(row) for row in session.execute(text(question))]

    def do(self, statement: str) -> None:
        with self.sessions() as session:
            session.execute(text(statement))
            session.commit()

    def trail(self) -> list[str]:
        """The lines on the office's chain, without their stamp: actor and deed."""
        rows = self.ask("SELECT line FROM audit WHERE chain = 0 ORDER BY number")
        return [line.split(" ", 1)[1] for (line,) in rows]


def furnish(sessions: sessionmaker[Session]) -> None:
    """A city, a dissolved county, and one company."""
    with sessions() as session:
        for code, until in ((CITY, None), (DISSOLVED, date(2024, 1, 1))):
            session.add(
                DivisionRow(
                    code=code,
                    known_from=date(2023, 6, 30),
                    known_until=until,
                    name_zh="澄湖",
                    level=2,
                    source="test",
                    certainty="published",
                )
            )
        session.add(an_organisation(code=COMPANY))
        session.commit()


@pytest.fixture
def door(sessions: sessionmaker[Session], clock: FixedClock) -> Door:
    furnish(sessions)
    return Door(sessions, clock)
