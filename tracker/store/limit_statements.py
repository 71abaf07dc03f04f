"""What lies at a site now, by the last look and the sums since, and which units have a manifest?"""

from __future__ import annotations

from sqlalchemy import text

from tracker.domain.manifest import ManifestState
from tracker.lifecycle.stock_flows import BATTERIES_USED, OF_BATTERIES, Flow
from tracker.store.arrays import IDS
from tracker.store.codes import SCAN_KIND, Part, Ware
from tracker.store.manifest_codes import MANIFEST_STATE
from tracker.store.sweep_statements import STORED


def _states(*states: ManifestState) -> str:
    return ", ".join(str(MANIFEST_STATE.number[state]) for state in states)


#: A manifest in these states moves nothing; in those it still covers the way back.
_NO_PAPER = _states(ManifestState.DRAFT, ManifestState.CANCELLED)
_COMING_BACK = _states(ManifestState.REJECTED, ManifestState.PARTLY_ACCEPTED)


def _kinds(flow: Flow) -> str:
    return ", ".join(
        str(SCAN_KIND.number[kind]) for kind, way in OF_BATTERIES.items() if way is flow
    )


def flow_is(flow: Flow) -> str:
    """SQL: whether a row of the sums (alias r) is this flow of batteries, as a ledger counts."""
    if flow is Flow.USED:
        which = f"r.part = {Part.INPUT} AND r.kind = {SCAN_KIND.number[BATTERIES_USED]}"
    else:
        which = f"r.part = {Part.TOUCHED} AND r.kind IN ({_kinds(flow)})"
    return f"r.ware = {Ware.BATTERIES} AND {which}"


def net(also: str = "true") -> str:
    """SQL: what came less what went, of rows of the sums (alias r)."""
    flows = " OR ".join(f"({flow_is(flow)})" for flow in Flow)
    return (
        f"coalesce(sum(CASE WHEN r.kind IN ({_kinds(Flow.IN)}) THEN r.mass_g ELSE -r.mass_g END)"
        f" FILTER (WHERE {also} AND ({flows})), 0)"
    )


NET = net()
#: A site that no look has counted yet is measured by all of its months.
LEVEL = text(
    "SELECT CASE WHEN t.level_day IS NULL"
    f" THEN (SELECT {NET} FROM monthly_rollup r WHERE r.site_id = :site)"
    f" ELSE t.level_g + (SELECT {NET} FROM daily_rollup r WHERE r.site_id = :site"
    " AND r.day >= t.level_day) END AS mass_g,"
    " u.since IS NOT NULL AS oldest_is_here, t.oldest_at, t.unweighed,"
    " (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id) AS oldest_unit,"
    " (SELECT array_agg(DISTINCT a.rule) FROM alarm a WHERE a.subject = :code"
    " AND a.rule = ANY(CAST(:rules AS text[])) AND a.province = :province"
    " AND a.state IN ('raised', 'acknowledged')) AS told,"
    " (SELECT jsonb_agg(jsonb_build_array(p.name, p.province, p.valid_from, p.value, p.source,"
    " p.certainty, p.id)) FROM parameter p WHERE p.province = :province"
    " AND p.name = ANY(CAST(:figures AS text[]))) AS figures"
    " FROM (SELECT) one LEFT JOIN site_stock t ON t.site_id = :site AND t.province = :province"
    " LEFT JOIN unit u ON u.id = t.oldest_unit AND u.province = t.province AND u.site_id = :site"
    f" AND u.container_id IS NULL AND u.state IN ({STORED})"
)
#: Whether a manifest of that number is here, whether it runs and binds no units, and how many of
#: these units stand on it, or on any that is open.
PAPERED = text(
    "WITH named AS (SELECT m.id, m.province, m.state"
    f" NOT IN ({_NO_PAPER}) AND coalesce(coalesce(m.returned_at, CASE WHEN m.state"
    f" NOT IN ({_COMING_BACK}) THEN m.decided_at END) >= :at, true) AS runs"
    " FROM manifest_number n JOIN manifest m ON m.id = n.manifest_id AND m.province = n.province"
    " WHERE n.value = CAST(:manifest AS text)),"
    " held AS (SELECT unnest(r.units) AS unit_id FROM named n JOIN manifest_row r"
    " ON r.manifest_id = n.id AND r.province = n.province AND NOT r.withdrawn WHERE n.runs)"
    " SELECT EXISTS (SELECT FROM named) AS known,"
    " EXISTS (SELECT FROM named WHERE runs) AND NOT EXISTS (SELECT FROM held) AS holds_all,"
    " (SELECT count(*) FROM (SELECT unit_id FROM bound_unit WHERE province = :province"
    f" AND manifest_id IS NOT NULL AND unit_id = ANY({IDS.format('ids')})"
    f" UNION SELECT unit_id FROM held WHERE unit_id = ANY({IDS.format('ids')})) AS bound) AS units"
)
#: From which a site's level is counted on: what lies there and was not dispatched, without what
#: came and went on the day of the look up to now. Sites where nothing lies any more begin at
#: nought.
SET_LEVELS = text(
    "UPDATE site_stock t SET level_day = :day, level_g = CASE WHEN t.run = :run"
    " THEN t.mass_g - t.going_g ELSE 0 END - (SELECT "
    + NET
    + " FROM daily_rollup r WHERE r.site_id = t.site_id AND r.day >= :day)"
    " WHERE t.province = :province AND t.site_id > :after AND t.site_id <= :upto"
)
