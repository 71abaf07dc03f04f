-- Facts that stand open, as many as are asked for, for the nightly look; nothing here is timed.

-- name: points
INSERT INTO site (province, code, organisation_id, name, division, roles, recorded_at, version)
SELECT %(province)s, 'OPEN-' || n, o.ids[1 + n %% cardinality(o.ids)], 'OPEN-' || n, '420100',
       '{collector}', now(), 1
FROM generate_series(1, %(points)s) AS n,
     (SELECT array_agg(organisation_id ORDER BY id) AS ids FROM site WHERE roles = '{station}') o;

-- name: sets
CREATE TEMPORARY TABLE heap AS
SELECT h AS number, s.sites[1 + h %% cardinality(s.sites)] AS site,
       s.firms[1 + h %% cardinality(s.sites)] AS organisation,
       %(first_id)s + h AS event, (h * %(set_size)s) + 1 AS first_unit,
       least((h + 1) * %(set_size)s, %(units)s) AS last_unit
FROM generate_series(0, (%(units)s - 1) / %(set_size)s) AS h,
     (SELECT array_agg(id ORDER BY id) AS sites, array_agg(organisation_id ORDER BY id) AS firms
      FROM site WHERE roles && '{station,collector}') s;

-- name: batteries
INSERT INTO unit (id, since, site_id, mass_g, pieces, version, province, kind, state, damaged)
SELECT u, %(since)s, h.site, 12000 + u %% 9000, 1, 2, %(province)s, %(battery)s,
       CASE WHEN u %% %(one_in)s = 0 THEN %(in_transit)s ELSE %(collected)s END, false
FROM heap h CROSS JOIN LATERAL generate_series(h.first_unit, h.last_unit) AS u;

-- name: codes
INSERT INTO unit_code (unit_id, province, scheme, value)
SELECT u, %(province)s, %(enterprise)s, '4206QW60' || lpad(u::text, 16, '0')
FROM generate_series(1, %(units)s) AS u;

-- name: arrivals
INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id, pieces, province, kind, units)
SELECT h.event, %(since)s, h.site, h.organisation, 1, h.last_unit - h.first_unit + 1, %(province)s,
       %(collect)s, ARRAY(SELECT generate_series(h.first_unit, h.last_unit))
FROM heap h;

-- name: members
INSERT INTO event_unit (unit_id, event_id, province, part)
SELECT u, h.event, %(province)s, 0
FROM heap h CROSS JOIN LATERAL generate_series(h.first_unit, h.last_unit) AS u;

-- name: manifests
INSERT INTO manifest (id, recorded_at, issued_at, loaded_at, departed_at, delivered_at, decided_at,
                      sender_id, sender_site, receiver_id, receiver_site, mass_g, pieces, version,
                      province, state, kind, leg, sender_division, receiver_division, number,
                      provisional, ends, carriers)
SELECT n, w.at, w.at, w.at, w.at, w.at, CASE WHEN n %% 2 = 0 THEN w.at END,
       a.organisation_id, a.id, b.organisation_id, b.id, 600000, 40, 5, %(province)s,
       CASE WHEN n %% 2 = 0 THEN %(accepted)s ELSE %(delivered)s END, %(official)s, 1, a.division,
       b.division, '2026420100' || lpad(n::text, 6, '0'), 'OPEN-' || n, '{}', '[]'
FROM generate_series(1, %(manifests)s) AS n,
     (SELECT * FROM site WHERE roles = '{station}' ORDER BY id LIMIT 1) a,
     (SELECT * FROM site WHERE roles = '{recycler}' ORDER BY id LIMIT 1) b,
     LATERAL (SELECT %(now)s - interval '1 day' * CASE WHEN n %% %(one_in)s < 2 THEN 100 ELSE 3 END
              AS at) w;

-- name: tickets
INSERT INTO weighing (organisation_id, site_id, gross_g, tare_g, net_g, weighed_at, recorded_at,
                      actor_id, province, ticket, scale, manifest)
SELECT m.receiver_id, m.receiver_site, 18600000, 18000000, 600000, m.delivered_at, m.delivered_at, 1,
       m.province, 'OPEN-' || m.id, 'bridge 1', m.number
FROM manifest m;
