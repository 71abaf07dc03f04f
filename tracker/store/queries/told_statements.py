"""The statements that read events to be told to others, each described in one line.

As in ``lineage_statements``, events are asked for by ids that stand in the statement when it is
planned, so that the planner opens no other months. The placeholders are the driver's own.
"""

from __future__ import annotations

from tracker.domain.scan import ScanKind
from tracker.store.codes import SCAN_KIND, Part

_IDS = "CAST(%(ids)s AS bigint[])"
_RELABEL = SCAN_KIND.number[ScanKind.RELABEL]

#: Events with their places and whoever recorded them.
EVENTS = f"""\
SELECT e.id, e.kind, e.happened_at, s.code, o.code, r.code, p.code, po.code, e.container_id,
  e.subject_event, e.mass_g, e.pieces, e.category, e.units, e.payload, n.name
FROM event e
JOIN site s ON s.id = e.site_id JOIN organisation o ON o.id = s.organisation_id
JOIN organisation r ON r.id = e.organisation_id
LEFT JOIN site p ON p.id = e.peer_site_id LEFT JOIN organisation po ON po.id = p.organisation_id
LEFT JOIN told_name n ON n.event_id = e.id
WHERE e.id = ANY({_IDS})
ORDER BY e.id"""

#: Units with the model they are of.
UNITS = f"""\
SELECT u.id, u.kind, u.pieces, u.mass_g, u.damaged, u.battery_class, u.material, u.lead_share,
  m.code, m.nominal_mass_g, m.battery_class, m.category
FROM unit u LEFT JOIN battery_model m ON m.id = u.model_id
WHERE u.id = ANY({_IDS})"""

#: All codes of units.
CODES = f"SELECT unit_id, value FROM unit_code WHERE unit_id = ANY({_IDS}) ORDER BY value"

#: Codes that units with several got later, when they were labelled anew.
LATER_CODES = f"""\
SELECT m.unit_id, e.payload ->> 'new_code'
FROM event_unit m JOIN event e ON e.id = m.event_id AND e.kind = {_RELABEL}
WHERE m.unit_id = ANY({_IDS})"""

#: With which event each unit first entered the books.
FIRST_EVENTS = f"""\
SELECT u.id, (SELECT min(m.event_id) FROM event_unit m WHERE m.unit_id = u.id)
FROM unnest({_IDS}) AS u(id)"""

#: What went into treatments and what came out.
TREATED = f"""\
SELECT m.event_id, m.unit_id, m.part, m.mass_g FROM event_unit m
WHERE m.event_id = ANY({_IDS}) AND m.part <> {Part.TOUCHED}
ORDER BY m.event_id, m.unit_id"""

#: Every event that names one of these units, as itself or as a box.
NAMING = f"""\
SELECT m.event_id FROM event_unit m WHERE m.unit_id = ANY({_IDS})
UNION SELECT k.from_event FROM containment k
  WHERE k.child_id = ANY({_IDS}) OR k.parent_id = ANY({_IDS})
UNION SELECT k.to_event FROM containment k
  WHERE (k.child_id = ANY({_IDS}) OR k.parent_id = ANY({_IDS})) AND k.to_event IS NOT NULL"""

#: The units that carry one of these codes.
UNITS_OF_CODES = "SELECT unit_id FROM unit_code WHERE value = ANY(%(codes)s)"

#: What was said about events later: voids and corrections.
ABOUT = f"SELECT id FROM event WHERE subject_event = ANY({_IDS})"

#: The events that were told to us under one of these names.
NAMED = "SELECT event_id FROM told_name WHERE name = ANY(%(names)s)"

#: So long a scan may take from its id to its commit; only long writers say when they began.
SHORT_WRITER = "15 seconds"
#: High half of the advisory locks by which long writers say, in the low half, when they began.
LONG_WRITER = 0x45504349

#: Say that this transaction will be a long one.
BEGIN_LONG = f"""\
SELECT pg_advisory_xact_lock_shared(
  (CAST({LONG_WRITER} AS bigint) << 32) | CAST(floor(extract(epoch FROM now())) AS bigint))"""

#: From when on events may still come: since the oldest long writer began, or, while anybody else
#: writes, for as long as a short one may take. NULL: nobody is at it.
OLDEST_WRITER = f"""\
SELECT least(
  (SELECT to_timestamp(min(CAST(l.objid AS bigint))) FROM pg_locks l
   WHERE l.locktype = 'advisory' AND l.classid = CAST({LONG_WRITER} AS oid) AND l.objsubid = 1
     AND l.database = d.oid AND l.pid <> pg_backend_pid()),
  (SELECT now() - CAST('{SHORT_WRITER}' AS interval) WHERE EXISTS (
     SELECT FROM pg_locks t JOIN pg_locks r ON r.pid = t.pid
     WHERE t.locktype = 'transactionid' AND t.mode = 'ExclusiveLock' AND t.granted
       AND r.locktype = 'relation' AND r.database = d.oid AND t.pid <> pg_backend_pid())))
FROM pg_database d WHERE d.datname = current_database()"""

#: A stretch of the books in order of recording: how far it goes, and which of it is wanted.
STRETCH = """\
WITH stretch AS MATERIALIZED (
  SELECT e.id, e.kind, e.happened_at, e.site_id, e.peer_site_id, e.organisation_id
  FROM event e WHERE e.id > %(after)s AND e.id < %(until)s {ids}
  ORDER BY e.id LIMIT %(stretch)s
)
SELECT f.id, f.wanted FROM (
  SELECT t.id, (
    (CAST(%(kinds)s AS smallint[]) IS NULL OR t.kind = ANY(CAST(%(kinds)s AS smallint[])))
    AND (CAST(%(since)s AS timestamptz) IS NULL OR t.happened_at >= %(since)s)
    AND (CAST(%(before)s AS timestamptz) IS NULL OR t.happened_at < %(before)s)
    AND (CAST(%(sites)s AS text[]) IS NULL OR s.code = ANY(%(sites)s))
    AND (t.organisation_id = CAST(%(organisation)s AS bigint)
      OR s.organisation_id = CAST(%(organisation)s AS bigint)
      OR p.organisation_id = CAST(%(organisation)s AS bigint)
      OR s.division LIKE CAST(%(division)s AS text))
  ) IS TRUE AS wanted,
  max(t.id) OVER () AS last
  FROM stretch t JOIN site s ON s.id = t.site_id LEFT JOIN site p ON p.id = t.peer_site_id
) f WHERE f.wanted OR f.id = f.last ORDER BY f.id"""
