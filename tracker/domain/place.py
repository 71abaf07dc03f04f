"""Where something happens: a site, whose it is, and the roles it plays."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.caller import Caller
from tracker.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A site with its organisation; ids are internal, codes are those people know. Its design
    capacity in grams, None: not said."""

    site: int
    code: str
    organisation: int
    organisation_code: str
    roles: frozenset[Role]
    division: str
    capacity_g: int | None = None

    def acting_roles(self, caller: Caller) -> frozenset[Role]:
        """As what the caller acts here: at an own site in the roles both have, at a stranger's
        only as carrier, because loading and delivery happen at other people's gates."""
        if caller.organisation == self.organisation:
            return caller.roles & self.roles
        return caller.roles & {Role.CARRIER}
