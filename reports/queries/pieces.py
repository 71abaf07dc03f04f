"""Which pieces were accepted without a mass, and what do pieces of their class weigh nearby?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from reports.indicators.imputed import Measured, Unweighed
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND, UNIT_KIND

_GATHER = ", ".join(str(SCAN_KIND.number[kind]) for kind in (K.COLLECT, K.TAKE_BACK))
_CONTAINER = UNIT_KIND.number[UnitKind.CONTAINER]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)"
)

#: What lay in a receipt, boxes opened as they were then.
_UNWEIGHED = text(f"""\
WITH RECURSIVE held AS (
  SELECT e.id AS receipt, e.happened_at, t.unit_id
  FROM event e CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
  WHERE e.id = ANY({IDS.format("receipts")}) AND e.province = :province
  UNION ALL
  SELECT h.receipt, h.happened_at, k.child_id
  FROM held h JOIN containment k ON k.parent_id = h.unit_id AND k.province = :province
  JOIN event f ON f.id = k.from_event AND f.province = :province
  LEFT JOIN event u ON u.id = k.to_event AND u.province = :province
  WHERE (f.happened_at, f.id) < (h.happened_at, h.receipt)
    AND (u.id IS NULL OR (u.happened_at, u.id) > (h.happened_at, h.receipt))
)
SELECT h.receipt, coalesce(u.battery_class, 0) AS battery_class, sum(u.pieces) AS pieces
FROM held h JOIN unit u ON u.id = h.unit_id AND u.province = :province
WHERE u.kind <> {_CONTAINER} AND u.mass_g IS NULL
GROUP BY 1, 2 ORDER BY 1, 2""")

# A mass that no model gave was weighed: that of a heap, or of a battery of no known model.
_MEASURED = text(f"""\
SELECT CAST(extract(quarter FROM e.happened_at AT TIME ZONE 'UTC' + interval '8 hours') AS integer)
    AS quarter, coalesce(u.battery_class, 0) AS battery_class, sum(u.mass_g) AS mass_g,
  sum(u.pieces) AS pieces
FROM event e JOIN site s ON s.id = e.site_id CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
JOIN unit u ON u.id = t.unit_id AND u.province = :province
WHERE e.kind IN ({_GATHER}) AND e.province = :province
  AND s.organisation_id = ANY({IDS.format("collectors")})
  AND e.happened_at >= :start AND e.happened_at < :end
  AND u.kind <> {_CONTAINER} AND u.model_id IS NULL AND u.mass_g IS NOT NULL AND {_VALID}
GROUP BY 1, 2 ORDER BY 1, 2""")


def unweighed(session: Session, province: int, receipts: Collection[int]) -> Sequence[Unweighed]:
    """Pieces without a mass in these receipts, by class; 0 where nobody said one."""
    rows = session.execute(_UNWEIGHED, {"province": province, "receipts": ids(receipts)})
    return [Unweighed(row.receipt, int(row.battery_class), int(row.pieces)) for row in rows]


def measured(
    session: Session, province: int, collectors: Collection[int], start: datetime, end: datetime
) -> Sequence[Measured]:
    """What these collectors weighed when they gathered it, by quarter in China and class."""
    given = {"province": province, "collectors": ids(collectors), "start": start, "end": end}
    return [
        Measured(row.quarter, int(row.battery_class), int(row.mass_g), int(row.pieces))
        for row in session.execute(_MEASURED, given)
    ]
