"""The statements that gather facts for the detectors of anomalies, a window of recording each.

Every statement is one pass over the window, or over what the units of the window did; only lives
in which something is odd leave the database. A unit belongs to the window of its last event within
the sweep, so each life is looked at once. ``:a`` and ``:b`` are event ids around the window,
``:z`` the end of the sweep.
"""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.store.codes import MATERIAL, SCAN_KIND, UNIT_KIND, UNIT_STATE, Part


def _kinds(*kinds: K) -> str:
    return ", ".join(str(SCAN_KIND.number[kind]) for kind in kinds)


_CODE = "(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = {})"
_ABOUT = _kinds(K.CORRECT, K.VOID)
_STANDS = "NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)"
_SELL, _REGISTER, _PACK, _UNPACK = (_kinds(k) for k in (K.SELL, K.REGISTER, K.PACK, K.UNPACK))
_INTAKE = _kinds(K.COLLECT, K.TAKE_BACK)
_ENDS = _kinds(K.DISMANTLE, K.SMELT, K.DISPOSE)
_SENT = _kinds(K.DISPATCH, K.LOAD, K.HAND_OVER, K.DELIVER)
_ROAD = _kinds(K.LOAD, K.HAND_OVER, K.DELIVER)
_RECEIVE = _kinds(K.RECEIVE)
_COMES = _kinds(K.TAKE_BACK, K.COLLECT, K.RECEIVE, K.PACK, K.UNPACK, K.FIND, K.STORE)
_LOOKS = _kinds(K.WEIGH, K.GRADE, K.STOCK_TAKE)
_BOX = UNIT_KIND.number[UnitKind.CONTAINER]
_MATERIAL = UNIT_KIND.number[UnitKind.MATERIAL_LOT]
_ENDED = ", ".join(
    str(UNIT_STATE.number[s]) for s in (UnitState.DISMANTLED, UnitState.SMELTED, UnitState.DISPOSED)
)
_LEAD = ", ".join(str(MATERIAL.number[m]) for m in (Material.GRID, Material.PASTE))

#: All steps of units: own ones, and, for what lies in boxes, its packing and unpacking.
_STEPS = f"""\
step AS MATERIALIZED (
  SELECT m.unit_id, e.id, e.kind, e.happened_at, e.site_id, e.peer_site_id
  FROM {{units}} t JOIN event_unit m ON m.unit_id = t.unit_id AND m.event_id < :z
    AND m.part <> {Part.OUTPUT}
  JOIN event e ON e.id = m.event_id AND e.id < :z
  WHERE e.kind NOT IN ({_ABOUT}) AND {_STANDS}
  UNION ALL
  SELECT k.child_id, e.id, e.kind, e.happened_at, e.site_id, e.peer_site_id
  FROM {{units}} t JOIN containment k ON k.child_id = t.unit_id
  JOIN event e ON e.id IN (k.from_event, k.to_event) AND e.id < :z
  WHERE e.kind IN ({_PACK}, {_UNPACK}) AND {_STANDS}
    AND NOT EXISTS (SELECT FROM event_unit n WHERE n.unit_id = k.child_id AND n.event_id = e.id)
)"""

#: Units whose last event lies in the window and in whose life something is odd.
SUSPECTS = text(
    f"""\
WITH touched AS MATERIALIZED (
  SELECT DISTINCT u.unit_id FROM event e
  CROSS JOIN LATERAL unnest(e.units || e.container_id) AS u(unit_id)
  WHERE e.id >= :a AND e.id < :b AND e.kind NOT IN ({_ABOUT})
), {_STEPS.format(units="touched")}, placed AS (
  SELECT s.*, lag(s.kind) OVER w AS before_kind, lag(s.happened_at) OVER w AS before_at,
    lag(s.site_id) OVER w AS before_site, lead(s.happened_at) OVER w AS after_at,
    max(s.id) OVER w AS highest,
    array_agg(s.site_id) FILTER (WHERE s.kind IN ({_ROAD})) OVER w AS left_sites,
    bool_or(s.kind IN ({_ENDS})) OVER w AS ended
  FROM step s WINDOW w AS (PARTITION BY s.unit_id ORDER BY s.happened_at, s.id)
)
SELECT p.unit_id
FROM placed p LEFT JOIN site h ON h.id = p.site_id LEFT JOIN site f ON f.id = p.before_site
GROUP BY p.unit_id
HAVING max(p.id) >= :a AND max(p.id) < :b AND (
  count(*) FILTER (WHERE p.kind = {_SELL} AND p.peer_site_id IS NULL) > 1
  OR count(*) FILTER (WHERE p.kind IN ({_INTAKE})) > 1
  OR (bool_or(p.kind IN ({_INTAKE})) AND bool_or(p.kind = {_REGISTER})
    AND NOT bool_or(p.kind = {_SELL} AND p.peer_site_id IS NULL))
  OR bool_or(p.id < p.highest)
  OR bool_or(p.ended AND p.kind NOT IN ({_ENDS}))
  OR bool_or(p.kind = {_RECEIVE} AND p.before_site <> p.site_id AND p.before_kind NOT IN ({_SENT}))
  OR bool_or(p.kind = {_RECEIVE} AND p.site_id = ANY(p.left_sites))
  OR bool_or(p.kind IN ({_ROAD})
    AND coalesce(p.after_at, :now) - p.happened_at > make_interval(days => :road_days))
  OR (bool_or(p.kind IN ({_COMES})) AND coalesce(max(p.happened_at) FILTER (WHERE
        p.kind IN ({_ROAD}, {_ENDS}, {_PACK}) AND p.after_at IS NULL), :now)
      - min(p.happened_at) FILTER (WHERE p.kind IN ({_COMES})) > make_interval(days => :stay_days))
  OR bool_or(p.site_id <> p.before_site AND extract(epoch FROM p.happened_at - p.before_at) / 3600
    * :speed * 0.9 < 111.2 * sqrt((h.latitude - f.latitude) ^ 2
      + ((h.longitude - f.longitude) * cos(radians(h.latitude))) ^ 2))
)"""
)
#: Their whole lives, one row for each step.
LIVES = text(
    f"""\
WITH wanted AS (SELECT unnest(CAST(:units AS bigint[])) AS unit_id),
{_STEPS.format(units="wanted")}
SELECT s.unit_id, {_CODE.format("s.unit_id")} AS code,
  (SELECT u.kind FROM unit u WHERE u.id = s.unit_id) = {_BOX} AS container,
  s.id, s.kind, s.happened_at, s.site_id, s.peer_site_id
FROM step s ORDER BY s.unit_id, s.id"""
)
SITES = text("SELECT id, code, organisation_id, roles, capacity_g, longitude, latitude FROM site")
_TREATED = f"""\
SELECT e.id, e.kind, e.happened_at, e.site_id,
  CAST(coalesce(array_agg(m.unit_id) FILTER (WHERE m.part = {Part.INPUT}), '{{{{}}}}') AS bigint[])
    AS inputs,
  CAST(coalesce(array_agg(m.unit_id) FILTER (WHERE m.part = {Part.OUTPUT}), '{{{{}}}}') AS bigint[])
    AS outputs,
  CAST(sum(m.mass_g) FILTER (WHERE m.part = {Part.INPUT}) AS bigint) AS in_g,
  CAST(coalesce(sum(m.mass_g::numeric * u.lead_share / 1000000)
    FILTER (WHERE m.part = {Part.OUTPUT} AND u.material IN ({_LEAD})), 0) AS bigint) AS lead_g,
  coalesce(array_agg({_CODE.format("u.id")}) FILTER (WHERE m.part = {Part.OUTPUT}
    AND ({{named}})), '{{{{}}}}') AS codes
FROM event e JOIN event_unit m ON m.event_id = e.id AND m.part <> {Part.TOUCHED}
JOIN unit u ON u.id = m.unit_id {{only}}
WHERE e.id >= :a AND e.id < :b AND e.kind IN ({_kinds(K.DISMANTLE, K.SMELT)}) AND {_STANDS}
GROUP BY e.id, e.kind, e.happened_at, e.site_id ORDER BY e.id"""
#: Treatments of the window; ``codes`` are the lots of grid and paste.
TREATMENTS = text(_TREATED.format(named=f"u.material IN ({_LEAD})", only=""))
#: All treatments with nothing but lots of material: a small graph, however many batteries.
LOTS = text(_TREATED.format(named="true", only=f"AND u.kind = {_MATERIAL}"))
#: Loads weighed at a gate. A box weighs what a scale said before, else what was in it.
WEIGHED = text(
    f"""\
SELECT e.id, e.happened_at, e.site_id, e.mass_g AS seen_g,
  array_agg({_CODE.format("u.id")} ORDER BY u.id) AS codes,
  CASE WHEN count(*) = count(b.mass_g) THEN CAST(sum(b.mass_g) AS bigint) END AS booked_g
FROM event e CROSS JOIN LATERAL unnest(e.units) AS l(unit_id)
JOIN unit u ON u.id = l.unit_id
CROSS JOIN LATERAL (
  SELECT CASE WHEN u.kind <> {_BOX} THEN u.mass_g ELSE coalesce(
    (SELECT w.mass_g FROM event_unit m JOIN event w ON w.id = m.event_id
      WHERE m.unit_id = u.id AND m.event_id < e.id AND w.kind = {_kinds(K.WEIGH)}
        AND w.mass_g IS NOT NULL AND cardinality(w.units) = 1 ORDER BY w.id DESC LIMIT 1),
    (SELECT CAST(sum(c.mass_g) AS bigint) FROM containment k JOIN unit c ON c.id = k.child_id
      WHERE k.parent_id = u.id AND k.from_event < e.id
        AND (k.to_event IS NULL OR k.to_event > e.id))) END AS mass_g
) b
WHERE e.id >= :a AND e.id < :b AND e.kind = {_RECEIVE} AND e.mass_g IS NOT NULL AND {_STANDS}
GROUP BY e.id, e.happened_at, e.site_id, e.mass_g ORDER BY e.id"""
)
_EVENT_CODES = f"""\
SELECT e.id, e.happened_at, e.site_id,
  ARRAY(SELECT {_CODE.format("l.unit_id")} FROM unnest(e.units) AS l(unit_id)) AS codes
FROM event e
WHERE e.id >= :a AND e.id < :b AND {_STANDS} AND """
#: Collections of many at once.
INTAKES = text(
    _EVENT_CODES + f"e.kind IN ({_INTAKE}) AND cardinality(e.units) >= :pieces ORDER BY e.id"
)
#: Events that happened long before they were recorded: an id begins with the moment of recording.
LATE = text(
    _EVENT_CODES
    + f"e.kind NOT IN ({_ABOUT}) AND timestamptz '2015-01-01 00:00:00+00'"
    + " + (e.id >> 22) * interval '1 millisecond' - e.happened_at > make_interval(days => :days)"
    + " ORDER BY e.id"
)
#: Units that were packed in the window while they were in another box, with all their boxes.
STAYS = text(
    f"""\
WITH twice AS (
  SELECT DISTINCT k.child_id FROM containment k JOIN containment o ON o.child_id = k.child_id
    AND o.from_event < k.from_event AND (o.to_event IS NULL OR o.to_event > k.from_event)
  WHERE k.from_event >= :a AND k.from_event < :b
)
SELECT {_CODE.format("k.child_id")} AS code, {_CODE.format("k.parent_id")} AS box,
  k.from_event, k.to_event, e.happened_at, e.site_id
FROM twice t JOIN containment k ON k.child_id = t.child_id
JOIN event e ON e.id = k.from_event
WHERE {_STANDS} ORDER BY k.child_id, k.from_event"""
)
#: Codes that the books refused because their unit is no more, or lies in a box.
REFUSED = text(
    f"""\
WITH refused AS (
  SELECT r.client_id, f.key AS code FROM receipt r
  CROSS JOIN LATERAL jsonb_each(r.answer -> 'refused') AS f
  WHERE jsonb_typeof(r.answer -> 'refused') = 'object'
    AND f.value ->> 0 IN ('inside_container', 'wrong_state')
), held AS (
  SELECT r.client_id, r.code, u.id, u.container_id, b.id AS box_id,
    coalesce(b.state, u.state) IN ({_ENDED}) AS consumed
  FROM refused r JOIN unit_code c ON c.value = r.code JOIN unit u ON u.id = c.unit_id
  LEFT JOIN unit b ON b.id = u.container_id
)
SELECT h.client_id, h.code, {_CODE.format("h.box_id")} AS box, h.consumed, e.id, e.happened_at,
  e.site_id
FROM held h CROSS JOIN LATERAL (
  SELECT x.id, x.happened_at, x.site_id FROM (
    SELECT m.event_id FROM event_unit m
      WHERE m.unit_id = coalesce(h.box_id, h.id) AND h.consumed AND m.part = {Part.INPUT}
    UNION ALL SELECT k.from_event FROM containment k
      WHERE NOT h.consumed AND k.child_id = h.id AND k.parent_id = h.box_id
        AND k.to_event IS NULL) n
  JOIN event x ON x.id = n.event_id ORDER BY x.id DESC LIMIT 1
) e
WHERE h.consumed OR h.box_id IS NOT NULL ORDER BY h.code, h.client_id"""
)
#: What came to the sites of keepers and shops, and what left them, by the sums of months.
SITE_MASSES = text(
    f"""\
SELECT r.site_id, CAST(coalesce(sum(r.mass_g) FILTER (WHERE r.kind IN ({_INTAKE},
    {_kinds(K.RECEIVE, K.FIND)})), 0) AS bigint) AS in_g,
  CAST(coalesce(sum(r.mass_g) FILTER (WHERE r.kind = {_kinds(K.LOAD)}), 0) AS bigint) AS out_g,
  min(r.month) FILTER (WHERE r.kind IN ({_INTAKE}, {_kinds(K.RECEIVE, K.FIND)})) AS first_in
FROM monthly_rollup r WHERE r.month < :until AND r.part = {Part.TOUCHED}
GROUP BY r.site_id ORDER BY r.site_id"""
)
#: Cohorts by maker, district of the sale and year, with how many came back.
COHORTS = text(
    f"""\
WITH life AS (
  SELECT m.unit_id,
    min(e.organisation_id) FILTER (WHERE e.kind = {_REGISTER}) AS maker,
    min(e.site_id) FILTER (WHERE e.kind = {_SELL} AND e.peer_site_id IS NULL) AS shop,
    min(e.happened_at) FILTER (WHERE e.kind = {_SELL} AND e.peer_site_id IS NULL) AS sold_at,
    bool_or(e.kind IN ({_INTAKE})) AS back
  FROM event e JOIN event_unit m ON m.event_id = e.id
  WHERE e.id < :z AND e.kind IN ({_REGISTER}, {_SELL}, {_INTAKE}) AND {_STANDS}
  GROUP BY m.unit_id
)
SELECT o.code AS maker, coalesce(t.category, '') AS kind, left(s.division, 4) AS district,
  CAST(extract(year FROM l.sold_at AT TIME ZONE 'Asia/Shanghai') AS integer) AS year,
  count(*) AS sold, count(*) FILTER (WHERE l.back) AS back
FROM life l JOIN site s ON s.id = l.shop JOIN organisation o ON o.id = l.maker
JOIN unit u ON u.id = l.unit_id LEFT JOIN battery_model t ON t.id = u.model_id
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
)
#: Papers that claim a mass: weighing notes on manifests, and own networks of producers. Only those
#: of which a holder has more than one.
CLAIMS = text(
    """\
SELECT * FROM (
  SELECT c.*, count(*) OVER (PARTITION BY c.certificate, c.holder) AS papers FROM (
    SELECT r.accepted_ticket AS certificate, m.receiver_id AS holder, m.number AS paper,
      r.accepted_g AS mass_g, CAST(m.recorded_at AS date) AS first, CAST(NULL AS date) AS last,
      m.receiver_site AS site_id
    FROM manifest_row r JOIN manifest m ON m.id = r.manifest_id
    WHERE r.accepted_ticket IS NOT NULL AND NOT r.withdrawn AND m.copy_of IS NULL
    UNION ALL
    SELECT o.code, a.collector_id, p.code, NULL, a.valid_from,
      coalesce(a.valid_until, '9999-12-31'), NULL
    FROM take_back_agreement a JOIN organisation o ON o.id = a.collector_id
    JOIN organisation p ON p.id = a.organisation_id WHERE a.route = 'own'
  ) c
) d WHERE d.papers > 1 ORDER BY d.certificate, d.first, d.paper"""
)
