"""What do the registers say about an enterprise: who it is, its agreements, what it declared?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from reports.indicators.attribution import Agreement
from reports.usecases.rate_books import Declared, Enterprise
from tracker.domain.programme import TakeBackRoute
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.store.codes import SCAN_KIND, UNIT_KIND

#: Sites in these roles make the batteries that are sold.
MAKERS = [Role.PRODUCER.value, Role.IMPORTER.value]

ENTERPRISE = text("""\
SELECT o.id, o.code, o.name, o.name_en, o.division, o.province,
  EXISTS (SELECT FROM site s WHERE s.organisation_id = o.id
    AND s.roles && CAST(:makers AS text[])) AS produces,
  (SELECT d.kind FROM demonstration_enterprise d WHERE d.organisation_id = o.id
    ORDER BY d.valid_from DESC, d.code LIMIT 1) AS kind
FROM organisation o WHERE o.code = :code""")

AGREEMENTS = text("""\
SELECT a.code, a.organisation_id AS producer, a.collector_id AS collector, a.route, a.valid_from,
  a.valid_until
FROM take_back_agreement a
WHERE a.collector_id = :enterprise OR a.collector_id IN
  (SELECT b.collector_id FROM take_back_agreement b WHERE b.organisation_id = :enterprise)
ORDER BY a.code""")

PRODUCERS = text("""\
SELECT DISTINCT s.organisation_id FROM site s WHERE s.roles && CAST(:makers AS text[])
UNION SELECT d.organisation_id FROM sales_declaration d""")

DECLARED = text("""\
SELECT d.id, d.code, d.year, d.battery_class, d.sold_in, d.mass_g, d.pieces, d.evidence
FROM sales_declaration d WHERE d.organisation_id = :enterprise
ORDER BY d.year, d.code""")

RECORDED = text(f"""\
SELECT CAST(extract(year FROM e.happened_at AT TIME ZONE 'UTC' + interval '8 hours') AS integer)
    AS year, sum(u.mass_g) AS mass_g
FROM event e JOIN site s ON s.id = e.site_id CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
JOIN unit u ON u.id = t.unit_id AND u.province = :province
WHERE e.kind = {SCAN_KIND.number[ScanKind.SELL]} AND e.province = :province
  AND s.organisation_id = :enterprise AND u.kind = {UNIT_KIND.number[UnitKind.BATTERY]}
  AND s.roles && CAST(:makers AS text[])
  AND NOT EXISTS (SELECT FROM voided_event v
    WHERE v.event_id = e.id AND v.province = e.province)
GROUP BY 1 ORDER BY 1""")


def enterprise(session: Session, code: str) -> Enterprise | None:
    """The organisation with this credit code."""
    row = session.execute(ENTERPRISE, {"code": code, "makers": MAKERS}).one_or_none()
    return None if row is None else Enterprise(**row._mapping)


def agreements(session: Session, enterprise: int) -> Sequence[Agreement]:
    """All agreements of every collector that the enterprise has one with, or is itself."""
    return [
        Agreement(
            row.code,
            row.producer,
            row.collector,
            TakeBackRoute(row.route),
            row.valid_from,
            row.valid_until,
        )
        for row in session.execute(AGREEMENTS, {"enterprise": enterprise})
    ]


def producers(session: Session) -> frozenset[int]:
    """The organisations that owe a rate: they make, import, or have declared sales."""
    return frozenset(session.scalars(PRODUCERS, {"makers": MAKERS}))


def declared(session: Session, enterprise: int) -> Sequence[Declared]:
    """Every sales declaration of the enterprise, by year."""
    rows = session.execute(DECLARED, {"enterprise": enterprise})
    return [Declared(**row._mapping) for row in rows]


def recorded_sales(session: Session, province: int, enterprise: int) -> dict[int, int]:
    """Grams that the enterprise recorded as sold, by calendar year in China: a check on what it
    declares, by the best known mass of each battery."""
    given = {"province": province, "enterprise": enterprise, "makers": MAKERS}
    return {row.year: int(row.mass_g or 0) for row in session.execute(RECORDED, given)}


LEAD_SOLD = text(f"""\
SELECT sum(u.mass_g) AS mass_g, sum(CAST(u.mass_g AS numeric) * u.lead_share) AS lead,
  bool_and(u.mass_g IS NOT NULL AND u.lead_share IS NOT NULL) AS known
FROM event e JOIN site s ON s.id = e.site_id CROSS JOIN LATERAL unnest(e.units) AS t(unit_id)
JOIN unit u ON u.id = t.unit_id AND u.province = :province
WHERE e.kind = {SCAN_KIND.number[ScanKind.SELL]} AND e.province = :province
  AND s.organisation_id = :enterprise AND u.kind = {UNIT_KIND.number[UnitKind.BATTERY]}
  AND s.roles && CAST(:makers AS text[])
  AND extract(year FROM e.happened_at AT TIME ZONE 'UTC' + interval '8 hours') = ANY(:years)
  AND NOT EXISTS (SELECT FROM voided_event v
    WHERE v.event_id = e.id AND v.province = e.province)""")


def lead_sold(
    session: Session, province: int, enterprise: int, years: Collection[int]
) -> tuple[int, int] | None:
    """Grams recorded as sold in these years and the lead in them, in millionths of a gram; None
    where nothing was, or something sold has no known mass or lead share."""
    given = {
        "province": province,
        "enterprise": enterprise,
        "makers": MAKERS,
        "years": sorted(years),
    }
    row = session.execute(LEAD_SOLD, given).one()
    return (int(row.mass_g), int(row.lead)) if row.known and row.mass_g else None
