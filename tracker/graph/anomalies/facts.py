"""The facts that detectors of anomalies read: steps of a unit, treatments, loads, sites, cohorts.

Masses are grams, moments aware UTC. Voided events are left out by whoever gathers the facts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material

#: Kilometres of a degree of latitude; good enough between two towns.
_KM = 111.2


class Spot(NamedTuple):
    """A site: its code and owner, its roles, capacity and place; None where nobody told."""

    code: str
    organisation: int
    roles: frozenset[Role]
    capacity_g: int | None = None
    longitude: float | None = None
    latitude: float | None = None

    def km_to(self, other: Spot) -> float | None:
        """The way through the air in kilometres; None when a place is not known."""
        if None in (self.longitude, self.latitude, other.longitude, other.latitude):
            return None
        east = (self.longitude or 0) - (other.longitude or 0)
        north = (self.latitude or 0) - (other.latitude or 0)
        return _KM * math.hypot(north, east * math.cos(math.radians(self.latitude or 0)))


class Step(NamedTuple):
    """What happened to one unit: which event, when, at whose site. ``peer``: whom it went to."""

    event: int
    kind: ScanKind
    at: datetime
    site: int
    peer: int | None = None


class Life(NamedTuple):
    """A battery, box or lot with all its steps, in any order."""

    code: str
    steps: Sequence[Step]
    container: bool = False

    @property
    def told(self) -> list[Step]:
        """The steps as they happened; of the same moment the one recorded first."""
        return sorted(self.steps, key=lambda step: (step.at, step.event))


class Stay(NamedTuple):
    """A unit in a box, from one event to another; ``until`` None: it is still in it."""

    code: str
    box: str
    since: int
    until: int | None
    day: date
    site: int


class Refused(NamedTuple):
    """A code that was refused because its unit lies in ``box``; ``consumed``: that box, or the
    unit itself, came to its end on ``day`` by ``event``; else it was packed then."""

    code: str
    request: str
    box: str | None
    consumed: bool
    event: int
    day: date
    site: int | None


class Treatment(NamedTuple):
    """One treatment: ids that went in and came out, their masses and the lead they hold."""

    event: int
    kind: ScanKind
    day: date
    site: int
    inputs: frozenset[int]
    outputs: frozenset[int]
    in_g: int | None
    lead_g: int
    lead_codes: tuple[str, ...] = ()
    name: str = ""


class Weighed(NamedTuple):
    """A load at a gate: what the scale said, and what by the books was on it (None: unknown)."""

    event: int
    day: date
    site: int
    codes: tuple[str, ...]
    seen_g: int
    booked_g: int | None


class Recorded(NamedTuple):
    """An event with the moment it happened and the one it was recorded, and its codes."""

    event: int
    happened: datetime
    recorded: datetime
    site: int
    codes: tuple[str, ...]


class SiteMass(NamedTuple):
    """What ever came to a site and left it, in grams; ``first_in``: the month it began."""

    site: int
    in_g: int
    out_g: int
    first_in: date
    last_day: date


class Cohort(NamedTuple):
    """Batteries of one maker and ``group`` (types that live alike) sold in one district in one
    year: how many, and how many came back."""

    maker: str
    group: str
    district: str
    year: int
    sold: int
    back: int


class MassClaim(NamedTuple):
    """A paper that claims a mass: ``certificate`` of whom, on which ``paper``, for which days."""

    certificate: str
    holder: int
    paper: str
    mass_g: int | None
    first: date
    last: date | None
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What all detectors are told besides: sites by id, figures by day, the moment of asking."""

    spots: Mapping[int, Spot]
    figures: Parameters
    until: datetime

    def figure(self, name: str, day: date, otherwise: int) -> int:
        """The figure of that day; ``otherwise`` where the bureau lifted the limit."""
        value = self.figures.value(name, day)
        return otherwise if value is None else value


LEAD = frozenset({Material.GRID, Material.PASTE})
