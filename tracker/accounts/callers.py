"""Who is calling, by the token or the session that a request shows?

Asked once for every request, so it is one statement. Whatever is wrong, the answer is the same
NotAuthenticated: a stranger must not learn whether a token exists.
"""

from __future__ import annotations

from tracker.accounts.addresses import is_loopback
from tracker.accounts.tokens import token_digest
from tracker.domain.account import User
from tracker.domain.caller import Caller
from tracker.domain.errors import NotAuthenticated
from tracker.store.queries.callers import by_session, by_token
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


def caller_for_token(sessions: Sessions, token_text: str, clock: Clock, address: str) -> Caller:
    """The holder of a token, with the rights of its roles that the token's scopes include.

    ``address`` is the sender's. Raises NotAuthenticated if the token is malformed, unknown,
    expired or revoked, and if its account is inactive or meant for this machine only.
    """
    digest = token_digest(token_text)
    if digest is None:
        raise NotAuthenticated
    found = by_token(sessions, digest)
    if found is None:
        raise NotAuthenticated
    user, token = found
    if not (token.valid_at(clock.now()) and may_come_in(user, address)):
        raise NotAuthenticated
    return user.calling(token.scopes)


def caller_for_session(sessions: Sessions, digest: bytes, clock: Clock, address: str) -> Caller:
    """The user of the session whose secret has this SHA-256, with all its rights.

    Raises NotAuthenticated if the session is over, was revoked or was never begun; if the account
    was changed since it was begun (a new password ends all sessions), is inactive, or is meant for
    this machine only.
    """
    found = by_session(sessions, digest, clock.now())
    if found is None:
        raise NotAuthenticated
    user, begun_under = found
    if user.version != begun_under or not may_come_in(user, address):
        raise NotAuthenticated
    return user.calling(user.rights)


def may_come_in(user: User, address: str) -> bool:
    """Whether the account is in use and open to this address."""
    return user.active and (not user.loopback_only or is_loopback(address))
