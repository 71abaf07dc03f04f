"""What events say of single units' mass, damage and class, and what is known of them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text

from tracker.domain.unit import BatteryClass
from tracker.lifecycle.sightings import CLASS, Sighting
from tracker.store.arrays import IDS, ids, json_text
from tracker.store.codes import BATTERY_CLASS
from tracker.store.driver import Driver
from tracker.usecases.ports import Model

_CLASSES = text(f"SELECT id, battery_class FROM unit WHERE id = ANY({IDS.format('ids')})")
# Its own events, those in which it went into or out of a box, and the voids and corrections of
# these; what corrects a voided event counts no more than that event does.
_SIGHTINGS = text(
    "WITH wanted AS MATERIALIZED ("
    f" SELECT unit_id FROM unnest({IDS.format('ids')}) AS w(unit_id)"
    "), lived AS ("
    " SELECT m.event_id FROM event_unit m JOIN wanted USING (unit_id)"
    " UNION SELECT k.from_event FROM containment k JOIN wanted w ON w.unit_id = k.child_id"
    " UNION SELECT k.to_event FROM containment k JOIN wanted w ON w.unit_id = k.child_id"
    " WHERE k.to_event IS NOT NULL"
    "), saying AS ("
    " SELECT event_id AS id, event_id AS about FROM lived"
    " UNION SELECT c.by_event, c.event_id FROM corrected_event c JOIN lived USING (event_id)"
    " UNION SELECT v.by_event, v.by_event FROM voided_event v JOIN lived USING (event_id)"
    ")"
    " SELECT w.unit_id, said.row,"
    " NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = s.about) AS counts"
    " FROM saying s JOIN event e ON e.id = s.id"
    " CROSS JOIN LATERAL jsonb_array_elements(e.payload -> 'seen') AS said(row)"
    " JOIN wanted w ON w.unit_id = CAST(said.row ->> 'unit' AS bigint)"
    " ORDER BY e.id"
)
_SET_KNOWN = text(
    "UPDATE unit u SET version = version + 1,"
    " mass_g = CASE WHEN jsonb_exists(v.row, 'mass_g')"
    " THEN CAST(v.row ->> 'mass_g' AS bigint) ELSE u.mass_g END,"
    " damaged = CASE WHEN jsonb_exists(v.row, 'damaged')"
    " THEN CAST(v.row ->> 'damaged' AS boolean) ELSE u.damaged END,"
    " battery_class = CASE WHEN jsonb_exists(v.row, 'battery_class')"
    " THEN CAST(v.row ->> 'battery_class' AS smallint) ELSE u.battery_class END"
    " FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS v(row)"
    " WHERE u.id = CAST(v.row ->> 'unit' AS bigint)"
)

_GIVE_MODEL = text(
    "UPDATE unit SET version = version + 1, model_id = :model,"
    " mass_g = coalesce(mass_g, :mass_g), lead_share = coalesce(lead_share, :lead_share),"
    " battery_class = coalesce(battery_class, :class)"
    f" WHERE model_id IS NULL AND id = ANY({IDS.format('ids')})"
)


class SqlObservations:
    """See ``tracker.usecases.ports.Observations``."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def classes(self, units: Sequence[int]) -> dict[int, BatteryClass | None]:
        if not units:
            return {}
        word = BATTERY_CLASS.word
        return {
            unit: None if number is None else word[number]
            for unit, number in self._driver.rows(_CLASSES, {"ids": ids(units)})
        }

    def sightings(self, units: Sequence[int]) -> dict[int, list[Sighting]]:
        found: dict[int, list[Sighting]] = {}
        for unit, row, counts in self._driver.rows(_SIGHTINGS, {"ids": ids(units)}):
            found.setdefault(unit, []).append(sighting_of(row, counts))
        return found

    def set_known(self, known: Mapping[int, Mapping[str, object]]) -> None:
        rows = [{"unit": unit, **_numbered(words)} for unit, words in known.items() if words]
        if rows:
            self._driver.run(_SET_KNOWN, {"rows": json_text(rows)})

    def give_model(self, units: Sequence[int], model: Model) -> None:
        given = {
            "ids": ids(units),
            "model": model.id,
            "mass_g": model.nominal_mass_g,
            "lead_share": model.lead_share,
            "class": BATTERY_CLASS.number[model.battery_class],
        }
        self._driver.run(_GIVE_MODEL, given)


def sighting_of(row: Mapping[str, Any], counts: bool) -> Sighting:
    """A row of an event's payload, as ``tracker.usecases.observed`` writes it."""
    stated = {name: value for name, value in row.items() if name not in ("unit", "was", "again")}
    return Sighting(stated, row.get("was", {}), bool(row.get("again")), counts)


def _numbered(words: Mapping[str, object]) -> dict[str, object]:
    """A class as the number that stands for it in the database."""
    named = words.get(CLASS)
    number = BATTERY_CLASS.number[BatteryClass(str(named))] if named else None
    return {**words, CLASS: number} if CLASS in words else dict(words)
