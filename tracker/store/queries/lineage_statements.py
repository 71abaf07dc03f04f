"""The statements that trace a unit, each described in one line.

They carry the driver's own placeholders and go past the toolkit's row objects, because a trace is
many small questions. Voided events are left out of all of them. Of two events at the same moment
the one recorded first, with the smaller id, comes first. The same statements, as plain SQL, are
the yardstick of the benchmarks: ``benchmarks/baselines/trace.sql``.
"""

from __future__ import annotations

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.store.codes import SCAN_KIND, UNIT_KIND, Part

_BATTERY = UNIT_KIND.number[UnitKind.BATTERY]
_UNCODED = UNIT_KIND.number[UnitKind.UNCODED_LOT]
_COLLECT = SCAN_KIND.number[ScanKind.COLLECT]
_TAKE_BACK = SCAN_KIND.number[ScanKind.TAKE_BACK]

_IDS = "CAST(%(ids)s AS bigint[])"
_CODE = "(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = {})"
_VALID = "NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = {})"

#: A unit by one of its codes, with all of them.
UNIT = """\
SELECT u.id, u.kind, u.state, u.site_id, u.mass_g, u.pieces, u.damaged, u.battery_class,
  u.material, u.lead_share,
  ARRAY(SELECT k.value FROM unit_code k WHERE k.unit_id = u.id ORDER BY k.value)
FROM unit_code c JOIN unit u ON u.id = c.unit_id
WHERE c.value = %(code)s"""

#: Sites with the organisations they belong to.
SITES = f"""\
SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, s.organisation_id,
  o.code, o.name, o.name_en
FROM site s JOIN organisation o ON o.id = s.organisation_id
WHERE s.id = ANY({_IDS})"""

#: The boxes that units were in, with the packing and the unpacking.
STAYS = f"""\
SELECT k.child_id, k.parent_id, {_CODE.format("k.parent_id")}, b.state, b.site_id,
  f.happened_at, f.id, t.happened_at, t.id,
  EXISTS (SELECT FROM containment o WHERE o.child_id = k.parent_id)
FROM containment k
JOIN event f ON f.id = k.from_event
JOIN unit b ON b.id = k.parent_id
LEFT JOIN event t ON t.id = k.to_event AND t.happened_at <= %(as_of)s
WHERE k.child_id = ANY({_IDS}) AND f.happened_at <= %(as_of)s AND {_VALID.format("f.id")}
ORDER BY f.happened_at, f.id"""

#: The events of units in windows of time: with a row of their own, or as a crossing into or out
#: of a box. Windows and crossings come as arrays; a crossing names the place of its window.
LIVED = f"""\
WITH win AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(units)s AS bigint[]),
    CAST(%(since_at)s AS timestamptz[]), CAST(%(since_id)s AS bigint[]),
    CAST(%(until_at)s AS timestamptz[]), CAST(%(until_id)s AS bigint[]))
  WITH ORDINALITY AS w(unit_id, since_at, since_id, until_at, until_id, place)
), lived AS (
  SELECT w.place, m.part, m.mass_g, m.event_id
  FROM win w JOIN event_unit m ON m.unit_id = w.unit_id
  UNION ALL
  SELECT x.place, {Part.TOUCHED}, NULL, x.event_id
  FROM unnest(CAST(%(places)s AS bigint[]), CAST(%(events)s AS bigint[])) AS x(place, event_id)
)
SELECT l.place - 1, l.part, l.mass_g, e.id, e.kind, e.happened_at, e.site_id, e.organisation_id,
  o.code, e.peer_site_id, e.container_id, e.category, e.mass_g, e.pieces, e.payload
FROM lived l
JOIN win w ON w.place = l.place
JOIN event e ON e.id = l.event_id
JOIN organisation o ON o.id = e.organisation_id
WHERE (e.happened_at, e.id) >= (w.since_at, w.since_id)
  AND (e.happened_at, e.id) < (w.until_at, w.until_id)
  AND {_VALID.format("e.id")}
ORDER BY e.happened_at, e.id, l.place"""

_TREATED = """\
SELECT m.unit_id, m.mass_g, e.id, e.kind, e.happened_at, e.site_id, e.organisation_id,
  e.peer_site_id
FROM event_unit m JOIN event e ON e.id = m.event_id
WHERE m.unit_id = ANY({ids}) AND m.part = {part} AND e.happened_at <= %(as_of)s AND {valid}
ORDER BY e.happened_at, e.id, m.unit_id"""

#: The treatments that lots came out of.
MADE_BY = _TREATED.format(ids=_IDS, part=Part.OUTPUT, valid=_VALID.format("e.id"))

#: The treatments that units went into.
CONSUMED_BY = _TREATED.format(ids=_IDS, part=Part.INPUT, valid=_VALID.format("e.id"))

#: What went into treatments: lots and boxes one by one, the batteries of each treatment together.
INPUTS = f"""\
SELECT g.event_id, g.unit_id, g.number, g.mass_g, g.unweighed, g.kind, g.material,
  {_CODE.format("g.unit_id")}
FROM (
  SELECT m.event_id, CASE WHEN u.kind = {_BATTERY} THEN NULL ELSE m.unit_id END AS unit_id,
    count(*) AS number, CAST(sum(m.mass_g) AS bigint) AS mass_g,
    count(*) - count(m.mass_g) AS unweighed, min(u.kind) AS kind, min(u.material) AS material
  FROM event_unit m JOIN unit u ON u.id = m.unit_id
  WHERE m.event_id = ANY({_IDS}) AND m.part = {Part.INPUT}
  GROUP BY 1, 2
) g
ORDER BY 1, 2"""

#: What came out of treatments, with the mass of all that went in.
OUTPUTS = f"""\
SELECT t.event_id, i.mass_g, m.unit_id, m.mass_g, u.material, {_CODE.format("m.unit_id")}
FROM unnest({_IDS}) AS t(event_id)
CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) = count(n.mass_g) THEN CAST(sum(n.mass_g) AS bigint) END AS mass_g
  FROM event_unit n WHERE n.event_id = t.event_id AND n.part = {Part.INPUT}
) i
LEFT JOIN event_unit m ON m.event_id = t.event_id AND m.part = {Part.OUTPUT}
LEFT JOIN unit u ON u.id = m.unit_id
ORDER BY t.event_id, m.unit_id"""

# What was inside boxes at a moment. The packings are looked at once for all they packed: a box of
# forty batteries is one packing, and one that was used a hundred times is a hundred.
_INSIDE = f"""\
WITH box AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(boxes)s AS bigint[]),
    CAST(%(at)s AS timestamptz[]), CAST(%(at_id)s AS bigint[]),
    CAST(%(known)s AS timestamptz[]), CAST(%(known_id)s AS bigint[]))
  WITH ORDINALITY AS b(box_id, at, at_id, known, known_id, place)
), held AS MATERIALIZED (
  SELECT b.place, k.child_id, k.from_event, coalesce(k.to_event, 0) AS to_event
  FROM box b JOIN containment k ON k.parent_id = b.box_id
), stretch AS MATERIALIZED (
  SELECT d.place, d.from_event, d.to_event
  FROM (SELECT DISTINCT place, from_event, to_event FROM held) d
  JOIN box b ON b.place = d.place
  JOIN event f ON f.id = d.from_event
  LEFT JOIN event t ON t.id = d.to_event
  WHERE (f.happened_at, f.id) <= (b.known, b.known_id)
    AND (f.happened_at, f.id) <= (b.at, b.at_id)
    AND (t.id IS NULL OR (t.happened_at, t.id) > (b.at, b.at_id))
    AND {_VALID.format("f.id")}
), inside AS (
  SELECT h.place, h.child_id
  FROM stretch s
  JOIN held h ON h.place = s.place AND h.from_event = s.from_event AND h.to_event = s.to_event
)"""

#: What was directly inside boxes at a moment: boxes and lots one by one, batteries together.
CONTENTS = f"""\
{_INSIDE}
SELECT g.place - 1, g.unit_id, g.number, g.mass_g, g.unweighed, g.kind, g.material,
  {_CODE.format("g.unit_id")}
FROM (
  SELECT i.place, CASE WHEN u.kind = {_BATTERY} THEN NULL ELSE i.child_id END AS unit_id,
    count(*) AS number, CAST(sum(u.mass_g) AS bigint) AS mass_g,
    count(*) - count(u.mass_g) AS unweighed, min(u.kind) AS kind, min(u.material) AS material
  FROM inside i JOIN unit u ON u.id = i.child_id
  GROUP BY 1, 2
) g
ORDER BY 1, 2"""

# The single units of leaves: what was in a box, or went loose into a treatment (no box).
_SINGLE = f"""\
{_INSIDE}, leaf AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(loose)s AS bigint[])) WITH ORDINALITY AS l(event_id, place)
), single AS (
  SELECT i.place, i.child_id AS unit_id, u.kind, u.mass_g
  FROM inside i JOIN unit u ON u.id = i.child_id
  UNION ALL
  SELECT l.place, m.unit_id, u.kind, m.mass_g
  FROM leaf l
  JOIN event_unit m ON m.event_id = l.event_id AND m.part = {Part.INPUT}
  JOIN unit u ON u.id = m.unit_id
)"""

#: One page of the batteries of leaves.
BATTERIES = f"""\
{_SINGLE}
SELECT p.place - 1, p.unit_id, p.mass_g, {_CODE.format("p.unit_id")}
FROM (
  SELECT place, unit_id, mass_g FROM single
  WHERE kind = {_BATTERY} AND (place > 1 OR unit_id > %(after)s)
  ORDER BY place, unit_id LIMIT %(limit)s
) p
ORDER BY p.place, p.unit_id"""

#: Which site first collected the batteries of leaves, coded or not.
ORIGINS = f"""\
{_SINGLE}
SELECT s.place - 1, first.site_id, count(*), CAST(sum(s.mass_g) AS bigint),
  count(*) - count(s.mass_g)
FROM single s
LEFT JOIN LATERAL (
  SELECT e.site_id
  FROM event_unit m JOIN event e ON e.id = m.event_id
  WHERE m.unit_id = s.unit_id AND m.part = {Part.TOUCHED}
    AND e.kind IN ({_TAKE_BACK}, {_COLLECT}) AND e.happened_at <= %(as_of)s
    AND {_VALID.format("e.id")}
  ORDER BY e.happened_at, e.id LIMIT 1
) first ON true
WHERE s.kind IN ({_BATTERY}, {_UNCODED})
GROUP BY 1, 2
ORDER BY 1, 2"""

#: Who recorded events with units, and where.
ACTED = f"""\
SELECT DISTINCT m.unit_id, e.organisation_id, e.site_id, e.peer_site_id
FROM event_unit m JOIN event e ON e.id = m.event_id
WHERE m.unit_id = ANY({_IDS}) AND e.happened_at <= %(as_of)s AND {_VALID.format("e.id")}"""
