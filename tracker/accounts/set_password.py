"""An account gets another password."""

from __future__ import annotations

from tracker.accounts.passwords import PASSWORDS, Passwords
from tracker.accounts.throttle import login_subject
from tracker.accounts.weak_passwords import weaknesses
from tracker.domain.errors import Malformed, NotFound
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


def set_password(
    sessions: Sessions,
    province: int,
    user: int,
    password: str,
    actor: int,
    clock: Clock,
    passwords: Passwords = PASSWORDS,
) -> None:
    """Give a user this password; its sessions end, its tokens live on, its failed logins are void.

    ``actor`` is the user who does it, 0 for the command line; whoever changes their own must have
    shown the old one to ``log_in`` just before, where guessing is throttled. Raises NotFound for an
    unknown user and Malformed with everything that is weak about the password.
    """
    with AccountWork(sessions, province) as work:
        found = work.accounts.find(user)
        if found is None:
            raise NotFound
        faults = weaknesses(password, found.login)
        if faults:
            raise Malformed(*faults)
        work.accounts.set_password(user, passwords.hash(password))
        work.attempts.clear(login_subject(found.login))
        work.audit.append(OFFICE, actor, clock.now(), f"user.password_set user={user}")
        work.commit()
