"""API tokens in and out of the database, where each is its SHA-256 and nothing more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.account import Token
from tracker.domain.roles import Right

#: Under names of their own, so that they can stand beside an account's columns.
ISSUED_COLUMNS = (
    "t.id AS token_id, t.account_id, t.name AS token_name, t.scopes,"
    " t.recorded_at AS token_recorded_at, t.expires_at, t.revoked_at"
)
_ONE = text(f"SELECT {ISSUED_COLUMNS} FROM token t WHERE t.id = :id FOR UPDATE")
_OF_USER = text(
    f"SELECT {ISSUED_COLUMNS} FROM token t WHERE t.account_id = :user"
    " ORDER BY t.recorded_at DESC, t.id DESC"
)
_ADD = text(
    "INSERT INTO token (province, account_id, name, digest, scopes, expires_at)"
    " VALUES (:province, :user, :name, :digest, CAST(:scopes AS text[]), :expires_at)"
    " RETURNING id"
)
_REVOKE = text("UPDATE token SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL")


def token_of(row: Any) -> Token:
    """The token in a row that has ISSUED_COLUMNS; scopes that are no rights (any more) are none."""
    return Token(
        token=row.token_id,
        user=row.account_id,
        name=row.token_name,
        scopes=frozenset(right for right in Right if right in row.scopes),
        recorded_at=row.token_recorded_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


class SqlTokens:
    """The register of tokens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def locked(self, token: int) -> Token | None:
        """The token with this id, locked until the end."""
        row = self._session.execute(_ONE, {"id": token}).one_or_none()
        return None if row is None else token_of(row)

    def of(self, user: int) -> list[Token]:
        """All tokens a user ever had, newest first."""
        return [token_of(row) for row in self._session.execute(_OF_USER, {"user": user})]

    def add(
        self,
        *,
        province: int,
        user: int,
        name: str,
        digest: bytes,
        scopes: Collection[Right],
        expires_at: datetime,
    ) -> int:
        """The new token's id."""
        id_: int = self._session.execute(
            _ADD,
            {
                "province": province,
                "user": user,
                "name": name,
                "digest": digest,
                "scopes": sorted(scopes),
                "expires_at": expires_at,
            },
        ).scalar_one()
        return id_

    def revoke(self, token: int, at: datetime) -> None:
        self._session.execute(_REVOKE, {"id": token, "at": at})
