"""Events into the books: one event row, its members, the moves, each in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import Cursor
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.booking import Booking, Move, NewUnit
from tracker.domain.errors import AlreadyExists, Fault, SomeoneWasFaster
from tracker.domain.identifiers.recognise import kept_scheme
from tracker.store.arrays import ids, json_text, places
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
from tracker.store.driver import Driver
from tracker.store.event_ids import event_id
from tracker.store.repositories.many_units import MANY, copy_units
from tracker.store.repositories.past_events import SqlPastEvents
from tracker.store.repositories.statements import (
    ADD_CODE,
    CLOSE_CONTAINMENT,
    INSERT_CODES,
    INSERT_CONTAINMENT,
    INSERT_EVENT,
    INSERT_MEMBERS,
    INSERT_TREATED,
    INSERT_UNITS,
    MOVE,
    MOVE_FOUND,
    PACK,
    REENTER_UNITS,
    SEE,
    TOUCH,
    TOUCH_FOUND,
)
from tracker.store.sent import Check

_NEXT_NUMBER = text("SELECT nextval('event_number_seq')")


class SqlEvents(SqlPastEvents):
    """See ``tracker.usecases.ports.Events``."""

    def __init__(
        self,
        session: Session,
        driver: Driver,
        province: int,
        unlocked: Mapping[int, tuple[int, str]],
    ) -> None:
        """``unlocked``: version and place of the rows of units that nobody locked, by id."""
        super().__init__(session, province)
        self._driver = driver
        self._province = province
        self._unlocked = unlocked

    def new_id(self, recorded_at: datetime) -> int:
        ((number,),) = self._driver.rows(_NEXT_NUMBER, {})
        return event_id(recorded_at, number)

    def book(self, booking: Booking) -> None:
        b = booking
        newcomers = [*b.newcomers, *b.outputs]
        try:
            self._units(b, [new for new in newcomers if not new.again])
        except IntegrityError as error:
            # The code was free a moment ago; the next try is told which one is taken and by what.
            raise SomeoneWasFaster from error
        self._again(b, [new for new in newcomers if new.again])
        self._driver.later(INSERT_EVENT, self._event(b))
        touched = [*b.touched, *(new.id for new in b.newcomers)]
        if touched:
            self._driver.later(
                INSERT_MEMBERS, {"ids": ids(touched), "event": b.id, "province": self._province}
            )
        if b.inputs or b.outputs:
            self._driver.later(INSERT_TREATED, self._treated(b))
        for move in b.moves:
            self._move(move, b.happened_at)
        if b.packed or b.unpacked:
            self._contain(b)
        if b.seen:
            rows = [
                {
                    "unit": s.unit,
                    "mass_g": s.mass_g,
                    "damaged": s.damaged,
                    "class": BATTERY_CLASS.number[s.battery_class] if s.battery_class else None,
                }
                for s in b.seen
            ]
            self._driver.later(SEE, {"rows": json_text(rows)})

    def _move(self, move: Move, at: datetime) -> None:
        given: dict[str, object] = {
            "state": UNIT_STATE.number[move.state],
            "site": move.site,
            "at": at,
        }
        unlocked = [unit for unit in move.units if unit in self._unlocked]
        if unlocked:
            rows = [self._unlocked[unit] for unit in unlocked]
            told = (len(rows), sum(unlocked), sum([version for version, _ in rows]))
            given["places"] = places([place for _, place in rows])
            statement = MOVE_FOUND if move.site is not None else TOUCH_FOUND
            self._driver.later(statement, given, _tells(told))
        if len(unlocked) < len(move.units):
            given["ids"] = ids([unit for unit in move.units if unit not in self._unlocked])
            self._driver.later(MOVE if move.site is not None else TOUCH, given)

    def add_code(self, unit: int, code: str) -> None:
        try:
            self._driver.run(
                ADD_CODE,
                {
                    "unit": unit,
                    "province": self._province,
                    "scheme": SCHEME.number[kept_scheme(code)],
                    "code": code,
                },
            )
        except IntegrityError as error:
            raise AlreadyExists(Fault("code_taken", "/new_code", {"code": code})) from error

    def _event(self, b: Booking) -> dict[str, object]:
        return {
            "id": b.id,
            "happened_at": b.happened_at,
            "site": b.site,
            "organisation": b.organisation,
            "actor": b.actor,
            "peer": b.peer_site,
            "container": b.container,
            "subject": b.subject_event,
            "mass_g": b.mass_g,
            "pieces": b.pieces,
            "province": self._province,
            "kind": SCAN_KIND.number[b.kind],
            "category": CATEGORY.number[b.category] if b.category else None,
            "units": ids(b.units),
            "payload": json_text(b.payload) if b.payload else None,
        }

    def _treated(self, b: Booking) -> dict[str, object]:
        rows = [{"u": u, "m": m, "p": Part.INPUT} for u, m in b.inputs.items()]
        rows += [{"u": new.id, "m": new.mass_g, "p": Part.OUTPUT} for new in b.outputs]
        return {"rows": json_text(rows), "event": b.id, "province": self._province}

    def _units(self, b: Booking, new: Sequence[NewUnit]) -> None:
        if len(new) >= MANY:
            copy_units(self._driver, new, b.happened_at, self._province)
        elif new:
            given = self._records(b, new)
            self._driver.run(INSERT_UNITS, given)
            self._driver.run(INSERT_CODES, given)

    def _again(self, b: Booking, voided: Sequence[NewUnit]) -> None:
        if voided:
            given = self._records(b, voided)
            self._driver.run(REENTER_UNITS, {"rows": given["rows"], "at": given["at"]})

    def _records(self, b: Booking, new: Sequence[NewUnit]) -> dict[str, object]:
        rows = [
            {
                "id": n.id,
                "site": n.site,
                "model": n.model,
                "mass_g": n.mass_g,
                "pieces": n.pieces,
                "lead_share": n.lead_share,
                "kind": UNIT_KIND.number[n.kind],
                "state": UNIT_STATE.number[n.state],
                "class": BATTERY_CLASS.number[n.battery_class] if n.battery_class else None,
                "material": MATERIAL.number[n.material] if n.material else None,
                "damaged": n.damaged,
                "scheme": SCHEME.number[kept_scheme(n.code)],
                "code": n.code,
            }
            for n in new
        ]
        return {"rows": json_text(rows), "province": self._province, "at": b.happened_at}

    def _contain(self, b: Booking) -> None:
        given = {
            "container": b.container,
            "event": b.id,
            "province": self._province,
            "at": b.happened_at,
        }
        if b.packed:
            self._driver.run(INSERT_CONTAINMENT, {**given, "ids": ids(b.packed)})
            self._driver.run(PACK, {**given, "ids": ids(b.packed)})
        if b.unpacked:
            self._driver.run(CLOSE_CONTAINMENT, {**given, "ids": ids(b.unpacked)})
            self._driver.run(PACK, {**given, "container": None, "ids": ids(b.unpacked)})


def _tells(told: tuple[int, int, int]) -> Check:
    """That the rows which were moved are those that were read, and as they were read."""

    def check(cursor: Cursor[Any]) -> None:
        if cursor.fetchone() != told:
            raise SomeoneWasFaster

    return check
