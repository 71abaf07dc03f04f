"""Where does waste need a manifest, and by how much may masses at both ends differ, on which day?

No article settles either (the exemption of undamaged batteries is one of transport, and article 18
names no tolerance), so both are dated figures of the province.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
from tracker.domain.roles import Role

#: Roles from whose sites waste may go to a station under the province's switch.
POINTS = frozenset({Role.COLLECTOR, Role.SELLER})


def needs_manifest(sender: Set[Role], receiver: Set[Role], figures: Parameters, day: date) -> bool:
    """Whether a load from a site of such roles to such another needs a manifest on a day: always,
    but from a point to a station as the province's switch says."""
    if point_to_station(sender, receiver):
        return figures.on("manifest_point_to_station", day)
    return True


def point_to_station(sender: Set[Role], receiver: Set[Role]) -> bool:
    """Whether this is the way that provinces treat differently."""
    return bool(sender & POINTS) and Role.STATION in receiver and Role.RECYCLER not in receiver


def within_tolerance(sent_g: int, came_g: int, figures: Parameters, day: date) -> bool:
    """Whether two masses in grams differ by no more than scales may; without a figure: any way."""
    share = figures.value("weight_tolerance", day)
    return share is None or abs(came_g - sent_g) * PPM <= sent_g * share
