"""Somebody gives a login and a password: who is it?

Three short steps, so that no connection to the database is held while a password is hashed: count
the attempt, compare, then let in or count the failure.
"""

from __future__ import annotations

import structlog

from tracker.accounts.addresses import said_address
from tracker.accounts.callers import may_come_in
from tracker.accounts.count_attempt import count_attempt, count_failure, take_back_failures
from tracker.accounts.logins import is_login, normal_login
from tracker.accounts.passwords import PASSWORDS, Passwords
from tracker.domain.account import User
from tracker.domain.errors import WrongPassword
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.repositories.accounts import SqlAccounts
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock

log = structlog.get_logger()


def log_in(
    sessions: Sessions,
    province: int,
    login: str,
    password: str,
    clock: Clock,
    address: str,
    passwords: Passwords = PASSWORDS,
) -> User:
    """The user whose login and password these are; ``address`` is the sender's.

    Raises TooManyAttempts (``seconds``) after too many failures of the login or the sender. Raises
    WrongPassword, after the same work, for an unknown login, a wrong password, a login without
    password, an inactive account, and an account for this machine only that is tried from another.
    """
    name = normal_login(login)
    count_attempt(sessions, province, name, clock, address)
    user, kept = _found(sessions, name)
    right = passwords.verify(password, kept)
    if user is None or kept is None or not right or not may_come_in(user, address):
        count_failure(sessions, province, clock, address)
        # Never the name itself: people type passwords there.
        log.warning("login failed", user=user.user if user else None, address=said_address(address))
        raise WrongPassword
    fresh = passwords.hash(password) if passwords.needs_rehash(kept) else None
    with AccountWork(sessions, province) as work:
        take_back_failures(work, name, address)
        if fresh is not None:
            work.accounts.refresh_hash(user.user, kept, fresh)
        line = f"user.logged_in user={user.user} address={said_address(address)}"
        work.audit.append(OFFICE, user.user, clock.now(), line)
        work.commit()
    return user


def _found(sessions: Sessions, login: str) -> tuple[User | None, str | None]:
    with sessions() as session:
        found = SqlAccounts(session).by_login(login) if is_login(login) else None
    return found or (None, None)
