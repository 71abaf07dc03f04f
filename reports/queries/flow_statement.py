"""The statement that finds first receipts of collectors, and where their waste was at two moments.

A unit counts at its first valid collection. From there its holder is itself or the box it lies in,
by the intervals of containment; the last move of a holder before a moment says where it was. What
a recycler's gate took, and what was lost, sold on, exported or taken apart, is gone. A unit and its
moves are laid one under the other and grouped, not joined: nobody can tell the planner how many
units there are, and it would compare each with every move. One province, one database, so the walk
into containers may be recursive.
"""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.store.arrays import IDS
from tracker.store.codes import SCAN_KIND, UNIT_KIND


def _numbers(*kinds: K) -> str:
    return ", ".join(str(SCAN_KIND.number[kind]) for kind in kinds)


_GATHER = _numbers(K.COLLECT, K.TAKE_BACK)
_TAKEN = _numbers(K.COLLECT, K.TAKE_BACK, K.RECEIVE)
_AWAY = _numbers(K.LOSE, K.SELL, K.EXPORT, K.DISMANTLE, K.SMELT, K.DISPOSE)
_ROAD = _numbers(K.DISPATCH, K.LOAD, K.HAND_OVER, K.DELIVER)
_BACK = _numbers(K.REJECT, K.STORE, K.FIND)
_MOVES = ", ".join((_TAKEN, _AWAY, _ROAD, _BACK))
_CONTAINER = UNIT_KIND.number[UnitKind.CONTAINER]
_BATTERY = UNIT_KIND.number[UnitKind.BATTERY]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v"
    " WHERE v.event_id = {0}.id AND v.province = {0}.province)"
)


def _where(moment: str) -> str:
    """1: stored, 2: in transit, NULL: not there (not yet, or no more)."""
    before = f"moved_at < {moment}"
    last = f"(array_agg(kind ORDER BY moved_at DESC, move DESC) FILTER (WHERE {before}))[1]"
    arrived = f"coalesce(bool_or(arrived) FILTER (WHERE {before}), false)"
    return (
        f"CASE WHEN max(happened_at) >= {moment} OR {arrived} OR {last} IN ({_AWAY}) THEN NULL"
        f" WHEN {last} IN ({_ROAD}) THEN 2 ELSE 1 END"
    )


_GATHERED = f"""\
WITH RECURSIVE gathered AS MATERIALIZED (
  SELECT DISTINCT ON (t.unit_id) t.unit_id, e.id, e.happened_at, e.site_id, e.category
  FROM event e CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
  WHERE e.kind IN ({_GATHER}) AND e.province = :province AND e.happened_at < :end
    AND {_VALID.format("e")}{{which}}
  ORDER BY t.unit_id, e.happened_at, e.id
), mine AS MATERIALIZED (
  SELECT g.unit_id, g.id, g.happened_at, g.category, s.organisation_id AS collector,
    s.code AS site, left(s.division, 2) AS collected_in, b.organisation_id AS brand, u.pieces,
    coalesce(m.mass_g, u.mass_g) AS mass_g, u.kind = {_BATTERY} AS coded, u.damaged
  FROM gathered g JOIN site s ON s.id = g.site_id
  JOIN unit u ON u.id = g.unit_id AND u.province = :province
  LEFT JOIN event_unit m ON m.unit_id = g.unit_id AND m.event_id = g.id
    AND m.province = :province AND m.part = 0
  LEFT JOIN battery_model b ON b.id = u.model_id
  WHERE s.organisation_id = ANY({IDS.format("collectors")}) AND u.kind <> {_CONTAINER}
), holder AS (
  SELECT unit_id, unit_id AS holder, happened_at AS since, id AS since_id,
    CAST('infinity' AS timestamptz) AS until, CAST(0 AS bigint) AS until_id
  FROM mine
  UNION ALL
  SELECT h.unit_id, k.parent_id,
    CASE WHEN (f.happened_at, f.id) > (h.since, h.since_id) THEN f.happened_at ELSE h.since END,
    CASE WHEN (f.happened_at, f.id) > (h.since, h.since_id) THEN f.id ELSE h.since_id END,
    CASE WHEN (u.happened_at, u.id) < (h.until, h.until_id) THEN u.happened_at ELSE h.until END,
    CASE WHEN (u.happened_at, u.id) < (h.until, h.until_id) THEN u.id ELSE h.until_id END
  FROM holder h JOIN containment k ON k.child_id = h.holder AND k.province = :province
  JOIN event f ON f.id = k.from_event AND f.province = :province
  LEFT JOIN event u ON u.id = k.to_event AND u.province = :province
  WHERE (f.happened_at, f.id) < (h.until, h.until_id)
    AND (u.id IS NULL OR (u.happened_at, u.id) > (h.since, h.since_id))
), moved AS MATERIALIZED (
  SELECT h.unit_id, e.id, e.happened_at, e.kind,
    e.kind IN ({_TAKEN}) AND '{Role.RECYCLER.value}' = ANY(s.roles) AS arrived
  FROM holder h JOIN event_unit m ON m.unit_id = h.holder AND m.province = :province
  JOIN event e ON e.id = m.event_id AND e.province = :province
  JOIN site s ON s.id = e.site_id
  WHERE e.kind IN ({_MOVES}) AND e.happened_at < :end AND {_VALID.format("e")}
    AND (e.happened_at, e.id) >= (h.since, h.since_id)
    AND (e.happened_at, e.id) < (h.until, h.until_id)
), story AS (
  SELECT unit_id, id, happened_at, category, collector, site, collected_in, brand, pieces, mass_g,
    coded, damaged, CAST(NULL AS bigint) AS move, CAST(NULL AS timestamptz) AS moved_at,
    CAST(NULL AS integer) AS kind, CAST(NULL AS boolean) AS arrived
  FROM mine
  UNION ALL
  SELECT unit_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, id, happened_at,
    kind, arrived
  FROM moved
), fate AS (
  SELECT max(id) AS id, max(happened_at) AS happened_at, max(category) AS category,
    max(collector) AS collector, max(site) AS site, max(collected_in) AS collected_in,
    max(brand) AS brand, max(pieces) AS pieces, max(mass_g) AS mass_g, bool_or(coded) AS coded,
    bool_or(damaged) AS damaged, {_where(":start")} AS at_start, {_where(":end")} AS at_end
  FROM story GROUP BY unit_id
)
SELECT f.id AS receipt, f.happened_at AS at, f.collector, o.code AS collector_code, f.site,
  f.collected_in, f.brand, f.category, f.at_start, f.at_end,
  coalesce(sum(f.mass_g), 0) AS mass_g, sum(f.pieces) AS pieces,
  coalesce(sum(f.pieces) FILTER (WHERE f.mass_g IS NULL), 0) AS unweighed,
  coalesce(sum(f.mass_g) FILTER (WHERE f.coded), 0) AS coded_g,
  coalesce(sum(f.mass_g) FILTER (WHERE f.damaged), 0) AS damaged_g
FROM fate f JOIN organisation o ON o.id = f.collector
WHERE f.happened_at >= :start OR f.at_start IS NOT NULL
GROUP BY f.id, f.happened_at, f.collector, o.code, f.site, f.collected_in, f.brand, f.category,
  f.at_start, f.at_end
ORDER BY f.happened_at, f.id, f.brand, f.category, f.at_start, f.at_end"""
#: Of certain receipts, what nobody had gathered before.
_THESE = f"""
    AND e.id = ANY({IDS.format("receipts")})
    AND NOT EXISTS (SELECT FROM event_unit n
      JOIN event x ON x.id = n.event_id AND x.province = :province
      WHERE n.unit_id = t.unit_id AND n.province = :province AND x.kind IN ({_GATHER})
        AND (x.happened_at, x.id) < (e.happened_at, e.id) AND {_VALID.format("x")})"""

#: First receipts of :collectors before :end that happened from :start on, or lay there at :start.
GATHERED = text(_GATHERED.format(which=""))
#: The same of certain receipts.
GATHERED_OF = text(_GATHERED.format(which=_THESE))
#: The next receipts of :collectors from :since on, also those where nothing is received first.
NEXT_GATHERED = text(f"""\
SELECT e.id, e.happened_at AS at FROM event e
WHERE e.site_id IN (SELECT s.id FROM site s
    WHERE s.organisation_id = ANY({IDS.format("collectors")}))
  AND e.kind IN ({_GATHER}) AND e.province = :province
  AND e.happened_at >= :since AND e.happened_at < :end AND {_VALID.format("e")}
ORDER BY e.happened_at FETCH FIRST :size ROWS WITH TIES""")
