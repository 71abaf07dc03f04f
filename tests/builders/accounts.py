"""How does a test get a user, a token, or passwords that cost nothing? With one thing changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.builders.registers import CITY
from tests.fakes.clock import START
from tracker.accounts.add_user import NewUser
from tracker.accounts.passwords import Passwords
from tracker.domain.account import Token, User
from tracker.domain.roles import Right, Role

#: Good enough for anybody here.
PASSWORD = "seven lead plates"
HERE, ELSEWHERE = "127.0.0.1", "203.0.113.7"


def cheap_passwords(**changes: int) -> Passwords:
    """argon2 at the least it can do: a thousand times cheaper than the house's own."""
    return Passwords(**{"time_cost": 1, "memory_kib": 8, "lanes": 1} | changes)


CHEAP = cheap_passwords()


def a_user(**changes: Any) -> User:
    """An evaluator who has just been added."""
    fields: dict[str, Any] = {
        "user": 1,
        "login": "wang.fang",
        "name": "王芳",
        "organisation": None,
        "roles": frozenset({Role.EVALUATOR}),
        "division": CITY,
        "active": True,
        "loopback_only": False,
        "version": 1,
    }
    return User(**fields | changes)


def a_token(**changes: Any) -> Token:
    """A token for reading, good for another month."""
    fields: dict[str, Any] = {
        "token": 1,
        "user": 1,
        "name": "spreadsheet",
        "scopes": frozenset({Right.READ}),
        "recorded_at": START,
        "expires_at": START + timedelta(days=30),
        "revoked_at": None,
    }
    return Token(**fields | changes)


def a_new_user(**changes: Any) -> NewUser:
    """An evaluator of the city, asked for with a good password."""
    fields: dict[str, Any] = {
        "login": "wang.fang",
        "name": "王芳",
        "roles": ["evaluator"],
        "division": CITY,
        "password": PASSWORD,
    }
    return NewUser(**fields | changes)
