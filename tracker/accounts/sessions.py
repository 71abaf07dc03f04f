"""Somebody stays logged in on the pages, for a working day at most."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from tracker.accounts.callers import caller_for_session
from tracker.domain.account import User
from tracker.domain.caller import Caller
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock

#: A session ends after a working day, whatever happens.
LONGEST = timedelta(hours=10)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def begin_session(sessions: Sessions, province: int, user: User, clock: Clock) -> str:
    """The secret for the cookie; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    with AccountWork(sessions, province) as work:
        work.login_sessions.begin(_digest(secret), user.user, user.version, now, now + LONGEST)
        work.audit.append(OFFICE, user.user, now, f"session.begun user={user.user}")
        work.commit()
    return secret


def caller_of_session(sessions: Sessions, secret: str, clock: Clock, address: str) -> Caller:
    """Whose session it is; NotAuthenticated when it is over, revoked or was never begun."""
    return caller_for_session(sessions, _digest(secret), clock, address)


def end_session(sessions: Sessions, province: int, secret: str, clock: Clock) -> None:
    """From now on the cookie is not taken, wherever a copy of it may be."""
    with AccountWork(sessions, province) as work:
        work.login_sessions.end(_digest(secret), clock.now())
        work.commit()
