"""An API token is taken back before its time."""

from __future__ import annotations

from tracker.domain.errors import NotFound
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


def revoke_token(
    sessions: Sessions,
    province: int,
    token: int,
    actor: int,
    clock: Clock,
    holder: int | None = None,
) -> None:
    """From now on this token is not taken.

    ``holder`` limits it to the tokens of that user: pass the caller where users look after their
    own tokens, None for an administrator. ``actor`` is the user who does it, 0 for the command
    line. Nothing happens, and nothing is noted, if it was revoked already. Raises NotFound for a
    token that does not exist or is somebody else's.
    """
    now = clock.now()
    with AccountWork(sessions, province) as work:
        found = work.tokens.locked(token)
        if found is None or holder not in (None, found.user):
            raise NotFound
        if found.revoked_at is not None:
            return
        work.tokens.revoke(token, now)
        work.audit.append(OFFICE, actor, now, f"token.revoked token={token} user={found.user}")
        work.commit()
