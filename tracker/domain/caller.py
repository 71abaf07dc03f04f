"""Who is calling, as far as the trade needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.roles import OVERSIGHT, Right, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or system with its organisation, roles and rights.

    ``division`` is the six-digit code whose subtree a bureau oversees; ``organisation`` is None
    for bureaus, evaluators and administrators. ``rights`` are already cut to the token's scopes.
    """

    user: int
    login: str
    organisation: int | None
    roles: frozenset[Role]
    division: str
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        return right in self.rights

    @property
    def oversees(self) -> bool:
        """Sees the records of every organisation in its division."""
        return bool(self.roles & OVERSIGHT)
