"""What did collectors gather, what did plants take apart, and on which manifests did it travel?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from reports.indicators.flows import Gathered, Whereabouts
from reports.queries.flow_statement import GATHERED, GATHERED_OF, NEXT_GATHERED
from reports.usecases.rate_books import Sheet, Treated
from tracker.domain.manifest import ManifestState
from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.store.arrays import IDS, ids
from tracker.store.codes import CATEGORY, SCAN_KIND, Part
from tracker.store.manifest_codes import MANIFEST_STATE

_WHERE = {None: None, 1: Whereabouts.STORED, 2: Whereabouts.IN_TRANSIT}
_CLOSED = MANIFEST_STATE.number[ManifestState.CLOSED]

# The year is summed from the months; they are kept with every scan and equal to the events.
_TREATED = text(f"""\
SELECT s.organisation_id AS plant, sum(r.mass_g) AS mass_g, sum(r.unweighed) AS unweighed
FROM monthly_rollup r JOIN site s ON s.id = r.site_id
WHERE r.kind = {SCAN_KIND.number[ScanKind.DISMANTLE]} AND r.part = {Part.INPUT}
  AND r.province = :province AND s.organisation_id = ANY({IDS.format("plants")})
  AND r.month >= CAST(:start AS date) AND r.month < CAST(:end AS date)
GROUP BY s.organisation_id""")

_SHEETS = text(f"""\
SELECT DISTINCT ON (c.event_id) c.event_id AS event, m.number, m.state = {_CLOSED} AS closed,
  m.departed_at, m.delivered_at
FROM manifest_confirmation c
JOIN manifest m ON m.id = c.manifest_id AND m.province = c.province
WHERE c.province = :province AND c.event_id = ANY({IDS.format("events")})
ORDER BY c.event_id, m.id DESC""")


def gathered(
    session: Session, province: int, collectors: Collection[int], start: datetime, end: datetime
) -> Sequence[Gathered]:
    """What these collectors received first from ``start`` to ``end``, or still had at ``start``.

    Where it was collected is where it arose: records of the house know no other origin.
    """
    given = {"province": province, "collectors": ids(collectors), "start": start, "end": end}
    return _gathered(session, GATHERED, given)


def gathered_of(
    session: Session,
    province: int,
    collectors: Collection[int],
    receipts: Collection[int],
    start: datetime,
    end: datetime,
) -> Sequence[Gathered]:
    """The same of certain receipts."""
    given = {"province": province, "collectors": ids(collectors), "start": start, "end": end}
    return _gathered(session, GATHERED_OF, given | {"receipts": ids(receipts)})


def next_gathered(
    session: Session,
    province: int,
    collectors: Collection[int],
    since: datetime,
    end: datetime,
    size: int,
) -> Sequence[tuple[int, datetime]]:
    """The next ``size`` valid receipts of these collectors from ``since`` on, and all of the last
    one's moment."""
    given = {"province": province, "collectors": ids(collectors), "since": since, "end": end}
    found = session.execute(NEXT_GATHERED, given | {"size": size})
    return [(row.id, row.at) for row in found]


def _gathered(session: Session, statement: TextClause, given: dict[str, object]) -> list[Gathered]:
    return [
        Gathered(
            receipt=row.receipt,
            at=row.at,
            collector=row.collector,
            collector_code=row.collector_code,
            site=row.site,
            collected_in=row.collected_in,
            origin=row.collected_in,
            brand=row.brand,
            category=CATEGORY.word[row.category] if row.category else ReceiptCategory.WASTE,
            mass_g=int(row.mass_g),
            pieces=int(row.pieces),
            unweighed=int(row.unweighed),
            coded_g=int(row.coded_g),
            damaged_g=int(row.damaged_g),
            at_start=_WHERE[row.at_start],
            at_end=_WHERE[row.at_end],
        )
        for row in session.execute(statement, given)
    ]


def treated(
    session: Session, province: int, plants: Collection[int], start: datetime, end: datetime
) -> Sequence[Treated]:
    """Grams that each plant took apart in whole months; ``unweighed`` pieces are not in them."""
    given = {
        "province": province,
        "plants": ids(plants),
        "start": start.date(),
        "end": end.date(),
    }
    rows = session.execute(_TREATED, given)
    return [Treated(row.plant, int(row.mass_g), int(row.unweighed)) for row in rows]


def sheets(session: Session, province: int, events: Collection[int]) -> Sequence[Sheet]:
    """The manifests on which these events stand; of several the latest."""
    rows = session.execute(_SHEETS, {"province": province, "events": ids(events)})
    return [Sheet(**row._mapping) for row in rows]
