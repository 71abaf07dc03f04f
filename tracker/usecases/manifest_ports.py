"""What use cases about manifests need from the store, as promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from tracker.domain.manifest import Difference, End, Manifest, ManifestStep, NumberKind
from tracker.domain.manifest_revision import Revision, RevisionState
from tracker.domain.place import Place
from tracker.rules.manifest_findings import Planned
from tracker.usecases.approval_ports import Approvals
from tracker.usecases.register_ports import OfficeWork
from tracker.usecases.signature_ports import Signatures


class Firm(NamedTuple):
    """An organisation as a carrier is named."""

    id: int
    code: str
    name: str


class NamedPlace(NamedTuple):
    """A site, and its organisation as a manifest names it."""

    place: Place
    end: End


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One confirmed step; ``said`` is what was filled in with it, as it travelled."""

    manifest: int
    number: int
    step: ManifestStep
    actor: int
    organisation: int
    happened_at: datetime
    recorded_at: datetime
    event: int | None = None
    said: Mapping[str, object] = field(default_factory=dict)
    differences: Sequence[Difference] = ()


class Manifests(Protocol):
    def new_ids(self) -> tuple[int, int]:
        """A new internal id, and a new serial for a provisional number."""
        ...

    def ends(self, sites: Collection[str]) -> dict[str, NamedPlace]: ...
    def firms(self, codes: Collection[str]) -> dict[str, Firm]: ...
    def add(self, manifest: Manifest, confirmation: Confirmation) -> None:
        """Write a new one with its rows, its number, its sender as party; SomeoneWasFaster if the
        number was just taken."""
        ...

    def locked(self, number: str) -> Manifest | None:
        """The manifest with this number, locked until the end."""
        ...

    def find(self, number: str) -> Manifest | None: ...
    def number_of(self, id: int) -> str: ...
    def save(self, manifest: Manifest, turn: int | None) -> None:
        """Write a locked manifest anew; its version is one more than it was, else
        SomeoneWasFaster."""
        ...

    def confirm(self, confirmation: Confirmation) -> None: ...
    def show_to(self, manifest: int, organisations: Collection[int]) -> None:
        """From now on these organisations see it."""
        ...

    def register_number(self, manifest: int, number: str, kind: NumberKind) -> bool:
        """False when the number names another manifest."""
        ...

    def bind(self, manifest: int, units: Collection[int]) -> Sequence[tuple[int, str]]:
        """Bind units to a manifest; those that stand on another open one (unit, its number) are
        told and nothing is bound to this one then."""
        ...

    def bound_elsewhere(self, manifest: int, units: Collection[int]) -> frozenset[int]: ...
    def free(self, manifest: int, units: Collection[int]) -> None:
        """These units may stand on another manifest from now on."""
        ...

    def pieces_inside(self, boxes: Collection[int]) -> dict[int, int]:
        """How many units are directly inside each of these boxes now."""
        ...

    def pieces_of(self, units: Collection[int]) -> dict[int, int]:
        """How many pieces each of these units is: of a box, what is directly inside it now."""
        ...

    def planned(self, sender: int, year: int, *, but: int) -> Sequence[Planned]:
        """The plan that a sender filed for a year, with what was sent under it without the
        manifest ``but``."""
        ...

    def event_of(self, manifest: int, step: ManifestStep) -> int | None:
        """The event in which the units moved when this step was confirmed last."""
        ...

    def open_revision(self, manifest: int) -> Revision | None:
        """The revision that waits for an answer, locked."""
        ...

    def revisions(self, manifest: int) -> Sequence[Revision]: ...
    def propose(self, revision: Revision, actor: int) -> None:
        """SomeoneWasFaster when another one was just proposed."""
        ...

    def decide(
        self, revision: Revision, state: RevisionState, answer: str | None, actor: int, at: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """Numbers granted by the issuing system, ``first`` to ``last`` (14 digits as numbers).

    ``organisation`` None: any sender of the prefecture may use them up.
    """

    prefecture: str
    first: int
    last: int
    organisation: int | None
    granted_by: str
    reference: str
    granted_on: date


class NumberBlocks(Protocol):
    def add(self, block: NumberBlock, actor: int) -> int | None:
        """The id of the block; None when it overlaps one that is known."""
        ...

    def take(self, prefecture: str, year: int, organisation: int) -> str | None:
        """The next number for this sender, its block locked until the end; None: all are used."""
        ...


class TransferWork(OfficeWork, Protocol):
    """One transaction over all that the house keeps, manifests included."""

    @property
    def manifests(self) -> Manifests: ...
    @property
    def number_blocks(self) -> NumberBlocks: ...
    @property
    def approvals(self) -> Approvals: ...
    @property
    def signatures(self) -> Signatures: ...
