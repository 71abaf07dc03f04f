"""What stands in the registers of the demonstration, before it is written to any database?

Organisations are named by their credit code, sites by their own; masses are grams.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tracker.demo.land import Prefecture
from tracker.demo.names import Name
from tracker.domain.programme import DemonstrationKind, LicenceScope, TakeBackRoute
from tracker.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Organisation:
    """A legal person; ``roles`` are those of its sites and of its people."""

    code: str
    name: Name
    division: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an organisation, degrees in WGS84."""

    code: str
    organisation: str
    name: Name
    division: str
    roles: tuple[Role, ...]
    longitude: float
    latitude: float
    capacity_g: int | None


@dataclass(frozen=True, slots=True)
class Licence:
    """An operating licence for waste batteries."""

    code: str
    organisation: str
    scope: tuple[LicenceScope, ...]
    capacity_g: int
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A lorry, its permit for dangerous goods, and until when that is good."""

    code: str
    organisation: str
    permit: str
    permit_until: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """A maker lets a collector take back its batteries."""

    code: str
    organisation: str
    collector: str
    route: TakeBackRoute
    valid_from: date


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a maker says it sold in a year; ``sold_in`` is a six-digit province. ``understated``
    is known to the demonstration only, and to no register."""

    code: str
    organisation: str
    year: int
    battery_class: str
    sold_in: str
    mass_g: int
    pieces: int
    understated: bool = False


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An organisation whose recovery rate the project assesses."""

    code: str
    organisation: str
    kind: DemonstrationKind
    valid_from: date


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who acts. Only accounts that are for people to try have a password."""

    login: str
    name: str
    organisation: str | None
    roles: tuple[Role, ...]
    division: str
    for_people: bool


@dataclass(slots=True)
class Registers:
    """All of them, in the order in which they are written."""

    organisations: list[Organisation] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    licences: list[Licence] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    makers: dict[str, str] = field(default_factory=dict)  # brand -> credit code


def home_of(place: Prefecture) -> str:
    """The six-digit province in which a prefecture lies."""
    return place.code[:2] + "0000"
