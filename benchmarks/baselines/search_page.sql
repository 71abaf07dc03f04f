-- The search pages without us: the statements that each of them asks, one after the other on one
-- connection in one read-only transaction, their rows fetched and thrown away; then the same
-- template is rendered with the same words. A test compares every statement with the one that is
-- run.
--   The first page, with the box: session, sites, latest(of these sites); home.html.
--   A code that is known: session, known, then the life of its unit (baselines/trace.sql); no
--   template, for the answer leads on to the unit's page.
--   A code that nobody knows: session, known, site; not_found.html.

-- name: session
SELECT a.id, a.login, a.name, a.organisation_id, a.roles, a.division, a.active, a.loopback_only,
a.version, s.account_version, s.expires_at, s.revoked_at
FROM login_session s JOIN account a ON a.id = s.account_id WHERE s.digest = %(digest)s;

-- name: known
SELECT FROM unit_code WHERE value = %(code)s LIMIT 1;

-- name: sites
SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, o.id AS organisation_id,
o.code AS organisation_code, o.name AS organisation_name,
o.name_en AS organisation_name_en FROM site s JOIN organisation o
ON o.id = s.organisation_id WHERE (CAST(%(own)s AS bigint) IS NULL OR o.id = %(own)s)
ORDER BY s.code;

-- name: site
SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, o.id AS organisation_id,
o.code AS organisation_code, o.name AS organisation_name,
o.name_en AS organisation_name_en FROM site s JOIN organisation o
ON o.id = s.organisation_id WHERE (CAST(%(own)s AS bigint) IS NULL OR o.id = %(own)s)
AND s.code = %(code)s;

-- name: latest
SELECT e.id, e.kind, e.happened_at, s.code AS site_code, e.pieces, e.mass_g,
(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = e.units[1]) AS code
FROM unnest(CAST(CAST(%(sites)s AS text) AS bigint[])) AS wanted CROSS JOIN LATERAL
(SELECT * FROM event x WHERE x.site_id = wanted ORDER BY x.id DESC LIMIT %(most)s) e
JOIN site s ON s.id = e.site_id
WHERE NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)
ORDER BY e.id DESC LIMIT %(most)s;
