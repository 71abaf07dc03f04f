"""Somebody gets an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.accounts.logins import is_login, normal_login
from tracker.accounts.passwords import PASSWORDS, Passwords
from tracker.accounts.weak_passwords import weaknesses
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.roles import TRADE, Role
from tracker.store.account_work import OFFICE, AccountWork
from tracker.store.repositories.accounts import References
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account as it is asked for.

    ``organisation`` is an organisation's code and needed for roles of the trade; ``division`` is a
    six-digit code, by default the organisation's. Without a password the account can hold tokens
    but not log in. ``loopback_only`` is for demonstrations.
    """

    login: str
    name: str
    roles: Sequence[str]
    organisation: str | None = None
    division: str | None = None
    password: str | None = field(default=None, repr=False)
    loopback_only: bool = False


def add_user(
    sessions: Sessions,
    province: int,
    new: NewUser,
    actor: int,
    clock: Clock,
    passwords: Passwords = PASSWORDS,
) -> int:
    """The id of the new account. ``actor`` is the user who adds it, 0 for the command line.

    Raises Malformed with every fault at once; nothing is written then.
    """
    login = normal_login(new.login)
    now = clock.now()
    with AccountWork(sessions, province) as work:
        known = work.accounts.references(
            login, _askable(new.organisation), _askable(new.division), day_of(now)
        )
        faults = [*_own_faults(new, login), *_reference_faults(new, login, known)]
        if faults or known.division is None:
            raise Malformed(*faults)
        roles = frozenset(Role(role) for role in new.roles)
        user = work.accounts.add(
            province=province,
            login=login,
            name=new.name.strip(),
            password_hash=None if new.password is None else passwords.hash(new.password),
            organisation=known.organisation,
            roles=roles,
            division=known.division,
            loopback_only=new.loopback_only,
        )
        if user is None:  # somebody else was faster by a moment
            raise Malformed(_login_taken(login))
        words = {
            "user": user,
            "login": login,
            "roles": ",".join(sorted(roles)),
            "organisation": known.organisation,
            "division": known.division,
            "loopback_only": new.loopback_only,
        }
        line = " ".join(f"{word}={value}" for word, value in words.items())
        work.audit.append(OFFICE, actor, now, f"user.added {line}")
        work.commit()
    return user


def _own_faults(new: NewUser, login: str) -> Iterator[Fault]:
    """What is wrong whatever the register says."""
    if not is_login(login):
        yield Fault("login_malformed", "/login")
    if not new.name.strip():
        yield Fault("required", "/name")
    elif not new.name.isprintable():
        yield Fault("name_unprintable", "/name")
    if not new.roles:
        yield Fault("required", "/roles")
    for place, role in enumerate(new.roles):
        if role not in set(Role):
            yield Fault("unknown_role", f"/roles/{place}", {"role": role})
        elif role in TRADE and not new.organisation:
            yield Fault("organisation_needed", "/organisation", {"role": role})
    if new.password is not None:
        yield from weaknesses(new.password, login)


def _reference_faults(new: NewUser, login: str, known: References) -> Iterator[Fault]:
    """What is wrong beside what the register has."""
    if known.login_taken:
        yield _login_taken(login)
    if new.organisation and known.organisation is None:
        yield Fault("unknown_organisation", "/organisation", {"code": new.organisation})
    if new.division and not known.division_known:
        yield Fault("unknown_division", "/division", {"code": new.division})
    elif not new.division and not new.organisation:
        yield Fault("required", "/division")


def _login_taken(login: str) -> Fault:
    return Fault("login_taken", "/login", {"login": login})


def _askable(code: str | None) -> str | None:
    """A code that the database can be asked for; it cannot hold a NUL, for one."""
    return code if code and code.isprintable() else None
