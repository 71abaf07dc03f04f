"""What use cases about registers, files and scales need from the store, as promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.domain.attachment import Attachment
from tracker.domain.register import Refers, Register
from tracker.domain.weighing import Ticket
from tracker.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a register: its values by key (organisations by code), and the ids of the
    organisations it belongs to, the keeper first."""

    id: int
    version: int
    values: Mapping[str, object]
    parties: tuple[int, ...]


class Registers(Protocol):
    def locked(self, register: Register, code: str) -> Entry | None:
        """The entry with this code, locked until the end."""
        ...

    def add(self, register: Register, entry: Mapping[str, object]) -> int | None:
        """The id of a new entry; None when its code is taken. What it refers to must exist."""
        ...

    def amend(self, register: Register, id: int, entry: Mapping[str, object]) -> None:
        """Write a locked entry anew; its version rises by one."""
        ...

    def exists(self, kind: Refers, code: str, owner: str) -> bool:
        """Whether there is such a thing; an attachment must be ``owner``'s, or the office's."""
        ...

    def organisation_code(self, organisation: int | None) -> str | None: ...
    def withdrawn(self, division: str, day: date) -> bool: ...


class Labels(Protocol):
    def last_serial(self, unit: str, day: date) -> int:
        """The last serial number issued to a unit for a day, 0 if none; locked until the end."""
        ...

    def used(self, labels: Sequence[str]) -> frozenset[str]:
        """Which of these labels some unit already carries."""
        ...

    def issued_until(self, unit: str, day: date, serial: int) -> None: ...


class Attachments(Protocol):
    def keep(self, attachment: Attachment) -> Attachment | None:
        """Write it down; or, when the organisation had brought the same content before, leave it
        and answer what was written down then."""
        ...


class Weighings(Protocol):
    def find(self, organisation: int, ticket: str) -> Ticket | None: ...
    def add(self, ticket: Ticket) -> None:
        """SomeoneWasFaster when a twin of this ticket is being recorded."""
        ...


class OfficeWork(UnitOfWork, Protocol):
    """One transaction over all that the house keeps, registers, files and tickets included."""

    @property
    def registers(self) -> Registers: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def weighings(self) -> Weighings: ...
