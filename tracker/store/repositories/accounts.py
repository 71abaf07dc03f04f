"""Accounts in and out of the database; who a login belongs to, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.account import User
from tracker.domain.roles import Role

#: Of an account, alias a; ``user_of`` reads them.
ACCOUNT_COLUMNS = (
    "a.id, a.login, a.name, a.organisation_id, a.roles, a.division, a.active, a.loopback_only,"
    " a.version"
)
_ONE = text(f"SELECT {ACCOUNT_COLUMNS} FROM account a WHERE a.id = :id")
_ALL = text(f"SELECT {ACCOUNT_COLUMNS} FROM account a ORDER BY a.login")
_BY_LOGIN = text(f"SELECT {ACCOUNT_COLUMNS}, a.password_hash FROM account a WHERE a.login = :login")
_REFERENCES = text(
    "SELECT EXISTS (SELECT FROM account WHERE login = :login) AS login_taken,"
    " o.id AS organisation, coalesce(:division, o.division) AS division,"
    " EXISTS (SELECT FROM division d WHERE d.code = coalesce(:division, o.division)"
    " AND (d.known_until IS NULL OR d.known_until > :day)) AS division_known"
    " FROM (SELECT 1) AS always LEFT JOIN organisation o ON o.code = :organisation"
)
_ADD = text(
    "INSERT INTO account (province, login, name, password_hash, organisation_id, roles, division,"
    " active, loopback_only, version)"
    " VALUES (:province, :login, :name, :password_hash, :organisation, CAST(:roles AS text[]),"
    " :division, true, :loopback_only, 1) ON CONFLICT (login) DO NOTHING RETURNING id"
)
_SET_PASSWORD = text(
    "UPDATE account SET password_hash = :new, version = version + 1 WHERE id = :id"
)
# Only while it is the hash that was verified, and without a new version: nothing has changed for
# the user, so no session ends.
_REFRESH = text("UPDATE account SET password_hash = :new WHERE id = :id AND password_hash = :old")
_SET_ACTIVE = text(
    "UPDATE account SET active = :active, version = version + 1"
    " WHERE id = :id AND active <> :active"
)


@dataclass(frozen=True, slots=True)
class References:
    """What the register says about the names in a new account.

    ``organisation`` is an id; ``division`` is the one asked for, else the organisation's; both are
    None when there is no such thing.
    """

    login_taken: bool
    organisation: int | None
    division: str | None
    division_known: bool


def user_of(row: Any) -> User:
    """The user in a row that has ACCOUNT_COLUMNS."""
    return User(
        user=row.id,
        login=row.login,
        name=row.name,
        organisation=row.organisation_id,
        # A role that only another version of the programme knows carries no right in this one.
        roles=frozenset(role for role in Role if role in row.roles),
        division=row.division,
        active=row.active,
        loopback_only=row.loopback_only,
        version=row.version,
    )


class SqlAccounts:
    """The register of accounts. Password hashes come out for a login only, beside the user."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, user: int) -> User | None:
        row = self._session.execute(_ONE, {"id": user}).one_or_none()
        return None if row is None else user_of(row)

    def all(self) -> list[User]:
        return [user_of(row) for row in self._session.execute(_ALL)]

    def by_login(self, login: str) -> tuple[User, str | None] | None:
        """The user and its password hash; None for the hash of one that has no password."""
        row = self._session.execute(_BY_LOGIN, {"login": login}).one_or_none()
        return None if row is None else (user_of(row), row.password_hash)

    def references(
        self, login: str, organisation: str | None, division: str | None, day: date
    ) -> References:
        """Everything that must be known of a new account's names, on that day."""
        row = self._session.execute(
            _REFERENCES,
            {"login": login, "organisation": organisation, "division": division, "day": day},
        ).one()
        return References(row.login_taken, row.organisation, row.division, row.division_known)

    def add(
        self,
        *,
        province: int,
        login: str,
        name: str,
        password_hash: str | None,
        organisation: int | None,
        roles: Collection[Role],
        division: str,
        loopback_only: bool,
    ) -> int | None:
        """The new account's id; None when somebody took the login in the meantime."""
        id_: int | None = self._session.scalar(
            _ADD,
            {
                "province": province,
                "login": login,
                "name": name,
                "password_hash": password_hash,
                "organisation": organisation,
                "roles": sorted(roles),
                "division": division,
                "loopback_only": loopback_only,
            },
        )
        return id_

    def set_password(self, user: int, password_hash: str) -> None:
        """Another password; the account's version rises."""
        self._session.execute(_SET_PASSWORD, {"id": user, "new": password_hash})

    def refresh_hash(self, user: int, old: str, new: str) -> None:
        """The same password under today's parameters, unless it was changed in the meantime."""
        self._session.execute(_REFRESH, {"id": user, "old": old, "new": new})

    def set_active(self, user: int, active: bool) -> None:
        self._session.execute(_SET_ACTIVE, {"id": user, "active": active})
