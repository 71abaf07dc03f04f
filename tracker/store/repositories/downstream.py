"""What hangs on an event or a manifest? Sums, quotas, alarms, frozen rates: a question each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tracker.domain.consequences import AlarmNow, FrozenRate, QuotaNow, StockChange
from tracker.domain.scan import ScanKind
from tracker.lifecycle.stock_flows import OF_BATTERIES, OF_MATERIAL, Flow
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND, Part, Ware
from tracker.store.driver import Driver
from tracker.store.repositories.rollup_statements import contributions

#: The whole event first, then what a treatment took in and yielded.
_ADDS = text(f"""\
WITH {contributions("e.id = :event", "x.event_id = :event")}
SELECT s.code AS site, p.day, p.kind, p.part, p.ware, sum(p.pieces) AS pieces,
  sum(p.mass_g) AS mass_g
FROM part_of p JOIN site s ON s.id = p.site_id
GROUP BY s.code, p.day, p.kind, p.part, p.ware ORDER BY p.part, p.ware""")

_DRAWN = """\
SELECT coalesce(a.number, a.code) AS approval, m.number AS manifest, sum(e.delta_g) AS drawn_g,
  a.approved_g - a.drawn_g AS left_g
FROM manifest m JOIN approval_entry e ON e.manifest_id = m.id AND e.province = m.province
  JOIN approval a ON a.id = e.approval_id AND a.province = e.province
WHERE m.province = :province AND {which}
GROUP BY a.id, a.number, a.code, a.approved_g, a.drawn_g, m.number ORDER BY a.id"""
_DRAWN_OF = text(
    _DRAWN.format(which="m.id = :manifest AND :organisation IN (a.sender_id, a.receiver_id)")
)
#: An event that a manifest's step booked bears the number that the manifest had then. Anybody may
#: write any number into a scan: whoever is no side of the approval is told nothing.
_DRAWN_WITH = text(
    _DRAWN.format(
        which="m.id = (SELECT n.manifest_id FROM event v JOIN manifest_number n"
        " ON n.value = v.payload ->> 'manifest' WHERE v.id = :event)"
        " AND (SELECT v.organisation_id FROM event v WHERE v.id = :event)"
        " IN (a.sender_id, a.receiver_id)"
    )
)
_OPEN = "event_id = :event AND province = :province AND state IN ('raised', 'acknowledged')"
_OPEN_ALARMS = text(f"SELECT rule, subject FROM alarm WHERE {_OPEN} ORDER BY id")
#: Open alarms that a voided event raised, each with a step that names what declared it void.
RESOLVE_ALARMS = text(
    "WITH gone AS (UPDATE alarm SET state = 'resolved', version = version + 1"
    f" WHERE {_OPEN} RETURNING id, version, level, rule, subject),"
    " steps AS (INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step,"
    " state, reason) SELECT id, version, :at, 0, :province, level, 'clear', 'resolved', :reason"
    " FROM gone),"
    " owed AS (INSERT INTO duty (province, topic, subject, version)"
    " SELECT :province, 'alarm.cleared', CAST(id AS text), version FROM gone ORDER BY id)"
    " SELECT rule, subject FROM gone ORDER BY id"
)
_FROZEN = """\
SELECT r.organisation_id, o.code, r.year, r.definition, r.version
FROM rate_snapshot r JOIN organisation o ON o.id = r.organisation_id
WHERE r.province = :province AND r.year = :year AND r.organisation_id IN ({whose})
  AND NOT EXISTS (SELECT FROM rate_snapshot l WHERE l.restates = r.id
    AND l.organisation_id = r.organisation_id AND l.year = r.year)
ORDER BY o.code, r.definition, r.version"""
_FROZEN_OF = text(_FROZEN.format(whose=f"SELECT unnest({IDS.format('organisations')})"))
_FROZEN_WITH = text(
    "WITH told AS MATERIALIZED (SELECT e.organisation_id, e.site_id, e.peer_site_id, e.units"
    " FROM event e WHERE e.id = :event), about AS MATERIALIZED ("
    " SELECT unnest(units) AS unit_id FROM told"
    " UNION SELECT m.unit_id FROM event_unit m WHERE m.event_id = :event AND m.part <> 0"
    " UNION SELECT k.child_id FROM told JOIN containment k ON k.parent_id = ANY(told.units)) "
    + _FROZEN.format(
        whose="SELECT organisation_id FROM told"
        " UNION SELECT s.organisation_id FROM told JOIN site s"
        " ON s.id IN (told.site_id, told.peer_site_id)"
        " UNION SELECT b.organisation_id FROM about JOIN unit u ON u.id = about.unit_id"
        " JOIN battery_model b ON b.id = u.model_id"
    )
)


def resolution(event: int, by_event: int, at: datetime, province: int) -> dict[str, object]:
    """What ``RESOLVE_ALARMS`` is given."""
    reason = f"撤销 / void {by_event}"
    return {"event": event, "reason": reason, "at": at, "province": province}


class SqlDownstream:
    """See ``tracker.usecases.consequence_ports.Downstream``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def adds(self, event: int) -> list[StockChange]:
        rows = self._driver.run(_ADDS, {"event": event}).fetchall()
        return [
            StockChange(
                site=row.site,
                day=row.day.isoformat(),
                kind=SCAN_KIND.word[row.kind].value,
                flow=flow_of(SCAN_KIND.word[row.kind], row.part, row.ware),
                pieces=int(row.pieces),
                mass_g=int(row.mass_g),
            )
            for row in rows
        ]

    def quotas_with(self, event: int) -> list[QuotaNow]:
        return self._quotas(self._driver.run(_DRAWN_WITH, self._given(event=event)).fetchall())

    def quotas_of(self, manifest: int, organisation: int | None) -> list[QuotaNow]:
        given = self._given(manifest=manifest, organisation=organisation)
        return self._quotas(self._driver.run(_DRAWN_OF, given).fetchall())

    def open_alarms(self, event: int) -> list[AlarmNow]:
        rows = self._driver.run(_OPEN_ALARMS, self._given(event=event)).fetchall()
        return [AlarmNow(row.rule, row.subject, "open") for row in rows]

    def resolve_alarms(self, event: int, by_event: int, at: datetime) -> list[AlarmNow]:
        given = resolution(event, by_event, at, self._province)
        rows = self._driver.run(RESOLVE_ALARMS, given).fetchall()
        return [AlarmNow(row.rule, row.subject, "resolved") for row in rows]

    def frozen_with(self, event: int, year: int) -> list[tuple[int, FrozenRate]]:
        return self._frozen(self._driver.rows(_FROZEN_WITH, self._given(event=event, year=year)))

    def frozen_of(self, organisations: Sequence[int], year: int) -> list[tuple[int, FrozenRate]]:
        given = self._given(organisations=ids(organisations), year=year)
        return self._frozen(self._driver.rows(_FROZEN_OF, given))

    def _given(self, **given: object) -> dict[str, object]:
        return {"province": self._province, **given}

    @staticmethod
    def _quotas(rows: Sequence[Any]) -> list[QuotaNow]:
        return [
            QuotaNow(row.approval, row.manifest, 0, int(row.drawn_g), int(row.left_g or 0))
            for row in rows
        ]

    @staticmethod
    def _frozen(rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, FrozenRate]]:
        return [(whose, FrozenRate(*told)) for whose, *told in rows]


def flow_of(kind: ScanKind, part: int, ware: int) -> str | None:
    """The column of the ledger's balance that moves; part and ware as the sums number them."""
    if part == Part.INPUT:
        return Flow.USED.value
    if part == Part.OUTPUT:
        return None
    flow = (OF_BATTERIES if ware == Ware.BATTERIES else OF_MATERIAL).get(kind)
    return None if flow is None else flow.value
