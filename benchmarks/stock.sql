-- What lies in the books before anything is measured, made from who lies where (table "stage").
-- Not a baseline: nothing here is timed.

-- name: tables
CREATE TEMPORARY TABLE stage (
    unit bigint, site bigint, organisation bigint, actor bigint, heap integer, place integer,
    pallet bigint
);
CREATE TEMPORARY TABLE pallet (unit bigint, site bigint, code text);
CREATE TEMPORARY TABLE life (first_id bigint, at timestamptz, kind smallint);

-- name: stage
COPY stage FROM STDIN;

-- name: pallet
COPY pallet FROM STDIN;

-- name: life
COPY life FROM STDIN;

-- name: batteries
INSERT INTO unit (id, since, site_id, container_id, mass_g, pieces, version, province, kind, state,
                  damaged)
SELECT unit, %(since)s, site, pallet, 12000 + unit %% 9000, 1, 3, %(province)s, %(battery)s,
       CASE WHEN pallet IS NULL THEN %(collected)s ELSE %(packed)s END, false
FROM stage
ORDER BY unit;

-- name: pallets
INSERT INTO unit (id, since, site_id, mass_g, pieces, version, province, kind, state, damaged)
SELECT p.unit, %(since)s, p.site, sum(12000 + s.unit %% 9000), 1, 1, %(province)s, %(container)s,
       %(in_storage)s, false
FROM pallet p JOIN stage s ON s.pallet = p.unit
GROUP BY p.unit, p.site;

-- name: codes
INSERT INTO unit_code (unit_id, province, scheme, value)
SELECT unit, %(province)s, %(enterprise)s, '4206QW60' || lpad(unit::text, 16, '0')
FROM stage
ORDER BY unit;

-- name: labels
INSERT INTO unit_code (unit_id, province, scheme, value)
SELECT unit, %(province)s, %(label)s, code
FROM pallet;

-- name: sets
CREATE TEMPORARY TABLE member AS
SELECT s.unit, s.site, s.organisation, s.actor, s.pallet,
       dense_rank() OVER (ORDER BY s.heap, s.place / %(set_size)s) AS number
FROM stage s;

-- name: events
INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id, mass_g, pieces, province,
                   kind, units)
SELECT l.first_id + m.number, l.at, min(m.site), min(m.organisation), min(m.actor),
       sum(12000 + m.unit %% 9000), count(*), %(province)s, l.kind, array_agg(m.unit)
FROM member m CROSS JOIN life l
GROUP BY l.first_id, l.at, l.kind, m.number;

-- name: members
INSERT INTO event_unit (unit_id, event_id, province, part)
SELECT m.unit, l.first_id + m.number, %(province)s, 0
FROM member m CROSS JOIN life l;

-- name: packing
INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id, container_id, pieces,
                   province, kind, units)
SELECT %(pack_id)s + s.pallet, %(since)s, min(s.site), min(s.organisation), min(s.actor), s.pallet,
       count(*), %(province)s, %(pack)s, array_agg(s.unit)
FROM stage s
WHERE s.pallet IS NOT NULL
GROUP BY s.pallet;

-- name: packed
INSERT INTO containment (child_id, parent_id, from_event, province)
SELECT unit, pallet, %(pack_id)s + pallet, %(province)s
FROM stage
WHERE pallet IS NOT NULL;

-- name: onward
SELECT setval('unit_id_seq', (SELECT max(id) FROM unit));
