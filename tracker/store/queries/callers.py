"""Whose is a token, or a session on the pages? Asked at every request, so in one statement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from tracker.domain.account import Token, User
from tracker.store.one_question import answer
from tracker.store.repositories.accounts import ACCOUNT_COLUMNS, user_of
from tracker.store.repositories.tokens import ISSUED_COLUMNS, token_of
from tracker.store.unit_of_work import Sessions

_BY_TOKEN = text(
    f"SELECT {ACCOUNT_COLUMNS}, {ISSUED_COLUMNS} FROM token t JOIN account a"
    " ON a.id = t.account_id WHERE t.digest = :digest"
)
_BY_SESSION = text(
    f"SELECT {ACCOUNT_COLUMNS}, s.account_version, s.expires_at, s.revoked_at"
    " FROM login_session s JOIN account a ON a.id = s.account_id WHERE s.digest = :digest"
)


def by_token(sessions: Sessions, digest: bytes) -> tuple[User, Token] | None:
    """Who holds the token with this SHA-256, whether or not it is still valid."""
    for row in answer(sessions, _BY_TOKEN, {"digest": digest}):
        return user_of(row), token_of(row)
    return None


def by_session(sessions: Sessions, digest: bytes, now: datetime) -> tuple[User, int] | None:
    """The user of the session whose secret has this SHA-256, and the version of the account under
    which it was begun; None when it is over, was revoked, or never begun."""
    for row in answer(sessions, _BY_SESSION, {"digest": digest}):
        if row.revoked_at is None and row.expires_at > now:
            return user_of(row), row.account_version
    return None
