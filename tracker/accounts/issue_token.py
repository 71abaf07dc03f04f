"""A user gets an API token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.accounts.tokens import make_token, token_digest
from tracker.domain.account import User
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.moments import said
from tracker.domain.roles import Right
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """``text`` is the token itself: shown to its user now and never again, in no log."""

    token: int
    text: str = field(repr=False)


def issue_token(
    sessions: Sessions,
    province: int,
    user: int,
    name: str,
    scopes: Sequence[str],
    expires: datetime,
    actor: int,
    clock: Clock,
) -> IssuedToken:
    """A new token of ``user`` that is good for these rights until ``expires`` (aware UTC).

    Each scope is one of the user's rights, spelled out: there is no word for all of them, and
    without any the token is good for nothing. ``actor`` is the user who issues it, 0 for the
    command line. Raises NotFound for an unknown or inactive user and Malformed with every fault.
    """
    now = clock.now()
    with AccountWork(sessions, province) as work:
        holder = work.accounts.find(user)
        if holder is None or not holder.active:
            raise NotFound
        faults = list(_faults(holder, name, scopes, expires, now))
        if faults:
            raise Malformed(*faults)
        text = make_token()
        rights = frozenset(Right(scope) for scope in scopes)
        token = work.tokens.add(
            province=province,
            user=user,
            name=name.strip(),
            digest=token_digest(text) or b"",
            scopes=rights,
            expires_at=expires,
        )
        words = f"token={token} user={user} scopes={','.join(sorted(rights))}"
        line = f"token.issued {words} expires={said(expires)}"
        work.audit.append(OFFICE, actor, now, line)
        work.commit()
    return IssuedToken(token, text)


def _faults(
    holder: User, name: str, scopes: Sequence[str], expires: datetime, now: datetime
) -> Iterator[Fault]:
    if not name.strip():
        yield Fault("required", "/name")
    elif not name.isprintable():
        yield Fault("name_unprintable", "/name")
    for place, scope in enumerate(scopes):
        if scope not in set(Right):
            yield Fault("unknown_scope", f"/scopes/{place}", {"scope": scope})
        elif scope not in holder.rights:
            yield Fault("scope_beyond_rights", f"/scopes/{place}", {"scope": scope})
    if expires <= now:
        yield Fault("expiry_not_ahead", "/expires")
