"""What a use case needs from the outside, as promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from tracker.domain.announced import Announced
from tracker.domain.answer import ScanAnswer
from tracker.domain.booking import Booking
from tracker.domain.place import Place
from tracker.domain.scan import ScanKind
from tracker.domain.unit import BatteryClass, Unit, UnitState
from tracker.lifecycle.sightings import Sighting
from tracker.rules.finding import Finding
from tracker.rules.scan_findings import HeldLicence
from tracker.rules.vehicle_findings import Vehicle
from tracker.usecases.consequence_ports import Downstream
from tracker.usecases.limit_ports import Limits
from tracker.usecases.rollup_ports import Rollups


class Clock(Protocol):
    """Tells the time; a fixed one makes any moment repeatable."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Model:
    """A battery model as a scan needs it. Nominal mass in grams, lead share in ppm."""

    id: int
    nominal_mass_g: int
    battery_class: BatteryClass
    lead_share: int


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event as corrections see it. ``site_roles`` are words of ``Role``.

    ``filed_at``, in the history of a unit: it was said to have happened before what was already
    booked and does not fit there, so it counts from this moment on. ``looked_at`` are the units of
    which it says something, ``new_code`` the code that it gave to its unit.
    """

    id: int
    kind: ScanKind
    happened_at: datetime
    site: int
    site_roles: frozenset[str]
    organisation: int
    peer_site: int | None
    container: int | None
    units: Sequence[int]
    outputs: Sequence[int]
    stolen: bool
    voided: bool
    filed_at: datetime | None = None
    looked_at: Sequence[int] = ()
    new_code: str | None = None

    @property
    def counts_from(self) -> datetime:
        """Its place in the history of its units."""
        return self.filed_at or self.happened_at


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit's row must say after its history was changed; ``since`` None leaves it."""

    unit: int
    state: UnitState
    site: int | None
    container: int | None
    since: datetime | None


class Places(Protocol):
    def find(self, code: str) -> Place | None: ...
    def licences(self, organisation: int) -> tuple[HeldLicence, ...]: ...
    def vehicle(self, plate: str) -> Vehicle:
        """The vehicle as registered; one that is not ``known`` if nobody did."""
        ...

    def model(self, code: str) -> Model | None: ...


class Units(Protocol):
    def found(self, codes: Sequence[str]) -> dict[str, Unit]:
        """The units that carry these codes, by code, not locked: whoever moves one that was
        changed in between learns that SomeoneWasFaster."""
        ...

    def locked(self, codes: Sequence[str]) -> dict[str, Unit]:
        """The units that carry these codes, by code, locked until the end in order of id."""
        ...

    def locked_ids(self, ids: Sequence[int]) -> dict[int, Unit]: ...
    def inside(self, container: int) -> list[Unit]:
        """The units directly inside a container now, locked."""
        ...

    def codes_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The first code of each unit."""
        ...

    def announced(self, codes: Sequence[str]) -> Mapping[str, Announced]:
        """Those that by signed hand-overs of other provinces' authorities were sent here."""
        ...

    def announced_in(self, boxes: Sequence[str]) -> Mapping[str, Announced]:
        """What by the newest hand-over of each of these boxes lies in it, by code."""
        ...

    def new_ids(self, count: int) -> list[int]: ...
    def set_standing(self, standings: Sequence[Standing], event: int) -> None: ...


class Events(Protocol):
    def new_id(self, recorded_at: datetime) -> int: ...
    def book(self, booking: Booking) -> None:
        """Write one event with all its rows; SomeoneWasFaster when a new code was just taken, or
        a unit that was not locked was changed since it was read."""
        ...

    def find(self, id: int) -> PastEvent | None: ...
    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        """All events of each unit that are not voided, in the order from which they count."""
        ...

    def void(self, event: int, by_event: int) -> None:
        """Declare an event void; SomeoneWasFaster when somebody just did."""
        ...

    def correct(self, event: int, by_event: int) -> None: ...
    def add_code(self, unit: int, code: str) -> None:
        """One more code for a unit; AlreadyExists when it is taken."""
        ...

    def withdraw_code(self, unit: int, code: str) -> None:
        """The unit has this code no longer; the event that gave it still says it did."""
        ...


class Observations(Protocol):
    def classes(self, units: Sequence[int]) -> dict[int, BatteryClass | None]: ...
    def sightings(self, units: Sequence[int]) -> Mapping[int, Sequence[Sighting]]:
        """What all events say of each unit, in the order they were recorded."""
        ...

    def set_known(self, known: Mapping[int, Mapping[str, object]]) -> None:
        """Mass, damage and class of units, as far as they are named."""
        ...

    def give_model(self, units: Sequence[int], model: Model) -> None:
        """Units that were known without a model have this one; what was seen of them stays."""
        ...


class Receipts(Protocol):
    def find(self, organisation: int, client_id: str) -> tuple[bytes, int, ScanAnswer] | None:
        """Request digest, status, and what was answered to this request before."""
        ...

    def keep(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        """Keep an answer for ever; SomeoneWasFaster when a twin of this request did."""
        ...


class Alarms(Protocol):
    def raise_for(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Explained:
    """What no longer looks wrong about a unit: a rule, at an event if it is named."""

    rule: str
    unit: int
    event: int | None


class Explanations(Protocol):
    def resolve(self, explained: Sequence[Explained], by_event: int, at: datetime) -> None:
        """Resolve the open alarms that an event explains; each names it."""
        ...


class Audit(Protocol):
    def append(self, chain: int, actor: int, at: datetime, line: str) -> None:
        """One line on a hash chain; ``chain`` is a site's id, or 0 for the office."""
        ...


class Duties(Protocol):
    def add(self, topic: str, subject: str, version: int) -> None: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving without commit() undoes everything."""

    @property
    def places(self) -> Places: ...
    @property
    def units(self) -> Units: ...
    @property
    def events(self) -> Events: ...
    @property
    def observations(self) -> Observations: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def alarms(self) -> Alarms: ...
    @property
    def explanations(self) -> Explanations: ...
    @property
    def downstream(self) -> Downstream: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def duties(self) -> Duties: ...
    @property
    def rollups(self) -> Rollups: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None: ...
    def commit(self) -> None: ...
