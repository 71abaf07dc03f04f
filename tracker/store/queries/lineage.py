"""Units, their lives and what flows between them, read from the books level by level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.graph.facts import (
    Acted,
    BoxAt,
    FoundUnit,
    HeldBattery,
    Instant,
    KnownSite,
    Leaf,
    Lived,
    OriginPart,
    Part,
    Portion,
    Stay,
    Treated,
    Treatment,
    Yielded,
)
from tracker.graph.life import Window
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


class SqlLineage:
    """See ``tracker.usecases.reading_ports.Lineage``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unit(self, code: str) -> FoundUnit | None:
        for row in self._rows(sql.UNIT, {"code": code}):
            id_, kind, state, site, mass, pieces, damaged, class_, material, lead, values = row
            return FoundUnit(
                id_, _KIND[kind], _STATE[state], site, mass, pieces, damaged, _CLASS(class_),
                _MATERIAL(material), lead, values,
            )  # fmt: skip
        return None

    def sites(self, ids_: Collection[int]) -> dict[int, KnownSite]:
        return {row[0]: KnownSite(*row) for row in self._rows(sql.SITES, {"ids": ids(ids_)})}

    def stays(self, units: Sequence[int], as_of: datetime) -> list[Stay]:
        return [
            Stay(
                child, box, code, _STATE[state], site, (packed_at, packed),
                None if unpacked is None else (unpacked_at, unpacked), nested,
            )
            for child, box, code, state, site, packed_at, packed, unpacked_at, unpacked, nested
            in self._rows(sql.STAYS, {"ids": ids(units), "as_of": as_of})
        ]  # fmt: skip

    def lived(self, windows: Sequence[Window], crossings: Sequence[tuple[int, int]]) -> list[Lived]:
        rows = self._rows(
            sql.LIVED,
            {
                "units": ids(window.unit for window in windows),
                **_instants("since_at", "since_id", (window.since for window in windows)),
                **_instants("until_at", "until_id", (window.until for window in windows)),
                "places": ids(place + 1 for place, _ in crossings),
                "events": ids(event for _, event in crossings),
            },
        )
        return [
            Lived(
                place, _PART[part], own, id_, recorded_at(id_), _SCAN[kind], happened, site,
                recorder, code, peer, container, _CATEGORY(category), mass, pieces, payload,
            )
            for place, part, own, id_, kind, happened, site, recorder, code, peer, container,
            category, mass, pieces, payload in rows
        ]  # fmt: skip

    def made_by(self, lots: Sequence[int], as_of: datetime) -> list[Treated]:
        return self._treated(sql.MADE_BY, lots, as_of)

    def consumed_by(self, units: Sequence[int], as_of: datetime) -> list[Treated]:
        return self._treated(sql.CONSUMED_BY, units, as_of)

    def inputs_of(self, treatments: Sequence[int]) -> list[Portion]:
        return _portions(self._rows(sql.INPUTS, {"ids": ids(treatments)}))

    def outputs_of(self, treatments: Sequence[int]) -> list[Yielded]:
        return [
            Yielded(event, input_, unit, mass, _MATERIAL(material), code)
            for event, input_, unit, mass, material, code in self._rows(
                sql.OUTPUTS, {"ids": ids(treatments)}
            )
        ]

    def contents_at(self, boxes: Sequence[BoxAt]) -> list[Portion]:
        return _portions(self._rows(sql.CONTENTS, _boxes(boxes)))

    def batteries(self, leaves: Sequence[Leaf], after: int, limit: int) -> list[HeldBattery]:
        given = {**_leaves(leaves), "after": after, "limit": limit}
        return [HeldBattery(*row) for row in self._rows(sql.BATTERIES, given)]

    def origins(self, leaves: Sequence[Leaf], as_of: datetime) -> list[OriginPart]:
        given = {**_leaves(leaves), "as_of": as_of}
        return [OriginPart(*row) for row in self._rows(sql.ORIGINS, given)]

    def acted(self, units: Sequence[int], as_of: datetime) -> list[Acted]:
        given = {"ids": ids(units), "as_of": as_of}
        return [Acted(*row) for row in self._rows(sql.ACTED, given)]

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        return SqlPastEvents(self._session, 0).history(units)

    def _treated(self, statement: str, units: Sequence[int], as_of: datetime) -> list[Treated]:
        known: dict[int, Treatment] = {}
        found = []
        for unit, mass, id_, kind, happened, site, recorder, peer in self._rows(
            statement, {"ids": ids(units), "as_of": as_of}
        ):
            treatment = known.get(id_)
            if treatment is None:
                treatment = known[id_] = Treatment(
                    id_, _SCAN[kind], happened, recorded_at(id_), site, recorder, peer
                )
            found.append(Treated(unit, mass, treatment))
        return found

    def _rows(self, statement: str, given: Mapping[str, object]) -> Sequence[Any]:
        return self._session.connection().exec_driver_sql(statement, dict(given)).fetchall()


def _portions(rows: Iterable[Any]) -> list[Portion]:
    return [
        Portion(of, unit, number, mass, unweighed, _KIND[kind], _MATERIAL(material), code)
        for of, unit, number, mass, unweighed, kind, material, code in rows
    ]


def _instants(moments: str, numbers: str, instants: Iterable[Instant | None]) -> dict[str, str]:
    """Two arrays: of moments and of the ids that order events within one."""
    pairs = [instant or (None, None) for instant in instants]
    said = ",".join("NULL" if at is None else at.isoformat() for at, _ in pairs)
    return {moments: f"{{{said}}}", numbers: ids(number for _, number in pairs)}


def _boxes(boxes: Sequence[BoxAt | None]) -> dict[str, str]:
    return {
        "boxes": ids(box and box.box for box in boxes),
        **_instants("at", "at_id", (box and box.at for box in boxes)),
        **_instants("known", "known_id", (box and box.known for box in boxes)),
    }


def _leaves(leaves: Sequence[Leaf]) -> dict[str, str]:
    """Boxes, and in the places of those leaves that are none the treatments themselves."""
    return {
        **_boxes([leaf.box for leaf in leaves]),
        "loose": ids(None if leaf.box else leaf.event for leaf in leaves),
    }
