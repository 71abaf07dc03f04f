"""The statement that finds what recyclers accepted, from whom, and who had collected it.

Receipts are the recyclers' own gates, and what they collect from people directly. A container is
opened by the intervals of containment at the moment of the receipt. A battery counts once, at its
first lawful acceptance: what a lawful recycler passes on to another is marked as moved on. Voided
events are left out; a corrected mass takes the place of the first one. One province, one database,
so the walk into containers may be recursive; beyond one machine the rollups answer instead.
"""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.store.arrays import IDS
from tracker.store.codes import SCAN_KIND, UNIT_KIND

_RECEIVE, _COLLECT, _TAKE_BACK, _DISPATCH, _REJECT, _CORRECT = (
    SCAN_KIND.number[kind]
    for kind in (K.RECEIVE, K.COLLECT, K.TAKE_BACK, K.DISPATCH, K.REJECT, K.CORRECT)
)
#: A recycler's gate takes in what comes in a load, and what people bring.
_GATES = f"{_RECEIVE}, {_COLLECT}, {_TAKE_BACK}"
_CONTAINER = UNIT_KIND.number[UnitKind.CONTAINER]
_VALID = (
    "NOT EXISTS (SELECT FROM voided_event v"
    " WHERE v.event_id = {0}.id AND v.province = {0}.province)"
)
_DAY = "CAST({0}.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date)"
#: Whether an organisation may treat or take waste batteries on the day of an event.
_LICENSED = (
    "EXISTS (SELECT FROM licence l WHERE l.organisation_id = {1} AND l.valid_from <= {2}"
    " AND (l.valid_until IS NULL OR l.valid_until >= {2})"
    " AND l.waste_codes && CAST(:wastes AS text[]) AND l.scope && CAST(:scopes AS text[]))"
)


def _licensed(event: str, organisation: str) -> str:
    return _LICENSED.format(event, organisation, _DAY.format(event))


def _corrected(event: str) -> str:
    """The mass of an event as it was corrected last, else as it was told."""
    return (
        "coalesce((SELECT c.mass_g FROM corrected_event x JOIN event c ON c.id = x.by_event"
        f" AND c.province = :province WHERE x.event_id = {event}.id AND x.province = :province"
        f" AND c.kind = {_CORRECT} AND c.mass_g IS NOT NULL ORDER BY c.id DESC LIMIT 1),"
        f" {event}.mass_g)"
    )


_PARCELS = f"""\
WITH RECURSIVE receipt AS MATERIALIZED (
  SELECT e.id, e.happened_at, e.units, s.code AS site, s.organisation_id AS recycler,
    o.code AS recycler_code, {_corrected("e")} AS mass_g,
    {_licensed("e", "s.organisation_id")} AS licensed
  FROM event e JOIN site s ON s.id = e.site_id JOIN organisation o ON o.id = s.organisation_id
  WHERE e.kind IN ({_GATES}) AND e.province = :province{{which}}
    AND e.id >= :first_id AND e.happened_at >= :start AND e.happened_at < :end
    AND '{Role.RECYCLER.value}' = ANY(s.roles) AND {_VALID.format("e")}
), arrived AS MATERIALIZED (
  SELECT r.id AS receipt, r.happened_at, t.unit_id
  FROM receipt r CROSS JOIN LATERAL unnest(r.units) AS t(unit_id)
), moved AS (
  SELECT DISTINCT ON (a.receipt, a.unit_id) a.receipt, a.unit_id, e.id, e.kind
  FROM arrived a JOIN event_unit m ON m.unit_id = a.unit_id AND m.province = :province
  JOIN event e ON e.id = m.event_id AND e.province = :province
  WHERE e.kind IN ({_DISPATCH}, {_RECEIVE}, {_REJECT}, {_COLLECT}, {_TAKE_BACK})
    AND (e.happened_at, e.id) < (a.happened_at, a.receipt) AND {_VALID.format("e")}
  ORDER BY a.receipt, a.unit_id, e.happened_at DESC, e.id DESC
), top AS MATERIALIZED (
  SELECT a.receipt, a.happened_at, a.unit_id, m.id AS dispatch
  FROM arrived a LEFT JOIN moved m
    ON m.receipt = a.receipt AND m.unit_id = a.unit_id AND m.kind = {_DISPATCH}
), held AS (
  SELECT receipt, happened_at, dispatch, unit_id FROM top
  UNION ALL
  SELECT h.receipt, h.happened_at, h.dispatch, k.child_id
  FROM held h
  JOIN containment k ON k.parent_id = h.unit_id AND k.province = :province
  JOIN event f ON f.id = k.from_event AND f.province = :province
  LEFT JOIN event u ON u.id = k.to_event AND u.province = :province
  WHERE (f.happened_at, f.id) < (h.happened_at, h.receipt)
    AND (u.id IS NULL OR (u.happened_at, u.id) > (h.happened_at, h.receipt))
), sent AS MATERIALIZED (
  SELECT e.id, e.happened_at, o.code AS sender_code, {_corrected("e")} AS mass_g,
    '{Role.RECYCLER.value}' = ANY(s.roles) AND {_licensed("e", "s.organisation_id")} AS moved_on
  FROM event e JOIN site s ON s.id = e.site_id JOIN organisation o ON o.id = s.organisation_id
  WHERE e.id IN (SELECT dispatch FROM top) AND e.province = :province
), leaf AS (
  SELECT h.receipt, h.dispatch, h.unit_id, u.pieces, u.mass_g,
    coalesce(u.mass_g, CAST(avg(u.mass_g) OVER (PARTITION BY h.receipt) AS bigint), u.pieces)
      AS weight_g,
    CAST(u.mass_g AS numeric) * u.lead_share / 1000000 AS lead_g, b.organisation_id AS brand
  FROM held h JOIN unit u ON u.id = h.unit_id AND u.province = :province
  LEFT JOIN battery_model b ON b.id = u.model_id
  WHERE u.kind <> {_CONTAINER}
), whole AS (
  SELECT receipt, sum(weight_g) AS weight_g FROM leaf GROUP BY receipt
), counted AS MATERIALIZED (
  SELECT DISTINCT ON (l.unit_id) l.*, r.happened_at
  FROM leaf l JOIN receipt r ON r.id = l.receipt LEFT JOIN sent d ON d.id = l.dispatch
  ORDER BY l.unit_id, (r.licensed AND NOT coalesce(d.moved_on, false)) DESC, r.happened_at, r.id
), gathered AS (
  SELECT DISTINCT ON (l.unit_id) l.unit_id, s.organisation_id AS collector, e.category
  FROM counted l JOIN event_unit m ON m.unit_id = l.unit_id AND m.province = :province
  JOIN event e ON e.id = m.event_id AND e.province = :province
  JOIN site s ON s.id = e.site_id
  WHERE e.kind IN ({_COLLECT}, {_TAKE_BACK})
    AND (e.happened_at, e.id) <= (l.happened_at, l.receipt) AND {_VALID.format("e")}
  ORDER BY l.unit_id, e.happened_at, e.id
), parcel AS (
  SELECT l.receipt, l.dispatch, g.collector, l.brand, g.category,
    sum(l.weight_g) AS weight_g, coalesce(sum(l.mass_g), 0) AS known_g, sum(l.pieces) AS pieces,
    coalesce(sum(l.pieces) FILTER (WHERE l.mass_g IS NULL), 0) AS unweighed,
    CASE WHEN bool_and(l.lead_g IS NOT NULL) THEN sum(l.lead_g) END AS lead_g
  FROM counted l LEFT JOIN gathered g ON g.unit_id = l.unit_id
  GROUP BY l.receipt, l.dispatch, g.collector, l.brand, g.category
)
SELECT r.id AS receipt, r.happened_at AS received_at, r.recycler, r.recycler_code, r.site,
  r.licensed, coalesce(d.moved_on, false) AS moved_on, r.mass_g AS received_g,
  w.weight_g AS receipt_weight_g, p.dispatch, d.happened_at AS dispatched_at,
  d.mass_g AS dispatched_g, d.sender_code, p.collector, k.code AS collector_code, p.brand,
  p.category, p.weight_g, p.known_g, p.pieces, p.unweighed, p.lead_g
FROM parcel p JOIN receipt r ON r.id = p.receipt JOIN whole w ON w.receipt = p.receipt
LEFT JOIN sent d ON d.id = p.dispatch LEFT JOIN organisation k ON k.id = p.collector
ORDER BY r.happened_at, r.id, p.dispatch, p.collector, p.brand, p.category"""

#: Parcels of receipts that happened from :start to before :end, with ids from :first_id on.
PARCELS = text(_PARCELS.format(which=""))
#: The same of certain receipts; right for those whose dispatches and batteries are all among them.
PARCELS_OF = text(_PARCELS.format(which=f" AND e.id = ANY({IDS.format('receipts')})"))
