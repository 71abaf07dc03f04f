-- Tracing without us: the statements that a trace is made of, one after the other on one
-- connection in one read-only transaction, their rows fetched and thrown away. What the next one
-- asks about comes out of the rows before it; the bare side is given these ids and works nothing
-- out: no windows of time, no shares, no rights, no answer. Arrays come as one text each. A test
-- compares every statement with the one in tracker/store/queries/lineage_statements.py.
--
-- The events are partitioned by month, so they are asked for by ids that stand in the statement
-- when it is planned: only the months of these ids are opened. A single statement that joins them
-- opens all months, and is slower from the second year on.
--
-- The life of a battery:
--   unit(code); stays(the unit); members(the unit and its boxes); events(of members and stays);
--   sites(of the events and of the place it is at).
--   For each further level of boxes in boxes: stays, members, events.
-- Forward from a battery: its life, then
--   held(its box), weights(the filling it was in) if it was consumed inside a box;
--   outputs(the dismantling); then level by level members(the new lots), events(what they went
--   into), outputs(of these), until no lot went into anything.
-- Back from an ingot to batches and the first page of batteries: its life, then level by level
--   inputs(the treatments), members(the new lots), events(what they came out of), until there are
--   no lots; held(the boxes), moments(of their packings and unpackings), once more for boxes in
--   boxes with weights(of what holds them); sites(new ones); batteries(as many boxes as fill a
--   page). With origins, which look at every battery: origins(all boxes), sites(new ones).

-- name: unit
-- A unit by one of its codes, with all of them.
SELECT u.id, u.kind, u.state, u.site_id, u.mass_g, u.pieces, u.damaged, u.battery_class,
  u.material, u.lead_share,
  ARRAY(SELECT k.value FROM unit_code k WHERE k.unit_id = u.id ORDER BY k.value)
FROM unit_code c JOIN unit u ON u.id = c.unit_id
WHERE c.value = %(code)s;

-- name: stays
-- The boxes that units were in, from which event to which.
SELECT k.child_id, k.parent_id, k.from_event, k.to_event,
  (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = k.parent_id),
  b.state, b.site_id, EXISTS (SELECT FROM containment o WHERE o.child_id = k.parent_id)
FROM containment k JOIN unit b ON b.id = k.parent_id
WHERE k.child_id = ANY(CAST(%(ids)s AS bigint[]))
ORDER BY k.from_event;

-- name: members
-- The rows of units in events.
SELECT m.unit_id, m.event_id, m.part, m.mass_g
FROM event_unit m WHERE m.unit_id = ANY(CAST(%(ids)s AS bigint[]));

-- name: events
-- Events with all that is told about them; of a voided unpacking what it had taken out.
SELECT e.id, e.kind, e.happened_at, e.site_id, e.organisation_id, o.code, e.peer_site_id,
  e.container_id, e.category, e.mass_g, e.pieces, e.payload,
  (SELECT v.by_event FROM voided_event v WHERE v.event_id = e.id),
  ARRAY(SELECT k.by_event FROM corrected_event k WHERE k.event_id = e.id),
  CASE WHEN e.kind = 9
    AND EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id) THEN e.units END
FROM event e JOIN organisation o ON o.id = e.organisation_id
WHERE e.id = ANY(CAST(%(ids)s AS bigint[]));

-- name: moments
-- When events happened.
SELECT e.id, e.happened_at, EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)
FROM event e WHERE e.id = ANY(CAST(%(ids)s AS bigint[]));

-- name: sites
-- Sites with the organisations they belong to.
SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, s.organisation_id,
  o.code, o.name, o.name_en
FROM site s JOIN organisation o ON o.id = s.organisation_id
WHERE s.id = ANY(CAST(%(ids)s AS bigint[]));

-- name: inputs
-- What went into treatments: a row for all, and one for each lot and box among them.
SELECT m.event_id, NULL, count(*), CASE WHEN count(*) = count(m.mass_g)
  THEN CAST(sum(m.mass_g) AS bigint) END, NULL, NULL, NULL
FROM event_unit m
WHERE m.event_id = ANY(CAST(%(ids)s AS bigint[])) AND m.part = 1
GROUP BY m.event_id
UNION ALL
SELECT m.event_id, u.id, 1, m.mass_g, u.kind, u.material,
  (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)
FROM event_unit m JOIN unit u ON u.id = m.unit_id AND u.kind <> 1
WHERE m.event_id = ANY(CAST(%(ids)s AS bigint[])) AND m.part = 1;

-- name: outputs
-- What came out of treatments, with the mass of all that went in.
SELECT t.event_id, i.mass_g, m.unit_id, m.mass_g, u.material,
  (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = m.unit_id)
FROM unnest(CAST(%(ids)s AS bigint[])) AS t(event_id)
CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) = count(n.mass_g) THEN CAST(sum(n.mass_g) AS bigint) END AS mass_g
  FROM event_unit n WHERE n.event_id = t.event_id AND n.part = 1
) i
LEFT JOIN event_unit m ON m.event_id = t.event_id AND m.part = 2
LEFT JOIN unit u ON u.id = m.unit_id
ORDER BY t.event_id, m.unit_id;

-- name: held
-- What boxes ever held: a row for each filling, and one for each lot and box among it.
SELECT k.parent_id, k.from_event, k.to_event, NULL, count(*), NULL, NULL, NULL, NULL
FROM containment k
WHERE k.parent_id = ANY(CAST(%(ids)s AS bigint[]))
GROUP BY k.parent_id, k.from_event, k.to_event
UNION ALL
SELECT k.parent_id, k.from_event, k.to_event, u.id, 1, u.mass_g, u.kind, u.material,
  (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)
FROM containment k JOIN unit u ON u.id = k.child_id AND u.kind <> 1
WHERE k.parent_id = ANY(CAST(%(ids)s AS bigint[]));

-- name: weights
-- The masses of the contents of boxes, each some fillings.
WITH filling AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(places)s AS bigint[]), CAST(%(boxes)s AS bigint[]),
    CAST(%(packed)s AS bigint[]), CAST(%(unpacked)s AS bigint[]))
    AS f(place, box_id, packed, unpacked)
)
SELECT f.place, CASE WHEN count(*) = count(u.mass_g) THEN CAST(sum(u.mass_g) AS bigint) END
FROM filling f
  JOIN containment k ON k.parent_id = f.box_id AND CASE WHEN k.from_event = f.packed
    AND coalesce(k.to_event, 0) = coalesce(f.unpacked, 0) THEN true ELSE false END
  JOIN unit u ON u.id = k.child_id
GROUP BY f.place;

-- name: batteries
-- One page of the batteries of boxes and of loose treatments.
WITH filling AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(places)s AS bigint[]), CAST(%(boxes)s AS bigint[]),
    CAST(%(packed)s AS bigint[]), CAST(%(unpacked)s AS bigint[]))
    AS f(place, box_id, packed, unpacked)
), loose AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(loose_places)s AS bigint[]), CAST(%(treatments)s AS bigint[]))
    AS l(place, event_id)
), single AS MATERIALIZED (
  SELECT f.place, k.child_id AS unit_id, u.kind, u.pieces, u.mass_g
  FROM filling f
  JOIN containment k ON k.parent_id = f.box_id AND CASE WHEN k.from_event = f.packed
    AND coalesce(k.to_event, 0) = coalesce(f.unpacked, 0) THEN true ELSE false END
  JOIN unit u ON u.id = k.child_id
  UNION ALL
  SELECT l.place, m.unit_id, u.kind, u.pieces, m.mass_g
  FROM loose l
  JOIN event_unit m ON m.event_id = l.event_id AND m.part = 1
  JOIN unit u ON u.id = m.unit_id
), whole AS (
  SELECT place,
    CASE WHEN count(*) = count(mass_g) THEN CAST(sum(mass_g) AS bigint) END AS mass_g
  FROM single GROUP BY place
)
SELECT p.place, p.unit_id, p.mass_g,
  (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = p.unit_id), w.mass_g
FROM (
  SELECT place, unit_id, mass_g FROM single
  WHERE kind = 1 AND (place > 0 OR unit_id > %(after)s)
  ORDER BY place, unit_id LIMIT %(limit)s
) p
JOIN whole w ON w.place = p.place
ORDER BY p.place, p.unit_id;

-- name: origins
-- Which site first collected the batteries of boxes and of loose treatments.
WITH filling AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(places)s AS bigint[]), CAST(%(boxes)s AS bigint[]),
    CAST(%(packed)s AS bigint[]), CAST(%(unpacked)s AS bigint[]))
    AS f(place, box_id, packed, unpacked)
), loose AS MATERIALIZED (
  SELECT * FROM unnest(CAST(%(loose_places)s AS bigint[]), CAST(%(treatments)s AS bigint[]))
    AS l(place, event_id)
), single AS MATERIALIZED (
  SELECT f.place, k.child_id AS unit_id, u.kind, u.pieces, u.mass_g
  FROM filling f
  JOIN containment k ON k.parent_id = f.box_id AND CASE WHEN k.from_event = f.packed
    AND coalesce(k.to_event, 0) = coalesce(f.unpacked, 0) THEN true ELSE false END
  JOIN unit u ON u.id = k.child_id
  UNION ALL
  SELECT l.place, m.unit_id, u.kind, u.pieces, m.mass_g
  FROM loose l
  JOIN event_unit m ON m.event_id = l.event_id AND m.part = 1
  JOIN unit u ON u.id = m.unit_id
), whole AS (
  SELECT place,
    CASE WHEN count(*) = count(mass_g) THEN CAST(sum(mass_g) AS bigint) END AS mass_g
  FROM single GROUP BY place
), touched AS MATERIALIZED (
  SELECT s.unit_id, m.event_id
  FROM single s JOIN event_unit m ON m.unit_id = s.unit_id
  WHERE s.kind IN (1, 3)
), came AS MATERIALIZED (
  SELECT e.id, e.happened_at, e.site_id
  FROM (SELECT DISTINCT event_id FROM touched) t
  CROSS JOIN LATERAL (
    SELECT e.id, e.happened_at, e.site_id FROM event e
    WHERE e.id = t.event_id
      AND e.kind IN (3, 4) AND e.happened_at <= %(as_of)s
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
  WHERE s.kind IN (1, 3)
  GROUP BY s.place, f.site_id
)
SELECT o.place, o.site_id, o.pieces, o.mass_g, o.unweighed, w.mass_g
FROM origin o JOIN whole w ON w.place = o.place
ORDER BY o.place, o.site_id;
