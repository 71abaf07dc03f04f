"""Do many at the same moment, or a restart between them, get round throttle or register?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.builders.accounts import PASSWORD, a_new_user
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tests.integration.accounts.conftest import Door, furnish
from tracker.accounts.add_user import add_user
from tracker.accounts.list_accounts import list_users
from tracker.accounts.passwords import Passwords
from tracker.domain.errors import DomainError, Malformed, TooManyAttempts, WrongPassword
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of


@contextmanager
def opened(url: str, clock: FixedClock) -> Iterator[Door]:
    """The door of a server process that has just been started."""
    engine = app_engine(url)
    yield Door(sessions_of(engine), clock)
    engine.dispose()


def test_of_many_attempts_at_once_five_are_looked_at(own_database: str, clock: FixedClock) -> None:
    with opened(own_database, clock) as door:
        furnish(door.sessions)
        door.add()

        def attempt(number: int) -> type[DomainError] | None:
            try:
                door.log_in("wang.fang", "seven tin plates", f"203.0.113.{number}")
            except DomainError as error:
                return type(error)
            return None

        with ThreadPoolExecutor(8) as crowd:
            met = Counter(crowd.map(attempt, range(24)))
        assert met == {WrongPassword: 5, TooManyAttempts: 19}

    with opened(own_database, clock) as door_after_restart:
        with pytest.raises(TooManyAttempts) as refused:
            door_after_restart.log_in("wang.fang", PASSWORD)
        assert refused.value.params == {"seconds": 30}


class Rival(Passwords):
    """Cheap passwords; while one is hashed, somebody else takes the login."""

    def __init__(self, door: Door) -> None:
        super().__init__(time_cost=1, memory_kib=8, lanes=1)
        self._door = door

    def hash(self, password: str) -> str:
        self._door.add(name="faster")
        return super().hash(password)


def test_of_two_who_want_the_same_login_the_faster_gets_it(
    own_database: str, clock: FixedClock
) -> None:
    with opened(own_database, clock) as door:
        furnish(door.sessions)
        with pytest.raises(Malformed) as refused:
            add_user(door.sessions, HOME_PROVINCE, a_new_user(), 0, clock, Rival(door))
        assert [fault.code for fault in refused.value.faults] == ["login_taken"]
        assert [user.name for user in list_users(door.sessions)] == ["faster"]
        assert len(door.trail()) == 1
