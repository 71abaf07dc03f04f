"""Past events out of the database, as corrections need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from tracker.domain.errors import SomeoneWasFaster
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND, Part
from tracker.usecases.ports import PastEvent

_PAST = (
    "SELECT e.id, e.kind, e.happened_at, e.site_id, s.roles, e.organisation_id, e.peer_site_id,"
    " e.container_id, e.units,"
    " ARRAY(SELECT m.unit_id FROM event_unit m WHERE m.event_id = e.id AND m.part = "
    f"{Part.OUTPUT} ORDER BY m.unit_id) AS outputs,"
    " coalesce(CAST(e.payload ->> 'stolen' AS boolean), false) AS stolen,"
    " ARRAY(SELECT CAST(said ->> 'unit' AS bigint)"
    " FROM jsonb_array_elements(e.payload -> 'seen') AS said) AS looked_at,"
    " e.payload ->> 'new_code' AS new_code,"
    " EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id) AS voided"
)
# From when on it counts for this unit, if that is not when it happened (late_scan.counts_later).
_FILED = (
    "CASE WHEN e.payload -> 'filed_units' @> to_jsonb(lived.unit_id)"
    " THEN CAST(e.payload ->> 'filed_at' AS timestamptz) END"
)
_ONE = text(
    f"{_PAST}, NULL AS filed_at FROM event e JOIN site s ON s.id = e.site_id WHERE e.id = :id"
)
# A unit's events: those with a row of its own, and those in which it went into or out of a box.
_OF_UNITS = text(
    "WITH lived AS ("
    f" SELECT unit_id, event_id FROM event_unit WHERE unit_id = ANY({IDS.format('ids')})"
    f" UNION SELECT child_id, from_event FROM containment WHERE child_id = ANY({IDS.format('ids')})"
    " UNION SELECT child_id, to_event FROM containment"
    f" WHERE to_event IS NOT NULL AND child_id = ANY({IDS.format('ids')})"
    " UNION SELECT parent_id, from_event FROM containment"
    f" WHERE parent_id = ANY({IDS.format('ids')})"
    ")"
    f" {_PAST}, lived.unit_id, {_FILED} AS filed_at FROM lived"
    " JOIN event e ON e.id = lived.event_id JOIN site s ON s.id = e.site_id"
    f" ORDER BY coalesce({_FILED}, e.happened_at), e.id"
)
# The same, from the events with an id below :known. What unpackings took out that were voided since
# stands in no interval any more, and is given.
_OF_UNITS_KNOWN = text(
    str(_OF_UNITS)
    .replace(
        "FROM voided_event v WHERE v.event_id = e.id)",
        "FROM voided_event v WHERE v.event_id = e.id AND v.by_event < :known)",
    )
    .replace(
        ") SELECT e.id,",
        f" UNION SELECT child, event FROM unnest({IDS.format('children')}, {IDS.format('undone')})"
        f" AS n(child, event) WHERE child = ANY({IDS.format('ids')})) SELECT e.id,",
    )
    .replace(" ORDER BY coalesce", " WHERE e.id < :known ORDER BY coalesce")
)


def _past(row: Row[Any]) -> PastEvent:
    return PastEvent(
        id=row.id,
        kind=SCAN_KIND.word[row.kind],
        happened_at=row.happened_at,
        site=row.site_id,
        site_roles=frozenset(row.roles),
        organisation=row.organisation_id,
        peer_site=row.peer_site_id,
        container=row.container_id,
        units=row.units,
        outputs=row.outputs,
        stolen=row.stolen,
        voided=row.voided,
        filed_at=row.filed_at,
        looked_at=row.looked_at,
        new_code=row.new_code,
    )


class SqlPastEvents:
    """The reading half of ``tracker.usecases.ports.Events``, voiding and correcting."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def find(self, id: int) -> PastEvent | None:
        row = self._session.execute(_ONE, {"id": id}).one_or_none()
        return None if row is None else _past(row)

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        found: dict[int, list[PastEvent]] = {}
        for row in self._session.execute(_OF_UNITS, {"ids": ids(units)}):
            if not row.voided:
                found.setdefault(row.unit_id, []).append(_past(row))
        return found

    def history_known(
        self, units: Sequence[int], known: int, children: str, undone: str
    ) -> dict[int, list[PastEvent]]:
        """The same from the events with an id below ``known``. ``children`` and ``undone`` are
        arrays of what was taken out of boxes by unpackings that were voided since."""
        given = {"ids": ids(units), "known": known, "children": children, "undone": undone}
        found: dict[int, list[PastEvent]] = {}
        for row in self._session.execute(_OF_UNITS_KNOWN, given):
            if not row.voided:
                found.setdefault(row.unit_id, []).append(_past(row))
        return found

    def void(self, event: int, by_event: int) -> None:
        taken_back = self._session.scalar(
            text(
                "INSERT INTO voided_event (event_id, by_event, province)"
                " VALUES (:event, :by_event, :province) ON CONFLICT DO NOTHING RETURNING event_id"
            ),
            {"event": event, "by_event": by_event, "province": self._province},
        )
        if taken_back is None:
            raise SomeoneWasFaster

    def correct(self, event: int, by_event: int) -> None:
        self._session.execute(
            text(
                "INSERT INTO corrected_event (event_id, by_event, province)"
                " VALUES (:event, :by_event, :province)"
            ),
            {"event": event, "by_event": by_event, "province": self._province},
        )

    def withdraw_code(self, unit: int, code: str) -> None:
        self._session.execute(
            text("DELETE FROM unit_code WHERE value = :code AND unit_id = :unit"),
            {"code": code, "unit": unit},
        )
