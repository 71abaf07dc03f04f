-- The first page of a sender's manifests, the newest first, as a list shows them.

-- name: fill
WITH made AS (
    INSERT INTO manifest (id, recorded_at, issued_at, sender_id, sender_site, receiver_id, receiver_site, mass_g,
                          pieces, version, province, state, kind, leg, sender_division, receiver_division, number,
                          provisional, ends, carriers)
    SELECT nextval('manifest_id_seq'), now(), now(), %(sender)s, %(sender_site)s, %(receiver)s, %(receiver_site)s,
           600000, 40, 2, %(province)s, 3 + n %% 8, 1, 1, '420100', '420100', 'LIST-' || n, 'LIST-' || n,
           '{"sender": {"site_code": "STATION-1", "code": "A", "name": "一号转运点"},
             "receiver": {"site_code": "SMELTER", "code": "B", "name": "再生铅厂"}}', '[]'
    FROM generate_series(1, %(count)s) AS n RETURNING id
)
INSERT INTO manifest_party (organisation_id, manifest_id, province) SELECT %(sender)s, id, %(province)s FROM made

-- name: page
SELECT m.id, m.number, m.provisional, m.state, m.version, m.pieces, m.mass_g, m.accepted_g, m.turn_id, m.ends,
       m.recorded_at, m.issued_at, m.delivered_at, m.approval
FROM manifest_party p JOIN manifest m ON m.id = p.manifest_id AND m.province = p.province
WHERE p.organisation_id = %(organisation)s ORDER BY p.manifest_id DESC LIMIT 101
