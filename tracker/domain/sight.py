"""Whose records does a caller see: an own organisation's, or those of a division?"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain import region
from tracker.domain.caller import Caller
from tracker.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Sight:
    """``organisation``: the id of the own one. ``division``: the digits (2, 4 or 6) within which
    everything is seen. Neither: nothing."""

    organisation: int | None = None
    division: str | None = None

    @property
    def province(self) -> int | None:
        """Whoever oversees a whole province also sees what its house keeps of strangers."""
        return int(self.division) if self.division and len(self.division) == 2 else None

    def sees(self, organisation: int, division: str) -> bool:
        """Whether something of this organisation (id) in this division (six digits) is seen."""
        overseen = self.division is not None and division.startswith(self.division)
        return overseen or self.organisation == organisation


def sight_of(caller: Caller) -> Sight:
    """What a caller sees of the trade; an administrator, who has no part in it, sees nothing."""
    overseen = region.short_code(caller.division) if caller.oversees else None
    return Sight(caller.organisation, overseen)


def sight_of_registers(caller: Caller) -> Sight:
    """As above; an administrator sees the registers of the division, to place people in them."""
    if Role.ADMINISTRATOR in caller.roles:
        return Sight(caller.organisation, region.short_code(caller.division))
    return sight_of(caller)
