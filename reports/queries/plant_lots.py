"""Which lots of material did plants make, treat on and let go around a stretch of time?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from reports.indicators.plant_year import Lot
from tracker.domain.scan import ScanKind as K
from tracker.store.arrays import IDS, ids
from tracker.store.codes import MATERIAL, SCAN_KIND, Part

_MAKING = [SCAN_KIND.number[kind] for kind in (K.DISMANTLE, K.SMELT)]
_SMELT = SCAN_KIND.number[K.SMELT]
_LEAVING = ", ".join(str(SCAN_KIND.number[kind]) for kind in (K.SELL, K.DISPOSE, K.LOSE))
_SOLD = SCAN_KIND.number[K.SELL]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v"
    " WHERE v.event_id = {0}.id AND v.province = {0}.province)"
)

# A lot leaves the stock at the first event that uses it up: smelted, sold, disposed of, lost.
LOTS = text(f"""\
WITH made AS MATERIALIZED (
  SELECT e.id, e.kind, e.happened_at, s.organisation_id AS plant, m.unit_id, m.mass_g
  FROM event e JOIN site s ON s.id = e.site_id
  JOIN event_unit m ON m.event_id = e.id AND m.part = {Part.OUTPUT} AND m.province = :province
  WHERE e.kind IN ({", ".join(map(str, _MAKING))}) AND e.province = :province
    AND s.organisation_id = ANY({IDS.format("plants")}) AND e.happened_at < :end
    AND {_VALID.format("e")}
), gone AS (
  SELECT DISTINCT ON (n.unit_id) n.unit_id, x.happened_at, x.kind
  FROM made e JOIN event_unit n ON n.unit_id = e.unit_id AND n.province = :province
  JOIN event x ON x.id = n.event_id AND x.province = :province
  WHERE x.id <> e.id AND {_VALID.format("x")}
    AND ((x.kind = {_SMELT} AND n.part = {Part.INPUT}) OR x.kind IN ({_LEAVING}))
  ORDER BY n.unit_id, x.happened_at, x.id
)
SELECT u.id AS unit, (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id) AS code,
  e.plant, e.kind = {_SMELT} AS smelted, e.id AS made_by,
  e.happened_at AS made_at, u.material, coalesce(e.mass_g, u.mass_g) AS mass_g, u.lead_share,
  g.happened_at AS gone_at, coalesce(g.kind = {_SOLD}, false) AS sold
FROM made e JOIN unit u ON u.id = e.unit_id AND u.province = :province
LEFT JOIN gone g ON g.unit_id = u.id
WHERE g.happened_at IS NULL OR g.happened_at >= :start OR e.happened_at >= :start
ORDER BY e.happened_at, e.id, u.id""")


def plant_lots(
    session: Session, province: int, plants: Collection[int], start: datetime, end: datetime
) -> Sequence[Lot]:
    """Lots made before ``end`` that were still there at ``start`` or made after it."""
    given = {"province": province, "plants": ids(plants), "start": start, "end": end}
    return [
        Lot(
            unit=row.unit,
            code=row.code,
            plant=row.plant,
            smelted=row.smelted,
            made_by=row.made_by,
            made_at=row.made_at,
            material=MATERIAL.word[row.material],
            mass_g=row.mass_g,
            lead_share_ppm=row.lead_share,
            gone_at=row.gone_at,
            sold=row.sold,
        )
        for row in session.execute(LOTS, given)
    ]
