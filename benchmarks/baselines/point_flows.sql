-- From a collection point to recyclers, battery by battery, as a table of single scans would answer
-- it: six scans of each battery have a row each (made, sold, collected, sent, brought, received).
-- The statement "flows" is measured; the others build and drop what it asks.

-- name: schema
CREATE SCHEMA scratch;

-- name: scans
CREATE TABLE scratch.scan AS
SELECT m.unit_id AS battery, e.id AS event, e.happened_at, e.site_id, e.organisation_id, u.mass_g,
       e.kind
FROM event e CROSS JOIN LATERAL unnest(e.units) AS m(unit_id) JOIN unit u ON u.id = m.unit_id
WHERE e.kind = ANY(%(own)s::smallint[])
UNION ALL
SELECT k.child_id, e.id, e.happened_at, e.site_id, e.organisation_id, u.mass_g, e.kind
FROM event e CROSS JOIN LATERAL unnest(e.units) AS m(unit_id)
JOIN containment k ON k.parent_id = m.unit_id JOIN unit u ON u.id = k.child_id
WHERE e.kind = ANY(%(boxed)s::smallint[]);

-- name: by_battery
CREATE INDEX ON scratch.scan (battery, happened_at);

-- name: by_site
CREATE INDEX ON scratch.scan (site_id, kind);

-- name: analyse
ANALYZE scratch.scan;

-- name: flows
-- What one point collected, by month and by the site that received it.
SELECT date_trunc('month', c.happened_at), r.site_id, count(*), sum(r.mass_g)
FROM scratch.scan c
LEFT JOIN scratch.scan r ON r.battery = c.battery AND r.kind = %(receive)s
  AND r.happened_at >= c.happened_at
WHERE c.site_id = %(site)s AND c.kind = %(collect)s
GROUP BY 1, 2;

-- name: drop
DROP SCHEMA scratch CASCADE;
