"""What do the nightly look's books say: a site's ledger against its stock, a plant's month?"""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.lifecycle.stock_flows import Flow
from tracker.lifecycle.unit_steps import TAKER
from tracker.store.codes import SCAN_KIND, UNIT_KIND, Part
from tracker.store.limit_statements import flow_is, net
from tracker.store.repositories.rollup_statements import NOT_VOID

_ROLES = ", ".join(f"'{role.value}'" for role in sorted(TAKER))
_SUMS = ", ".join(
    "coalesce(sum(r.mass_g) FILTER (WHERE r.month = :month AND " + flow_is(flow) + "), 0)"
    f" AS {flow.value}_g"
    for flow in Flow
)
_ANY_FLOW = " OR ".join(f"({flow_is(flow)})" for flow in Flow)
#: Sites that keep waste, by id: the sums of their batteries before this month and in it, and what
#: the look counted there without what was sent off.
BOOKS = text(
    "SELECT s.id, s.code, s.organisation_id, b.*, CASE WHEN t.run = :run"
    " THEN t.mass_g - t.going_g ELSE 0 END AS counted_g,"
    " b.unsure_before + CASE WHEN t.run = :run THEN t.unweighed ELSE 0 END AS unsure"
    f" FROM (SELECT * FROM site WHERE id > :after AND roles && ARRAY[{_ROLES}]"
    " ORDER BY id LIMIT :size) s"
    " LEFT JOIN site_stock t ON t.site_id = s.id AND t.province = :province"
    f" CROSS JOIN LATERAL (SELECT {net('r.month < :month')}"
    f" AS opening_g, {_SUMS}, coalesce(sum(r.mass_g) FILTER (WHERE {flow_is(Flow.IN)}), 0)"
    f" AS ever_g, coalesce(sum(r.unweighed) FILTER (WHERE {_ANY_FLOW}), 0)"
    " AS unsure_before FROM monthly_rollup r WHERE r.site_id = s.id AND r.month <= :month) b"
    " ORDER BY s.id"
)
#: What a site dispatched and another refused at its gate.
CAME_BACK = text(
    "SELECT coalesce(sum(u.mass_g), 0) AS mass_g FROM (SELECT DISTINCT e.id, m.unit_id"
    " FROM event d CROSS JOIN LATERAL unnest(d.units) AS sent (unit_id)"
    " JOIN event_unit m ON m.unit_id = sent.unit_id AND m.event_id > d.id"
    f" JOIN event e ON e.id = m.event_id AND e.kind = {SCAN_KIND.number[ScanKind.REJECT]}"
    f" WHERE d.site_id = :site AND d.kind = {SCAN_KIND.number[ScanKind.DISPATCH]} AND {NOT_VOID})"
    " back JOIN unit u ON u.id = back.unit_id"
)
#: What plants smelted in a month, by site, material and side. Events are recorded after they
#: happened, so older ones need not be read.
SMELTED = text(
    "SELECT s.id, s.code, s.organisation_id, (SELECT min(l.valid_from) FROM licence l"
    " WHERE l.organisation_id = s.organisation_id) AS licensed, z.*"
    " FROM (SELECT * FROM site WHERE id > :after AND roles && ARRAY['recycler']"
    " ORDER BY id LIMIT :size) s LEFT JOIN LATERAL (SELECT u.material,"
    f" m.part = {Part.OUTPUT} AS came_out, CAST(coalesce(sum(m.mass_g), 0) AS bigint) AS mass_g,"
    " CAST(coalesce(sum(m.mass_g * u.lead_share), 0) / 1000000 AS bigint) AS lead_g,"
    " count(*) FILTER (WHERE m.mass_g IS NULL OR u.lead_share IS NULL) AS unsure"
    " FROM event e JOIN event_unit m ON m.event_id = e.id AND m.part <> 0"
    f" JOIN unit u ON u.id = m.unit_id AND u.kind = {UNIT_KIND.number[UnitKind.MATERIAL_LOT]}"
    f" WHERE e.site_id = s.id AND e.id >= :from_id AND e.kind = {SCAN_KIND.number[ScanKind.SMELT]}"
    f" AND e.happened_at >= :first AND e.happened_at < :until AND {NOT_VOID}"
    " GROUP BY u.material, m.part) z ON true ORDER BY s.id"
)
