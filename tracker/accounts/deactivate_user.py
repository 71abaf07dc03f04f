"""An account is closed, or opened again. It is never deleted: records name it for ever."""

from __future__ import annotations

from tracker.domain.errors import NotFound
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


def deactivate_user(sessions: Sessions, province: int, user: int, actor: int, clock: Clock) -> None:
    """From now on neither password nor session nor token of this user is taken.

    ``actor`` is the user who does it, 0 for the command line. Nothing happens, and nothing is
    noted, if it was so already. Raises NotFound for an unknown user.
    """
    _set_active(sessions, province, user, False, actor, clock)


def reactivate_user(sessions: Sessions, province: int, user: int, actor: int, clock: Clock) -> None:
    """The account is in use again: password and tokens are taken, sessions of before are not."""
    _set_active(sessions, province, user, True, actor, clock)


def _set_active(
    sessions: Sessions, province: int, user: int, active: bool, actor: int, clock: Clock
) -> None:
    deed = "user.reactivated" if active else "user.deactivated"
    with AccountWork(sessions, province) as work:
        found = work.accounts.find(user)
        if found is None:
            raise NotFound
        if found.active == active:
            return
        work.accounts.set_active(user, active)
        work.audit.append(OFFICE, actor, clock.now(), f"{deed} user={user}")
        work.commit()
