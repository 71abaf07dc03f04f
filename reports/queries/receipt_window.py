"""Which receipts come next at recyclers' gates, and which others must be read with them?

A receipt is judged with those that came with the same dispatch, for the two ends of a leg are
compared, and with those that took in one of the same batteries, for each counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.store.arrays import ids
from tracker.store.codes import SCAN_KIND
from tracker.store.event_ids import first_id

_GATES = ", ".join(str(SCAN_KIND.number[kind]) for kind in (K.RECEIVE, K.COLLECT, K.TAKE_BACK))
_DISPATCH = SCAN_KIND.number[K.DISPATCH]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v"
    " WHERE v.event_id = {0}.id AND v.province = {0}.province)"
)
_AT_GATES = (
    "site_id IN (SELECT s.id FROM site s"
    f" WHERE '{Role.RECYCLER.value}' = ANY(s.roles)) AND {{0}}.kind IN ({_GATES})"
)

NEXT = text(f"""\
SELECT e.id, e.happened_at AS at FROM event e
WHERE e.{_AT_GATES.format("e")} AND e.province = :province AND e.id >= :first_id
  AND e.happened_at >= :since AND e.happened_at < :end AND {_VALID.format("e")}
ORDER BY e.happened_at FETCH FIRST :size ROWS WITH TIES""")

# Small statements instead of one: events are partitioned by month, and a statement that is
# given their ids opens the months of these, where a join would open, and plan for, every month.
_EVENTS_OF = (
    "SELECT DISTINCT m.event_id FROM event_unit m"
    " WHERE m.unit_id = ANY(CAST(%(ids)s AS bigint[])) AND m.province = %(province)s"
)
_UNITS_OF = (
    "SELECT DISTINCT t.unit_id FROM event e CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)"
    " WHERE e.id = ANY(CAST(%(ids)s AS bigint[])) AND e.province = %(province)s"
)
_SENT_WITH = f"{_UNITS_OF} AND e.kind = {_DISPATCH}"
#: What lies, or lay, in these boxes; and the boxes in which these units lie, or lay.
_INSIDE = (
    "SELECT DISTINCT k.child_id FROM containment k"
    " WHERE k.parent_id = ANY(CAST(%(ids)s AS bigint[])) AND k.province = %(province)s"
)
_AROUND = (
    "SELECT DISTINCT k.parent_id FROM containment k"
    " WHERE k.child_id = ANY(CAST(%(ids)s AS bigint[])) AND k.province = %(province)s"
)
# Boxes are used again and again, so these may be very many events and few of them receipts: the
# months are asked for what happened at gates, and the ids are looked up in that.
_RECEIVED = (
    "SELECT e.id FROM event e"
    " WHERE e.id IN (SELECT t.id FROM unnest(CAST(%(ids)s AS bigint[])) AS t(id))"
    f" AND e.{_AT_GATES.format('e')} AND e.province = %(province)s AND e.id >= %(first_id)s"
    " AND e.happened_at >= %(start)s AND e.happened_at < %(end)s ORDER BY e.id"
)


def next_receipts(
    session: Session, province: int, since: datetime, end: datetime, first: datetime, size: int
) -> Sequence[tuple[int, datetime]]:
    """The next ``size`` valid receipts of recyclers from ``since`` on, and all of the last one's
    moment; none was recorded before ``first``."""
    given = {
        "province": province, "since": since, "end": end, "first_id": first_id(first), "size": size
    }  # fmt: skip
    return [(row.id, row.at) for row in session.execute(NEXT, given)]


def read_together(
    session: Session,
    province: int,
    receipts: Collection[int],
    start: datetime,
    end: datetime,
    first: datetime,
) -> Sequence[int]:
    """These receipts and all from ``start`` to ``end`` that they must be read with; some others may
    be among them, which changes nothing. None was recorded before ``first``."""
    cursor = cast(
        "psycopg.Connection[tuple[Any, ...]]",
        session.connection().connection.dbapi_connection,
    ).cursor(binary=True)
    times = {"start": start, "end": end, "first_id": first_id(first)}

    def found(statement: str, of: Collection[int]) -> list[int]:
        given = {"ids": ids(of), "province": province, **times}
        try:
            return [row[0] for row in cursor.execute(statement.encode(), given)]
        except psycopg.Error as error:
            raise DBAPIError.instance(statement, None, error, psycopg.Error) from error

    def with_all(statement: str, of: Collection[int]) -> set[int]:
        """These units and whatever the statement leads to, from step to step."""
        known = {*of}
        new = known
        while new:
            new = {*found(statement, new)} - known
            known |= new
        return known

    arrived = found(_UNITS_OF, receipts)
    sent = found(_SENT_WITH, found(_EVENTS_OF, arrived))
    around = with_all(_AROUND, with_all(_INSIDE, {*arrived, *sent}))
    return found(_RECEIVED, found(_EVENTS_OF, around))
