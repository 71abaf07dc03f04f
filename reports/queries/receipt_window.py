"""Which receipts come next at recyclers' gates, and which others must be read with them?

A receipt is judged with those that came with the same dispatch, for the two ends of a leg are
compared, and with those that took in one of the same batteries, for each counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND
from tracker.store.event_ids import first_id

_GATES = ", ".join(str(SCAN_KIND.number[kind]) for kind in (K.RECEIVE, K.COLLECT, K.TAKE_BACK))
_DISPATCH, _REJECT = SCAN_KIND.number[K.DISPATCH], SCAN_KIND.number[K.REJECT]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v"
    " WHERE v.event_id = {0}.id AND v.province = {0}.province)"
)
_AT_GATES = (
    "site_id IN (SELECT s.id FROM site s"
    f" WHERE '{Role.RECYCLER.value}' = ANY(s.roles)) AND {{0}}.kind IN ({_GATES})"
)

_NEXT = text(f"""\
SELECT e.id, e.happened_at AS at FROM event e
WHERE e.{_AT_GATES.format("e")} AND e.province = :province AND e.id >= :first_id
  AND e.happened_at >= :since AND e.happened_at < :end AND {_VALID.format("e")}
ORDER BY e.happened_at FETCH FIRST :size ROWS WITH TIES""")

_TOGETHER = text(f"""\
WITH RECURSIVE asked AS MATERIALIZED (
  SELECT e.id, e.happened_at, t.unit_id FROM event e CROSS JOIN LATERAL unnest(e.units) t(unit_id)
  WHERE e.id = ANY({IDS.format("receipts")}) AND e.province = :province
), sent AS (
  SELECT DISTINCT d.id FROM asked a CROSS JOIN LATERAL (
    SELECT e.id, e.kind
    FROM event_unit m JOIN event e ON e.id = m.event_id AND e.province = :province
    WHERE m.unit_id = a.unit_id AND m.province = :province AND {_VALID.format("e")}
      AND e.kind IN ({_DISPATCH}, {_REJECT}, {_GATES})
      AND (e.happened_at, e.id) < (a.happened_at, a.id)
    ORDER BY e.happened_at DESC, e.id DESC LIMIT 1) d
  WHERE d.kind = {_DISPATCH}
), first AS MATERIALIZED (
  SELECT unit_id FROM asked
  UNION SELECT t.unit_id FROM event e CROSS JOIN LATERAL unnest(e.units) t(unit_id)
  WHERE e.id IN (SELECT id FROM sent) AND e.province = :province
), inside AS (
  SELECT unit_id FROM first
  UNION SELECT k.child_id FROM inside i
  JOIN containment k ON k.parent_id = i.unit_id AND k.province = :province
), around AS (
  SELECT unit_id FROM inside
  UNION SELECT k.parent_id FROM around a
  JOIN containment k ON k.child_id = a.unit_id AND k.province = :province
)
SELECT DISTINCT e.id FROM around a
JOIN event_unit m ON m.unit_id = a.unit_id AND m.province = :province
JOIN event e ON e.id = m.event_id AND e.province = :province
WHERE e.{_AT_GATES.format("e")} AND e.happened_at >= :start AND e.happened_at < :end
ORDER BY e.id""")


def next_receipts(
    session: Session, province: int, since: datetime, end: datetime, first: datetime, size: int
) -> Sequence[tuple[int, datetime]]:
    """The next ``size`` valid receipts of recyclers from ``since`` on, and all of the last one's
    moment; none was recorded before ``first``."""
    given = {
        "province": province, "since": since, "end": end, "first_id": first_id(first), "size": size
    }  # fmt: skip
    return [(row.id, row.at) for row in session.execute(_NEXT, given)]


def read_together(
    session: Session, province: int, receipts: Collection[int], start: datetime, end: datetime
) -> Sequence[int]:
    """These receipts and all from ``start`` to ``end`` that they must be read with."""
    given = {"province": province, "receipts": ids(receipts), "start": start, "end": end}
    return list(session.scalars(_TOGETHER, given))
