-- A rate from the rows without us: the statements of its questions, each sent once on one connection
-- in one read-only transaction, their rows fetched and thrown away. All values are known beforehand:
-- nothing is judged, attributed or divided. A test compares every statement with the one that is run.
--
-- CRR-S-1 of a year asks: enterprise; declared; recorded_sales; agreements; producers; parcels of the
-- year and of the two before; plant_lots of the recyclers.
-- The first page behind 'collected' asks: enterprise; declared; next_receipts; parcels of these, which
-- is the statement of a year with `these` where it may say which; agreements; producers. The house
-- asks besides which other receipts these must be judged with, and reads them, too.

-- name: busiest
-- The demonstration enterprise with the largest sales: its credit code.
SELECT o.code FROM demonstration_enterprise d JOIN organisation o ON o.id = d.organisation_id
JOIN sales_declaration s ON s.organisation_id = o.id
GROUP BY o.code ORDER BY sum(s.mass_g) DESC, o.code LIMIT 1

-- name: enterprise
SELECT o.id, o.code, o.name, o.name_en, o.division, o.province,
  EXISTS (SELECT FROM site s WHERE s.organisation_id = o.id
    AND s.roles && CAST(%(makers)s AS text[])) AS produces,
  (SELECT d.kind FROM demonstration_enterprise d WHERE d.organisation_id = o.id
    ORDER BY d.valid_from DESC, d.code LIMIT 1) AS kind
FROM organisation o WHERE o.code = %(code)s

-- name: agreements
SELECT a.code, a.organisation_id AS producer, a.collector_id AS collector, a.route, a.valid_from,
  a.valid_until
FROM take_back_agreement a
WHERE a.collector_id = %(enterprise)s OR a.collector_id IN
  (SELECT b.collector_id FROM take_back_agreement b WHERE b.organisation_id = %(enterprise)s)
ORDER BY a.code

-- name: producers
SELECT DISTINCT s.organisation_id FROM site s WHERE s.roles && CAST(%(makers)s AS text[])
UNION SELECT d.organisation_id FROM sales_declaration d

-- name: declared
SELECT d.id, d.code, d.year, d.battery_class, d.sold_in, d.mass_g, d.pieces, d.evidence
FROM sales_declaration d WHERE d.organisation_id = %(enterprise)s
ORDER BY d.year, d.code

-- name: recorded_sales
SELECT CAST(extract(year FROM e.happened_at AT TIME ZONE 'UTC' + interval '8 hours') AS integer)
    AS year, sum(u.mass_g) AS mass_g
FROM event e JOIN site s ON s.id = e.site_id CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
JOIN unit u ON u.id = t.unit_id AND u.province = %(province)s
WHERE e.kind = 2 AND e.province = %(province)s
  AND s.organisation_id = %(enterprise)s AND u.kind = 1
  AND s.roles && CAST(%(makers)s AS text[])
  AND NOT EXISTS (SELECT FROM voided_event v
    WHERE v.event_id = e.id AND v.province = e.province)
GROUP BY 1 ORDER BY 1

-- name: parcels
WITH RECURSIVE receipt AS MATERIALIZED (
  SELECT e.id, e.happened_at, e.units, s.code AS site, s.organisation_id AS recycler,
    o.code AS recycler_code, coalesce((SELECT c.mass_g FROM corrected_event x JOIN event c ON c.id = x.by_event AND c.province = %(province)s WHERE x.event_id = e.id AND x.province = %(province)s AND c.kind = 24 AND c.mass_g IS NOT NULL ORDER BY c.id DESC LIMIT 1), e.mass_g) AS mass_g,
    EXISTS (SELECT FROM licence l WHERE l.organisation_id = s.organisation_id AND l.valid_from <= CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date) AND (l.valid_until IS NULL OR l.valid_until >= CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date)) AND l.waste_codes && CAST(%(wastes)s AS text[]) AND l.scope && CAST(%(scopes)s AS text[])) AS licensed
  FROM event e JOIN site s ON s.id = e.site_id JOIN organisation o ON o.id = s.organisation_id
  WHERE e.kind IN (14, 4, 3) AND e.province = %(province)s /* which */
    AND e.id >= %(first_id)s AND e.happened_at >= %(start)s AND e.happened_at < %(end)s
    AND 'recycler' = ANY(s.roles) AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)
), arrived AS MATERIALIZED (
  SELECT r.id AS receipt, r.happened_at, t.unit_id
  FROM receipt r CROSS JOIN LATERAL unnest(r.units) AS t(unit_id)
), moved AS (
  SELECT DISTINCT ON (a.receipt, a.unit_id) a.receipt, a.unit_id, e.id, e.kind
  FROM arrived a JOIN event_unit m ON m.unit_id = a.unit_id AND m.province = %(province)s
  JOIN event e ON e.id = m.event_id AND e.province = %(province)s
  WHERE e.kind IN (10, 14, 15, 4, 3)
    AND (e.happened_at, e.id) < (a.happened_at, a.receipt) AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)
  ORDER BY a.receipt, a.unit_id, e.happened_at DESC, e.id DESC
), top AS MATERIALIZED (
  SELECT a.receipt, a.happened_at, a.unit_id, m.id AS dispatch
  FROM arrived a LEFT JOIN moved m
    ON m.receipt = a.receipt AND m.unit_id = a.unit_id AND m.kind = 10
), held AS (
  SELECT receipt, happened_at, dispatch, unit_id FROM top
  UNION ALL
  SELECT h.receipt, h.happened_at, h.dispatch, k.child_id
  FROM held h
  JOIN containment k ON k.parent_id = h.unit_id AND k.province = %(province)s
  JOIN event f ON f.id = k.from_event AND f.province = %(province)s
  LEFT JOIN event u ON u.id = k.to_event AND u.province = %(province)s
  WHERE (f.happened_at, f.id) < (h.happened_at, h.receipt)
    AND (u.id IS NULL OR (u.happened_at, u.id) > (h.happened_at, h.receipt))
), sent AS MATERIALIZED (
  SELECT e.id, e.happened_at, o.code AS sender_code, coalesce((SELECT c.mass_g FROM corrected_event x JOIN event c ON c.id = x.by_event AND c.province = %(province)s WHERE x.event_id = e.id AND x.province = %(province)s AND c.kind = 24 AND c.mass_g IS NOT NULL ORDER BY c.id DESC LIMIT 1), e.mass_g) AS mass_g,
    'recycler' = ANY(s.roles) AND EXISTS (SELECT FROM licence l WHERE l.organisation_id = s.organisation_id AND l.valid_from <= CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date) AND (l.valid_until IS NULL OR l.valid_until >= CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date)) AND l.waste_codes && CAST(%(wastes)s AS text[]) AND l.scope && CAST(%(scopes)s AS text[])) AS moved_on
  FROM event e JOIN site s ON s.id = e.site_id JOIN organisation o ON o.id = s.organisation_id
  WHERE e.id IN (SELECT dispatch FROM top) AND e.province = %(province)s
), leaf AS (
  SELECT h.receipt, h.dispatch, h.unit_id, u.pieces, u.mass_g,
    coalesce(u.mass_g, CAST(avg(u.mass_g) OVER (PARTITION BY h.receipt) AS bigint), u.pieces)
      AS weight_g,
    CAST(u.mass_g AS numeric) * u.lead_share / 1000000 AS lead_g, b.organisation_id AS brand
  FROM held h JOIN unit u ON u.id = h.unit_id AND u.province = %(province)s
  LEFT JOIN battery_model b ON b.id = u.model_id
  WHERE u.kind <> 2
), whole AS (
  SELECT receipt, sum(weight_g) AS weight_g FROM leaf GROUP BY receipt
), counted AS MATERIALIZED (
  SELECT DISTINCT ON (l.unit_id) l.*, r.happened_at
  FROM leaf l JOIN receipt r ON r.id = l.receipt LEFT JOIN sent d ON d.id = l.dispatch
  ORDER BY l.unit_id, (r.licensed AND NOT coalesce(d.moved_on, false)) DESC, r.happened_at, r.id
), gathered AS (
  SELECT DISTINCT ON (l.unit_id) l.unit_id, s.organisation_id AS collector, e.category
  FROM counted l JOIN event_unit m ON m.unit_id = l.unit_id AND m.province = %(province)s
  JOIN event e ON e.id = m.event_id AND e.province = %(province)s
  JOIN site s ON s.id = e.site_id
  WHERE e.kind IN (4, 3)
    AND (e.happened_at, e.id) <= (l.happened_at, l.receipt) AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)
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
ORDER BY r.happened_at, r.id, p.dispatch, p.collector, p.brand, p.category

-- name: plant_lots
WITH made AS MATERIALIZED (
  SELECT e.id, e.kind, e.happened_at, s.organisation_id AS plant, m.unit_id, m.mass_g
  FROM event e JOIN site s ON s.id = e.site_id
  JOIN event_unit m ON m.event_id = e.id AND m.part = 2 AND m.province = %(province)s
  WHERE e.kind IN (18, 19) AND e.province = %(province)s
    AND s.organisation_id = ANY(CAST(CAST(%(plants)s AS text) AS bigint[])) AND e.happened_at < %(end)s
    AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)
), gone AS (
  SELECT DISTINCT ON (n.unit_id) n.unit_id, x.happened_at, x.kind
  FROM made e JOIN event_unit n ON n.unit_id = e.unit_id AND n.province = %(province)s
  JOIN event x ON x.id = n.event_id AND x.province = %(province)s
  WHERE x.id <> e.id AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = x.id AND v.province = x.province)
    AND ((x.kind = 19 AND n.part = 1) OR x.kind IN (2, 20, 22))
  ORDER BY n.unit_id, x.happened_at, x.id
)
SELECT u.id AS unit, (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id) AS code,
  e.plant, e.kind = 19 AS smelted, e.id AS made_by,
  e.happened_at AS made_at, u.material, coalesce(e.mass_g, u.mass_g) AS mass_g, u.lead_share,
  g.happened_at AS gone_at, coalesce(g.kind = 2, false) AS sold
FROM made e JOIN unit u ON u.id = e.unit_id AND u.province = %(province)s
LEFT JOIN gone g ON g.unit_id = u.id
WHERE g.happened_at IS NULL OR g.happened_at >= %(start)s OR e.happened_at >= %(start)s
ORDER BY e.happened_at, e.id, u.id

-- name: next_receipts
SELECT e.id, e.happened_at AS at FROM event e
WHERE e.site_id IN (SELECT s.id FROM site s WHERE 'recycler' = ANY(s.roles)) AND e.kind IN (14, 4, 3) AND e.province = %(province)s AND e.id >= %(first_id)s
  AND e.happened_at >= %(since)s AND e.happened_at < %(end)s AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)
ORDER BY e.happened_at FETCH FIRST %(size)s ROWS WITH TIES

-- name: these
AND e.id = ANY(CAST(CAST(%(receipts)s AS text) AS bigint[]))
