"""How does one booking become rows for COPY?

The same rows as ``tracker.store.repositories.events`` writes, save that a unit's own row is not
changed again and again: whoever keeps the books in memory writes it once, as it stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tracker.domain.answer import ScanAnswer
from tracker.domain.booking import Booking
from tracker.domain.identifiers.recognise import kept_scheme
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState
from tracker.store.arrays import json_text
from tracker.store.codes import (
    BATTERY_CLASS,
    CATEGORY,
    MATERIAL,
    SCAN_KIND,
    SCHEME,
    UNIT_KIND,
    UNIT_STATE,
    Part,
)
from tracker.store.copy_text import (
    NULL,
    bytes_field,
    int_field,
    ints_field,
    moment_field,
    text_field,
)
from tracker.store.repositories.receipts import kept_answer


@dataclass(slots=True, eq=False)
class UnitRecord:
    """A unit's row as it stands now, its codes, and the boxes it was in: [box, from, to].

    ``lived`` are the ids of events with a row of their own for it, ``held`` of those that packed
    something into it. Masses in grams, lead share in ppm.
    """

    id: int
    kind: UnitKind
    state: UnitState
    site: int | None
    since: datetime
    mass_g: int | None
    pieces: int
    model: int | None
    lead_share: int | None
    battery_class: BatteryClass | None
    material: Material | None
    damaged: bool
    codes: list[str]
    container: int | None = None
    version: int = 1
    lived: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    boxes: list[tuple[int, int, int | None]] = field(default_factory=list)


class Lines(Protocol):
    """Where lines for COPY go; ``CopyTables`` is one."""

    def add(self, table: str, line: str) -> None: ...
    def extend(self, table: str, lines: Iterable[str]) -> None: ...


class BookingRows:
    """Writes what happens in one province as lines of ``tables``."""

    def __init__(self, tables: Lines, province: int) -> None:
        self._tables = tables
        self._province = province

    def booked(self, b: Booking) -> None:
        """The event, and a row for each unit that gets one of its own."""
        province = self._province
        self._tables.add(
            "event",
            "\t".join(
                (
                    str(b.id),
                    moment_field(b.happened_at),
                    str(b.site),
                    str(b.organisation),
                    str(b.actor),
                    int_field(b.peer_site),
                    int_field(b.container),
                    int_field(b.subject_event),
                    int_field(b.mass_g),
                    str(b.pieces),
                    str(province),
                    str(SCAN_KIND.number[b.kind]),
                    NULL if b.category is None else str(CATEGORY.number[b.category]),
                    ints_field(b.units),
                    text_field(json_text(b.payload)) if b.payload else NULL,
                )
            ),
        )
        tail = f"\t{b.id}\t{NULL}\t{province}\t{Part.TOUCHED}"
        touched = [f"{unit}{tail}" for unit in b.touched]
        touched += [f"{new.id}{tail}" for new in b.newcomers]
        self._tables.extend("event_unit", touched)
        for unit, mass in b.inputs.items():
            self._treated(unit, b.id, mass, Part.INPUT)
        for new in b.outputs:
            self._treated(new.id, b.id, new.mass_g, Part.OUTPUT)

    def _treated(self, unit: int, event: int, mass: int | None, part: int) -> None:
        line = f"{unit}\t{event}\t{int_field(mass)}\t{self._province}\t{part}"
        self._tables.add("event_unit", line)

    def voided(self, event: int, by_event: int) -> None:
        self._tables.add("voided_event", f"{event}\t{by_event}\t{self._province}")

    def corrected(self, event: int, by_event: int) -> None:
        self._tables.add("corrected_event", f"{event}\t{by_event}\t{self._province}")

    def answered(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        """What is kept of an answer, for ever."""
        self._tables.add(
            "receipt",
            f"{organisation}\t{int_field(answer.event)}\t{self._province}\t{status}"
            f"\t{text_field(client_id)}\t{bytes_field(digest)}"
            f"\t{text_field(json_text(kept_answer(answer)))}",
        )

    def chained(
        self, chain: int, number: int, actor: int, at: datetime, line: str, digest: bytes
    ) -> None:
        """One line of the audit trail; ``line`` as ``stamped`` gives it."""
        self._tables.add(
            "audit",
            f"{chain}\t{number}\t{actor}\t{moment_field(at)}\t{self._province}"
            f"\t{text_field(line)}\t{bytes_field(digest)}",
        )

    def chain_head(self, chain: int, length: int, digest: bytes) -> None:
        self._tables.add(
            "audit_head", f"{chain}\t{length}\t{self._province}\t{bytes_field(digest)}"
        )

    def owed(self, topic: str, subject: str, version: int) -> None:
        self._tables.add(
            "duty", f"{self._province}\t{text_field(topic)}\t{text_field(subject)}\t{version}"
        )

    def unit(self, u: UnitRecord) -> None:
        """A unit as it stands at the end, with its codes and the boxes it was in."""
        province = self._province
        self._tables.add(
            "unit",
            "\t".join(
                (
                    str(u.id),
                    moment_field(u.since),
                    int_field(u.site),
                    int_field(u.container),
                    int_field(u.model),
                    int_field(u.mass_g),
                    str(u.pieces),
                    str(u.version),
                    int_field(u.lead_share),
                    str(province),
                    str(UNIT_KIND.number[u.kind]),
                    str(UNIT_STATE.number[u.state]),
                    NULL if u.battery_class is None else str(BATTERY_CLASS.number[u.battery_class]),
                    NULL if u.material is None else str(MATERIAL.number[u.material]),
                    "t" if u.damaged else "f",
                )
            ),
        )
        for code in u.codes:
            scheme = SCHEME.number[kept_scheme(code)]
            self._tables.add("unit_code", f"{u.id}\t{province}\t{scheme}\t{text_field(code)}")
        for box, since, until in u.boxes:
            line = f"{u.id}\t{box}\t{since}\t{int_field(until)}\t{province}"
            self._tables.add("containment", line)
