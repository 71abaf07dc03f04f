"""Which events are in the books in memory, and what did each unit live through?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tracker.demo.in_memory.pending import Pending
from tracker.demo.in_memory.units import MemoryUnits
from tracker.domain.booking import Booking
from tracker.domain.errors import AlreadyExists, Fault, SomeoneWasFaster
from tracker.domain.place import Place
from tracker.store.bulk.copy_booking import BookingRows, UnitRecord
from tracker.store.event_ids import event_id
from tracker.usecases.observed import SEEN
from tracker.usecases.ports import PastEvent


class MemoryEvents:
    """See ``tracker.usecases.ports.Events``. ``next_number`` is that of the database's sequence."""

    def __init__(
        self,
        sites: Mapping[int, Place],
        units: MemoryUnits,
        rows: BookingRows,
        pending: Pending,
        first_number: int,
    ) -> None:
        self.next_number = first_number
        self._sites = sites
        self._units = units
        self._rows = rows
        self._pending = pending
        self._past: dict[int, PastEvent] = {}
        self._voided: set[int] = set()
        self._corrects: dict[int, int] = {}
        #: unit -> what events say of it, each with the event's id.
        self.sayings: dict[int, list[tuple[int, Mapping[str, Any]]]] = {}

    def new_id(self, recorded_at: datetime) -> int:
        self.next_number += 1
        return event_id(recorded_at, self.next_number - 1)

    def book(self, booking: Booking) -> None:
        fresh = (new for new in (*booking.newcomers, *booking.outputs) if not new.again)
        if any(new.code in self._units.by_code for new in fresh):
            raise SomeoneWasFaster
        self._pending.add(lambda: self._book(booking))

    def _book(self, b: Booking) -> None:
        self._units.apply(b)
        payload: Mapping[str, Any] = b.payload or {}
        said = payload.get(SEEN, ())
        for row in said:
            self.sayings.setdefault(row["unit"], []).append((b.id, row))
        self._past[b.id] = PastEvent(
            id=b.id,
            kind=b.kind,
            happened_at=b.happened_at,
            site=b.site,
            site_roles=frozenset(role.value for role in self._sites[b.site].roles),
            organisation=b.organisation,
            peer_site=b.peer_site,
            container=b.container,
            units=b.units,
            outputs=sorted(new.id for new in b.outputs),
            stolen=bool(payload.get("stolen")),
            voided=False,
            looked_at=[row["unit"] for row in said],
            new_code=payload.get("new_code"),
        )
        self._rows.booked(b)

    def find(self, id: int) -> PastEvent | None:
        past = self._past.get(id)
        return replace(past, voided=True) if past and self._is_void(id) else past

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        lives = {unit: self._life(self._units.records[unit]) for unit in units}
        return {unit: life for unit, life in lives.items() if life}

    def _life(self, unit: UnitRecord) -> list[PastEvent]:
        """Events with a row of its own for it, and those in which it, or something of it, went
        into or came out of a box."""
        ids = {*unit.lived, *unit.held}
        for _, since, until in unit.boxes:
            ids |= {since} if until is None else {since, until}
        events = [self._past[id] for id in ids if not self._is_void(id)]
        return sorted(events, key=lambda past: (past.happened_at, past.id))

    def _is_void(self, event: int) -> bool:
        return event in self._voided or event in self._pending.undoing

    def void(self, event: int, by_event: int) -> None:
        def write() -> None:
            self._voided.add(event)
            self._rows.voided(event, by_event)

        self._pending.undoing[event] = by_event
        self._pending.add(write)

    def counts(self, event: int) -> bool:
        """Neither this event nor the one that it corrects is void."""
        return not self._is_void(event) and not self._is_void(self._corrects.get(event, event))

    def correct(self, event: int, by_event: int) -> None:
        def write() -> None:
            self._corrects[by_event] = event
            self._rows.corrected(event, by_event)

        self._pending.add(write)

    def withdraw_code(self, unit: int, code: str) -> None:
        def withdraw() -> None:
            self._units.records[unit].codes.remove(code)
            del self._units.by_code[code]

        self._pending.add(withdraw)

    def add_code(self, unit: int, code: str) -> None:
        if code in self._units.by_code:
            raise AlreadyExists(Fault("code_taken", "/new_code", {"code": code}))

        def add() -> None:
            record = self._units.records[unit]
            record.codes.append(code)
            self._units.by_code[code] = record

        self._pending.add(add)
