"""Who has an account, and which API tokens does an account hold? No secret is kept in either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.caller import Caller
from tracker.domain.roles import Right, Role, rights_of


@dataclass(frozen=True, slots=True)
class User:
    """A person or a machine that acts, as the register of accounts has it.

    ``division`` and ``organisation`` are those of ``Caller``. ``version`` rises with every change
    of the account, a new password included: a session that was begun under another one is over.
    A ``loopback_only`` account (demonstration) is served to this machine itself and nobody else.
    """

    user: int
    login: str
    name: str
    organisation: int | None
    roles: frozenset[Role]
    division: str
    active: bool
    loopback_only: bool
    version: int

    @property
    def rights(self) -> frozenset[Right]:
        """All that the user's roles carry."""
        return rights_of(self.roles)

    def calling(self, rights: frozenset[Right]) -> Caller:
        """This user as the caller of a request, with no more than its own rights."""
        return Caller(
            user=self.user,
            login=self.login,
            organisation=self.organisation,
            roles=self.roles,
            division=self.division,
            rights=self.rights & rights,
        )


@dataclass(frozen=True, slots=True)
class Token:
    """An API token as its holder may see it again: everything but the token itself."""

    token: int
    user: int
    name: str
    scopes: frozenset[Right]
    recorded_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def valid_at(self, moment: datetime) -> bool:
        """Whether it is neither revoked nor past its expiry."""
        return self.revoked_at is None and moment < self.expires_at
