"""Container labels: which serial numbers are spent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.store.arrays import lines

# The row is made, if need be, and locked in one statement: two printers wait for each other here.
_LAST = text(
    "INSERT INTO container_serial AS s (unit, day, last) VALUES (:unit, :day, 0)"
    " ON CONFLICT (unit, day) DO UPDATE SET last = s.last RETURNING last"
)
_USED = text("SELECT value FROM unit_code WHERE value = ANY(string_to_array(:labels, E'\\n'))")
_UNTIL = text("UPDATE container_serial SET last = :serial WHERE unit = :unit AND day = :day")


class SqlLabels:
    """See ``tracker.usecases.register_ports.Labels``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last_serial(self, unit: str, day: date) -> int:
        return int(self._session.execute(_LAST, {"unit": unit, "day": day}).scalar_one())

    def used(self, labels: Sequence[str]) -> frozenset[str]:
        return frozenset(self._session.scalars(_USED, {"labels": lines(labels)}))

    def issued_until(self, unit: str, day: date, serial: int) -> None:
        self._session.execute(_UNTIL, {"unit": unit, "day": day, "serial": serial})
