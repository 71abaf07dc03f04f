"""How do rows become the facts that detectors of anomalies read?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import TextClause

from tracker.domain.moments import day_of
from tracker.graph.anomalies import facts as f
from tracker.graph.anomalies.detectors import Facts
from tracker.store import anomaly_statements as sql
from tracker.store.codes import SCAN_KIND
from tracker.store.event_ids import recorded_at

RowOf = Callable[[Any, Mapping[str, Any]], Any]


def lives_of(rows: Iterable[Any]) -> list[f.Life]:
    """Lives of rows that come sorted by unit."""
    found = []
    for _, group in groupby(rows, key=lambda row: row.unit_id):
        steps = list(group)
        told = [
            f.Step(r.id, SCAN_KIND.word[r.kind], r.happened_at, r.site_id, r.peer_site_id)
            for r in steps
        ]
        found.append(f.Life(steps[0].code or str(steps[0].unit_id), told, steps[0].container))
    return found


def _treatment(row: Any, given: Mapping[str, Any]) -> f.Treatment:
    return f.Treatment(
        row.id,
        SCAN_KIND.word[row.kind],
        day_of(row.happened_at),
        row.site_id,
        frozenset(row.inputs),
        frozenset(row.outputs),
        row.in_g,
        row.lead_g,
        tuple(row.codes),
    )


def _weighed(row: Any, given: Mapping[str, Any]) -> f.Weighed:
    day = day_of(row.happened_at)
    return f.Weighed(row.id, day, row.site_id, tuple(row.codes), row.seen_g, row.booked_g)


def _recorded(row: Any, given: Mapping[str, Any]) -> f.Recorded:
    codes = tuple(code for code in row.codes if code)
    return f.Recorded(row.id, row.happened_at, recorded_at(row.id), row.site_id, codes)


def _stay(row: Any, given: Mapping[str, Any]) -> f.Stay:
    day = day_of(row.happened_at)
    return f.Stay(row.code, row.box, row.from_event, row.to_event, day, row.site_id)


def _refused(row: Any, given: Mapping[str, Any]) -> f.Refused:
    day = day_of(row.happened_at)
    return f.Refused(row.code, row.client_id, row.box, row.consumed, row.id, day, row.site_id)


def _site(row: Any, given: Mapping[str, Any]) -> f.SiteMass | None:
    if row.first_in is None:
        return None
    return f.SiteMass(row.site_id, row.in_g, row.out_g, row.first_in, given["last"])


def _cohort(row: Any, given: Mapping[str, Any]) -> f.Cohort:
    return f.Cohort(row.maker, row.kind, row.district, row.year, row.sold, row.back)


def _claim(row: Any, given: Mapping[str, Any]) -> f.MassClaim:
    last: date | None = row.last
    return f.MassClaim(
        row.certificate, row.holder, row.paper, row.mass_g, row.first, last, row.site_id
    )


ROWS: Mapping[Facts, tuple[TextClause, RowOf]] = {
    Facts.TREATMENT: (sql.TREATMENTS, _treatment),
    Facts.TREATMENTS: (sql.LOTS, _treatment),
    Facts.WEIGHED: (sql.WEIGHED, _weighed),
    Facts.INTAKE: (sql.INTAKES, _recorded),
    Facts.LATE: (sql.LATE, _recorded),
    Facts.STAYS: (sql.STAYS, _stay),
    Facts.REFUSED: (sql.REFUSED, _refused),
    Facts.SITE: (sql.SITE_MASSES, _site),
    Facts.COHORTS: (sql.COHORTS, _cohort),
    Facts.CLAIMS: (sql.CLAIMS, _claim),
}
