-- A scan of loose batteries without us: the rows that the same scan leaves in the event tables, by
-- COPY, and the same change of the batteries' own rows, in one transaction. It is given the ids,
-- so it resolves no codes; it locks nothing, judges nothing, and writes no receipt, audit line or
-- duty. Text of both COPYs is put together from ids inside the measured time.

-- name: event
COPY event (id, happened_at, site_id, organisation_id, actor_id, peer_site_id, container_id,
            subject_event, mass_g, pieces, province, kind, category, units, payload)
FROM STDIN;

-- name: members
COPY event_unit (unit_id, event_id, mass_g, province, part) FROM STDIN;

-- name: units
UPDATE unit
SET state = %(state)s,
    site_id = %(site)s,
    since = greatest(since, %(at)s),
    version = version + 1
WHERE id = ANY (CAST(%(ids)s::text AS bigint[]));
