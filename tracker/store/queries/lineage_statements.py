"""The statements that trace a unit, each described in one line.

The events are partitioned by month: they are only ever asked for by a list of ids that stands in
the statement when it is planned, so that the planner opens no other months than these. Joined to
the ids in one statement, it would open all of them, for milliseconds. The placeholders are the
driver's own. The same statements are the yardstick of the benchmarks
(``benchmarks/baselines/trace.sql``).
"""

from __future__ import annotations

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.store.codes import SCAN_KIND, UNIT_KIND, Part

_BATTERY = UNIT_KIND.number[UnitKind.BATTERY]
_UNCODED = UNIT_KIND.number[UnitKind.UNCODED_LOT]
_COLLECT = SCAN_KIND.number[ScanKind.COLLECT]
_TAKE_BACK = SCAN_KIND.number[ScanKind.TAKE_BACK]
_UNPACK = SCAN_KIND.number[ScanKind.UNPACK]

_IDS = "CAST(%(ids)s AS bigint[])"
_CODE = "(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = {})"

#: A unit by one of its codes, with all of them.
UNIT = """\
SELECT u.id, u.kind, u.state, u.site_id, u.mass_g, u.pieces, u.damaged, u.battery_class,
  u.material, u.lead_share,
  ARRAY(SELECT k.value FROM unit_code k WHERE k.unit_id = u.id ORDER BY k.value)
FROM unit_code c JOIN unit u ON u.id = c.unit_id
WHERE c.value = %(code)s"""

#: The boxes that units were in, from which event to which.
STAYS = f"""\
SELECT k.child_id, k.parent_id, k.from_event, k.to_event,
  {_CODE.format("k.parent_id")},
  b.state, b.site_id, EXISTS (SELECT FROM containment o WHERE o.child_id = k.parent_id)
FROM containment k JOIN unit b ON b.id = k.parent_id
WHERE k.child_id = ANY({_IDS})
ORDER BY k.from_event"""

#: The rows of units in events.
MEMBERS = f"""\
SELECT m.unit_id, m.event_id, m.part, m.mass_g
FROM event_unit m WHERE m.unit_id = ANY({_IDS})"""

#: Events with all that is told about them; of a voided unpacking what it had taken out.
EVENTS = f"""\
SELECT e.id, e.kind, e.happened_at, e.site_id, e.organisation_id, o.code, e.peer_site_id,
  e.container_id, e.category, e.mass_g, e.pieces, e.payload,
  (SELECT v.by_event FROM voided_event v WHERE v.event_id = e.id),
  ARRAY(SELECT k.by_event FROM corrected_event k WHERE k.event_id = e.id),
  CASE WHEN e.kind = {_UNPACK}
    AND EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id) THEN e.units END
FROM event e JOIN organisation o ON o.id = e.organisation_id
WHERE e.id = ANY({_IDS})"""

#: When events happened.
MOMENTS = f"""\
SELECT e.id, e.happened_at, EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)
FROM event e WHERE e.id = ANY({_IDS})"""

#: Sites with the organisations they belong to.
SITES = f"""\
SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, s.organisation_id,
  o.code, o.name, o.name_en
FROM site s JOIN organisation o ON o.id = s.organisation_id
WHERE s.id = ANY({_IDS})"""

#: What went into treatments: a row for all together, and one for each lot and box among them.
INPUTS = f"""\
SELECT m.event_id, NULL, count(*), CASE WHEN count(*) = count(m.mass_g)
  THEN CAST(sum(m.mass_g) AS bigint) END, NULL, NULL, NULL
FROM event_unit m
WHERE m.event_id = ANY({_IDS}) AND m.part = {Part.INPUT}
GROUP BY m.event_id
UNION ALL
SELECT m.event_id, u.id, 1, m.mass_g, u.kind, u.material,
  {_CODE.format("u.id")}
FROM event_unit m JOIN unit u ON u.id = m.unit_id AND u.kind <> {_BATTERY}
WHERE m.event_id = ANY({_IDS}) AND m.part = {Part.INPUT}"""

#: What came out of treatments, with the mass of all that went in.
OUTPUTS = f"""\
SELECT t.event_id, i.mass_g, m.unit_id, m.mass_g, u.material,
  {_CODE.format("m.unit_id")}
FROM unnest({_IDS}) AS t(event_id)
CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) = count(n.mass_g) THEN CAST(sum(n.mass_g) AS bigint) END AS mass_g
  FROM event_unit n WHERE n.event_id = t.event_id AND n.part = {Part.INPUT}
) i
LEFT JOIN event_unit m ON m.event_id = t.event_id AND m.part = {Part.OUTPUT}
LEFT JOIN unit u ON u.id = m.unit_id
ORDER BY t.event_id, m.unit_id"""

#: What boxes ever held: a row for each filling, and one for each lot and box among it.
HELD = f"""\
SELECT k.parent_id, k.from_event, k.to_event, NULL, count(*), NULL, NULL, NULL, NULL
FROM containment k
WHERE k.parent_id = ANY({_IDS})
GROUP BY k.parent_id, k.from_event, k.to_event
UNION ALL
SELECT k.parent_id, k.from_event, k.to_event, u.id, 1, u.mass_g, u.kind, u.material,
  {_CODE.format("u.id")}
FROM containment k JOIN unit u ON u.id = k.child_id AND u.kind <> {_BATTERY}
WHERE k.parent_id = ANY({_IDS})"""

_FILLINGS = """\
WITH filling AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(places)s AS bigint[]), CAST(%(boxes)s AS bigint[]),
    CAST(%(packed)s AS bigint[]), CAST(%(unpacked)s AS bigint[]))
    AS f(place, box_id, packed, unpacked)
)"""

# A packing belongs to one box, which the planner does not know: said plainly, it would expect one
# row for the twenty thousand of a batch, and go through them with loops.
_OF_FILLINGS = """\
FROM filling f
  JOIN containment k ON k.parent_id = f.box_id AND CASE WHEN k.from_event = f.packed
    AND coalesce(k.to_event, 0) = coalesce(f.unpacked, 0) THEN true ELSE false END
  JOIN unit u ON u.id = k.child_id"""

#: The masses of the contents of boxes, each some fillings.
WEIGHTS = f"""\
{_FILLINGS}
SELECT f.place, CASE WHEN count(*) = count(u.mass_g) THEN CAST(sum(u.mass_g) AS bigint) END
{_OF_FILLINGS}
GROUP BY f.place"""

# The single units of leaves, a leaf being some fillings of a box, or, loose, a treatment.
_SINGLE = f"""\
{_FILLINGS}, loose AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(loose_places)s AS bigint[]), CAST(%(treatments)s AS bigint[]))
    AS l(place, event_id)
), single AS MATERIALIZED (
  SELECT f.place, k.child_id AS unit_id, u.kind, u.pieces, u.mass_g
  {_OF_FILLINGS}
  UNION ALL
  SELECT l.place, m.unit_id, u.kind, u.pieces, m.mass_g
  FROM loose l
  JOIN event_unit m ON m.event_id = l.event_id AND m.part = {Part.INPUT}
  JOIN unit u ON u.id = m.unit_id
), whole AS (
  SELECT place,
    CASE WHEN count(*) = count(mass_g) THEN CAST(sum(mass_g) AS bigint) END AS mass_g
  FROM single GROUP BY place
)"""

#: One page of the batteries of leaves.
BATTERIES = f"""\
{_SINGLE}
SELECT p.place, p.unit_id, p.mass_g,
  {_CODE.format("p.unit_id")}, w.mass_g
FROM (
  SELECT place, unit_id, mass_g FROM single
  WHERE kind = {_BATTERY} AND (place > 0 OR unit_id > %(after)s)
  ORDER BY place, unit_id LIMIT %(limit)s
) p
JOIN whole w ON w.place = p.place
ORDER BY p.place, p.unit_id"""

#: Which site first collected the batteries of leaves, coded or not. Many came back with one event,
#: so each event is looked up once, by id: OFFSET 0 keeps the planner from reading all months.
ORIGINS = f"""\
{_SINGLE}, touched AS MATERIALIZED (
  SELECT s.unit_id, m.event_id
  FROM single s JOIN event_unit m ON m.unit_id = s.unit_id
  WHERE s.kind IN ({_BATTERY}, {_UNCODED})
), came AS MATERIALIZED (
  SELECT e.id, e.happened_at, e.site_id
  FROM (SELECT DISTINCT event_id FROM touched) t
  CROSS JOIN LATERAL (
    SELECT e.id, e.happened_at, e.site_id FROM event e
    WHERE e.id = t.event_id
      AND e.kind IN ({_TAKE_BACK}, {_COLLECT}) AND e.happened_at <= %(as_of)s
      AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)
    OFFSET 0
  ) e
), first AS (
  SELECT DISTINCT ON (t.unit_id) t.unit_id, c.site_id
  FROM touched t JOIN came c ON c.id = t.event_id
  ORDER BY t.unit_id, c.happened_at, c.id
), origin AS (
  SELECT s.place, f.site_id, sum(s.pieces) AS pieces, CAST(sum(s.mass_g) AS bigint) AS mass_g,
    coalesce(sum(s.pieces) FILTER (WHERE s.mass_g IS NULL), 0) AS unweighed
  FROM single s LEFT JOIN first f ON f.unit_id = s.unit_id
  WHERE s.kind IN ({_BATTERY}, {_UNCODED})
  GROUP BY s.place, f.site_id
)
SELECT o.place, o.site_id, o.pieces, o.mass_g, o.unweighed, w.mass_g
FROM origin o JOIN whole w ON w.place = o.place
ORDER BY o.place, o.site_id"""
