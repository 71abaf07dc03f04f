"""The statements of the nightly look: what lies where, who keeps it, what is still owed."""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.manifest import ManifestState
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind, UnitState
from tracker.store.codes import SCAN_KIND, UNIT_KIND, UNIT_STATE
from tracker.store.manifest_codes import MANIFEST_STATE

#: States in which waste lies at the site of its unit.
STORED = ", ".join(
    str(UNIT_STATE.number[state])
    for state in (
        UnitState.COLLECTED,
        UnitState.IN_STORAGE,
        UnitState.RECEIVED,
        UnitState.DISPATCHED,
    )
)
_DISPATCHED = UNIT_STATE.number[UnitState.DISPATCHED]
#: Kinds of unit that are batteries, whole.
_BATTERIES = ", ".join(
    str(UNIT_KIND.number[kind])
    for kind in (UnitKind.BATTERY, UnitKind.CONTAINER, UnitKind.UNCODED_LOT)
)
#: Scans with which waste comes to a site.
_BRINGS = ", ".join(
    str(SCAN_KIND.number[kind])
    for kind in (ScanKind.COLLECT, ScanKind.TAKE_BACK, ScanKind.RECEIVE, ScanKind.FIND)
)
_ARRIVAL = (
    "SELECT e.happened_at FROM event_unit m JOIN event e ON e.id = m.event_id"
    " WHERE m.unit_id = {unit} AND e.site_id = {site} AND e.kind IN (" + _BRINGS + ")"
    " ORDER BY m.event_id DESC LIMIT 1"
)

#: The last id of a page of units; NULL after the last.
PAGE_END = text(
    "SELECT max(id) AS upto, count(*) AS facts FROM"
    " (SELECT id FROM unit WHERE id > :after ORDER BY id LIMIT :size) page"
)
#: What of a page lies at which site, and since when: by its own arrival there, or, for a box that
#: was packed there, by that of what it holds; added to what earlier pages of the same look found.
ADD_STOCK = text(
    "WITH stored AS (SELECT u.id, u.site_id, u.mass_g, u.pieces, u.kind, u.since, u.state"
    " FROM unit u"
    " WHERE u.id > :after AND u.id <= :upto AND u.container_id IS NULL AND u.site_id IS NOT NULL"
    f" AND u.state IN ({STORED}) AND u.kind IN ({_BATTERIES})),"
    " dated AS (SELECT s.id, s.site_id, s.mass_g, s.pieces, s.state, coalesce(("
    + _ARRIVAL.format(unit="s.id", site="s.site_id")
    + "), (SELECT min(a.happened_at) FROM containment c CROSS JOIN LATERAL ("
    + _ARRIVAL.format(unit="c.child_id", site="s.site_id")
    + f") a WHERE s.kind = {UNIT_KIND.number[UnitKind.CONTAINER]} AND c.parent_id = s.id"
    " AND c.to_event IS NULL), s.since) AS came FROM stored s)"
    " INSERT INTO site_stock AS t (site_id, province, run, mass_g, pieces, unweighed, oldest_unit,"
    " oldest_at, going_g) SELECT site_id, :province, :run, coalesce(sum(mass_g), 0), sum(pieces),"
    " count(*) FILTER (WHERE mass_g IS NULL), (array_agg(id ORDER BY came, id))[1], min(came),"
    f" coalesce(sum(mass_g) FILTER (WHERE state = {_DISPATCHED}), 0)"
    " FROM dated GROUP BY site_id ORDER BY site_id ON CONFLICT (site_id, province) DO UPDATE SET"
    " run = excluded.run,"
    " mass_g = excluded.mass_g + CASE WHEN t.run = excluded.run THEN t.mass_g ELSE 0 END,"
    " pieces = excluded.pieces + CASE WHEN t.run = excluded.run THEN t.pieces ELSE 0 END,"
    " going_g = excluded.going_g + CASE WHEN t.run = excluded.run THEN t.going_g ELSE 0 END,"
    " unweighed = excluded.unweighed + CASE WHEN t.run = excluded.run THEN t.unweighed ELSE 0 END,"
    " oldest_unit = CASE WHEN t.run = excluded.run AND t.oldest_at <= excluded.oldest_at"
    " THEN t.oldest_unit ELSE excluded.oldest_unit END,"
    " oldest_at = CASE WHEN t.run = excluded.run AND t.oldest_at <= excluded.oldest_at"
    " THEN t.oldest_at ELSE excluded.oldest_at END"
)
#: What of a page is on the road since before a moment.
ON_THE_ROAD = text(
    "SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id) AS code, u.site_id,"
    " u.since FROM unit u WHERE u.id > :after AND u.id <= :upto AND u.container_id IS NULL"
    f" AND u.state = {UNIT_STATE.number[UnitState.IN_TRANSIT]} AND u.since < :since ORDER BY u.id"
)
_STOCK_COLUMNS = (
    "SELECT t.site_id, s.code, s.roles, s.capacity_g, s.organisation_id, t.mass_g, t.pieces,"
    " t.unweighed, t.oldest_at,"
    " (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = t.oldest_unit) AS oldest_unit"
    " FROM site_stock t JOIN site s ON s.id = t.site_id"
)
#: Sites of this look with what lies there, by id.
STOCKS = text(
    _STOCK_COLUMNS + " WHERE t.run = :run AND t.site_id > :after ORDER BY t.site_id LIMIT :size"
)
#: Keepers of waste with their papers, by id. Mass: what came in this year, by the monthly sums.
KEEPERS = text(
    "SELECT o.id, o.code, (SELECT min(s.id) FROM site s WHERE s.organisation_id = o.id"
    " AND s.roles && ARRAY['station', 'recycler']) AS site,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_array(l.code, l.scope, l.waste_codes, l.capacity_g,"
    " l.valid_from, l.valid_until) ORDER BY l.valid_from), '[]') FROM licence l"
    " WHERE l.organisation_id = o.id) AS licences,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_array(i.code, i.valid_from, i.valid_until)), '[]')"
    " FROM insurance i WHERE i.organisation_id = o.id) AS insurances,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_array(p.code, p.valid_from, p.valid_until)), '[]')"
    " FROM emergency_plan p WHERE p.organisation_id = o.id) AS plans,"
    " (SELECT coalesce(array_agg(DISTINCT t.year), '{}') FROM planned_transfer t"
    " WHERE t.organisation_id = o.id) AS planned,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_array(f.kind, f.period)), '[]') FROM filing f"
    " WHERE f.organisation_id = o.id) AS filed,"
    " (SELECT coalesce(sum(m.mass_g), 0) FROM monthly_rollup m JOIN site s ON s.id = m.site_id"
    " WHERE s.organisation_id = o.id AND m.month >= :year_begins AND m.month < :year_ends"
    f" AND m.part = 0 AND m.kind IN ({SCAN_KIND.number[ScanKind.COLLECT]},"
    f" {SCAN_KIND.number[ScanKind.RECEIVE]})) AS received_g"
    " FROM organisation o WHERE o.id > :after AND EXISTS (SELECT FROM site s"
    " WHERE s.organisation_id = o.id AND s.roles && ARRAY['station', 'recycler'])"
    " ORDER BY o.id LIMIT :size"
)
#: Producers and importers with what they filed, by id.
PRODUCERS = text(
    "SELECT o.id, o.code, (SELECT coalesce(jsonb_agg(jsonb_build_array(f.kind, f.period)), '[]')"
    " FROM filing f WHERE f.organisation_id = o.id) AS filed FROM organisation o"
    " WHERE o.id > :after AND EXISTS (SELECT FROM site s WHERE s.organisation_id = o.id"
    " AND s.roles && ARRAY['producer', 'importer']) ORDER BY o.id LIMIT :size"
)
#: All organisations, by id.
FIRMS = text(
    "SELECT id, code, recorded_at FROM organisation WHERE id > :after ORDER BY id LIMIT :size"
)
TRACKS = text(
    "SELECT id, code, organisation_id, day, vehicle, off_route_km, overtime_minutes,"
    " silence_minutes FROM track_summary WHERE id > :after ORDER BY id LIMIT :size"
)
VIDEOS = text(
    "SELECT id, code, organisation_id, day, place, gap_hours, kept_days FROM video_summary"
    " WHERE id > :after ORDER BY id LIMIT :size"
)
#: Manifests that still owe something, by id; days are those of China. While nothing is decided:
#: what the receiver's tickets for it of the days before add up to.
MANIFESTS = text(
    "SELECT id, mass_g, CASE WHEN decided_at IS NULL THEN (SELECT sum(w.net_g) FROM weighing w"
    " WHERE w.manifest IN (manifest.number, manifest.provisional)"
    " AND w.organisation_id = manifest.receiver_id AND w.province = manifest.province"
    " AND w.weighed_at < :morning) END AS came_g,"
    " coalesce(nullif(number, ''), provisional) AS code, sender_site, sender_id,"
    " receiver_site, receiver_id, paper IS NOT NULL AS on_paper,"
    " CAST(loaded_at AT TIME ZONE 'Asia/Shanghai' AS date) AS begun,"
    " CAST(delivered_at AT TIME ZONE 'Asia/Shanghai' AS date) AS delivered,"
    " CAST(decided_at AT TIME ZONE 'Asia/Shanghai' AS date) AS decided,"
    " CAST(filled_at AT TIME ZONE 'Asia/Shanghai' AS date) AS filled,"
    " CAST(closed_at AT TIME ZONE 'Asia/Shanghai' AS date) AS closed,"
    f" state = {MANIFEST_STATE.number[ManifestState.REJECTED]} AS rejected FROM manifest"
    f" WHERE id > :after AND state < {MANIFEST_STATE.number[ManifestState.CLOSED]}"
    " AND (delivered_at IS NOT NULL"
    f" OR state = {MANIFEST_STATE.number[ManifestState.PAPER]}) ORDER BY id LIMIT :size"
)

#: The newest look that has been through all units: what it counted stands until the next begins.
LAST_STOCK = text(
    "SELECT id, begun_at FROM sweep w WHERE province = :province AND part <> 'units'"
    " AND NOT EXISTS (SELECT FROM sweep n WHERE n.province = w.province AND n.id > w.id)"
)
LAST_BEGUN = text("SELECT max(begun_at) AS begun_at FROM sweep WHERE province = :province")
OPEN_RUN = text(
    "SELECT id, day, part, after, facts, wrong, begun_at FROM sweep WHERE province = :province"
    " AND finished_at IS NULL AND begun_at > :not_before ORDER BY id DESC LIMIT 1 FOR UPDATE"
)
BEGIN_RUN = text(
    "INSERT INTO sweep (province, day, part, after, facts, wrong, begun_at)"
    " VALUES (:province, :day, :part, 0, 0, 0, :at)"
    " RETURNING id, day, part, after, facts, wrong, begun_at"
)
SAVE_RUN = text(
    "UPDATE sweep SET part = :part, after = :after, facts = :facts, wrong = :wrong,"
    " finished_at = :finished WHERE id = :id"
)
