"""Units, their events and what flows between them, read from the books as sets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.graph.facts import (
    Filling,
    FoundUnit,
    Happened,
    Held,
    HeldBattery,
    Intake,
    KnownSite,
    Leaf,
    Member,
    Moment,
    OriginPart,
    Part,
    Portion,
    Stay,
    Yielded,
)
from tracker.store import codes
from tracker.store.arrays import ids
from tracker.store.event_ids import recorded_at
from tracker.store.queries import lineage_statements as sql
from tracker.store.repositories.past_events import SqlPastEvents
from tracker.usecases.ports import PastEvent

_KIND = codes.UNIT_KIND.word
_STATE = codes.UNIT_STATE.word
_SCAN = codes.SCAN_KIND.word
_MATERIAL = codes.MATERIAL.word.get
_CLASS = codes.BATTERY_CLASS.word.get
_CATEGORY = codes.CATEGORY.word.get
_PART = {
    codes.Part.TOUCHED: Part.TOUCHED,
    codes.Part.INPUT: Part.INPUT,
    codes.Part.OUTPUT: Part.OUTPUT,
}


class Statements(NamedTuple):
    """Which statements answer, each named as in ``lineage_statements``."""

    stays: str = sql.STAYS
    members: str = sql.MEMBERS
    events: str = sql.EVENTS
    moments: str = sql.MOMENTS
    held: str = sql.HELD
    weights: str = sql.WEIGHTS
    batteries: str = sql.BATTERIES
    origins: str = sql.ORIGINS


class SqlLineage:
    """See ``tracker.usecases.reading_ports.Lineage``; for one transaction of the session."""

    statements = Statements()

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cursor: psycopg.Cursor[tuple[Any, ...]] | None = None

    def unit(self, code: str) -> FoundUnit | None:
        if "\0" in code:  # the database takes no such text
            return None
        for row in self._rows(sql.UNIT, code=code):
            id_, kind, state, site, mass, pieces, damaged, class_, material, lead, values = row
            return FoundUnit(
                id_, _KIND[kind], _STATE[state], site, mass, pieces, damaged, _CLASS(class_),
                _MATERIAL(material), lead, values,
            )  # fmt: skip
        return None

    def stays(self, units: Collection[int]) -> list[Stay]:
        return self._stays(units, {})

    def _stays(self, units: Collection[int], given: Mapping[str, str]) -> list[Stay]:
        return [
            Stay(child, box, packed, unpacked, code, _STATE[state], site, nested)
            for child, box, packed, unpacked, code, state, site, nested in self._rows(
                self.statements.stays, ids=ids(units), **given
            )
        ]

    def members(self, units: Collection[int]) -> list[Member]:
        return [
            Member(unit, event, _PART[part], mass)
            for unit, event, part, mass in self._rows(self.statements.members, ids=ids(units))
        ]

    def events(self, ids_: Collection[int]) -> list[Happened]:
        return [
            Happened(
                id_, _SCAN[kind], happened, recorded_at(id_), site, recorder, code, peer,
                container, _CATEGORY(category), mass, pieces, payload,
                voided_by is not None, corrected_by, voided_by, taken_out or (),
            )
            for id_, kind, happened, site, recorder, code, peer, container, category, mass, pieces,
            payload, voided_by, corrected_by, taken_out
            in self._rows(self.statements.events, ids=ids(ids_))
        ]  # fmt: skip

    def moments(self, ids_: Collection[int]) -> list[Moment]:
        return [
            Moment((happened, id_), voided)
            for id_, happened, voided in self._rows(self.statements.moments, ids=ids(ids_))
        ]

    def sites(self, ids_: Collection[int]) -> list[KnownSite]:
        return [KnownSite(*row) for row in self._rows(sql.SITES, ids=ids(ids_))]

    def inputs(self, treatments: Collection[int]) -> list[Intake]:
        found = []
        others: dict[int, list[Portion]] = {}
        for event, unit, number, mass, kind, material, code in self._rows(
            sql.INPUTS, ids=ids(treatments)
        ):
            if unit is None:
                found.append(Intake(event, number, mass, others.setdefault(event, [])))
            else:
                portion = Portion(unit, _KIND[kind], _MATERIAL(material), code, mass)
                others.setdefault(event, []).append(portion)
        return found

    def outputs(self, treatments: Collection[int]) -> list[Yielded]:
        return [
            Yielded(event, input_, unit, mass, _MATERIAL(material), code)
            for event, input_, unit, mass, material, code in self._rows(
                sql.OUTPUTS, ids=ids(treatments)
            )
        ]

    def held(self, boxes: Collection[int]) -> list[Held]:
        return self._held(boxes, {})

    def _held(self, boxes: Collection[int], given: Mapping[str, str]) -> list[Held]:
        found = []
        others: dict[Filling, list[Portion]] = {}
        for box, packed, unpacked, unit, number, mass, kind, material, code in self._rows(
            self.statements.held, ids=ids(boxes), **given
        ):
            filling = Filling(box, packed, unpacked)
            if unit is None:
                found.append(Held(filling, number, others.setdefault(filling, [])))
            else:
                portion = Portion(unit, _KIND[kind], _MATERIAL(material), code, mass)
                others.setdefault(filling, []).append(portion)
        return found

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> list[int | None]:
        return self._weights(contents, fillings_given(contents))

    def _weights(
        self, contents: Sequence[tuple[Filling, ...]], given: Mapping[str, str]
    ) -> list[int | None]:
        masses: dict[int, int | None] = dict(self._rows(self.statements.weights, **given))
        return [masses.get(place, 0) for place in range(len(contents))]

    def batteries(self, leaves: Sequence[Leaf], after: int, limit: int) -> list[HeldBattery]:
        return self._batteries({**leaves_given(leaves), "after": after, "limit": limit})

    def _batteries(self, given: Mapping[str, object]) -> list[HeldBattery]:
        return [HeldBattery(*row) for row in self._rows(self.statements.batteries, **given)]

    def origins(self, leaves: Sequence[Leaf], as_of: datetime) -> list[OriginPart]:
        return self._origins({**leaves_given(leaves), "as_of": as_of})

    def _origins(self, given: Mapping[str, object]) -> list[OriginPart]:
        return [OriginPart(*row) for row in self._rows(self.statements.origins, **given)]

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        return SqlPastEvents(self._session, 0).history(units)

    def _rows(self, statement: str, **given: object) -> Sequence[Any]:
        """Past the toolkit, which takes as long over a small answer as the database does."""
        if self._cursor is None:
            reached = self._session.connection().connection.dbapi_connection
            connection = cast("psycopg.Connection[tuple[Any, ...]]", reached)
            self._cursor = connection.cursor(binary=True)
        try:
            return self._cursor.execute(statement.encode(), given).fetchall()
        except psycopg.Error as error:
            raise DBAPIError.instance(statement, None, error, psycopg.Error) from error


def fillings_given(contents: Sequence[tuple[Filling, ...]]) -> dict[str, str]:
    """Fillings of boxes as arrays, with the places of the contents they belong to."""
    fillings = [(place, one) for place, some in enumerate(contents) for one in some]
    return {
        "places": ids(place for place, _ in fillings),
        "boxes": ids(one.box for _, one in fillings),
        "packed": ids(one.packed for _, one in fillings),
        "unpacked": ids(one.unpacked for _, one in fillings),
    }


def leaves_given(leaves: Sequence[Leaf]) -> dict[str, str]:
    """The fillings of leaves that are boxes, and the treatments that are leaves themselves."""
    loose = [(place, leaf.event) for place, leaf in enumerate(leaves) if not leaf.box]
    return {
        **fillings_given([leaf.fillings for leaf in leaves]),
        "loose_places": ids(place for place, _ in loose),
        "treatments": ids(event for _, event in loose),
    }
