"""What came into a site's stock in a period, left it and was used: from the monthly sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.manifest import ManifestStep
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.store.arrays import IDS, ids
from tracker.store.codes import MATERIAL, SCAN_KIND, UNIT_KIND, UNIT_STATE, Part, Ware
from tracker.store.driver import Driver
from tracker.store.manifest_codes import MANIFEST_STEP
from tracker.store.repositories.rollup_statements import NOT_VOID

_SUMS = text(
    "SELECT month < :first AS before, kind, ware, part, sum(mass_g) AS mass_g,"
    " sum(pieces) AS pieces, sum(unweighed) AS unweighed FROM monthly_rollup"
    " WHERE site_id = :site AND month <= :last GROUP BY 1, 2, 3, 4"
)
_DAY = "CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date)"
#: Refused loads that their sender took back: looked over under the manifest's own step.
_RETURNED = text(
    f"SELECT {_DAY} < :first AS before, sum(coalesce(e.mass_g, 0)) AS mass_g,"
    " sum(e.pieces) AS pieces, sum(CASE WHEN e.mass_g IS NULL THEN e.pieces ELSE 0 END)"
    " AS unweighed FROM manifest_confirmation c JOIN event e ON e.id = c.event_id"
    f" WHERE c.step = {MANIFEST_STEP.number[ManifestStep.TAKE_RETURN]} AND e.site_id = :site"
    f" AND {_DAY} <= :until AND {NOT_VOID} GROUP BY 1"
)
_AMENDED = ", ".join(str(SCAN_KIND.number[kind]) for kind in (ScanKind.CORRECT, ScanKind.VOID))
_ENTRIES = text(
    "SELECT e.id, e.kind, e.happened_at, e.subject_event, e.mass_g,"
    " e.payload ->> 'reason' AS reason FROM event e"
    f" WHERE e.site_id = :site AND e.kind IN ({_AMENDED}) AND {_DAY} BETWEEN :first AND :until"
    " ORDER BY e.id LIMIT :most"
)
_BRINGS = ", ".join(
    str(SCAN_KIND.number[kind])
    for kind in (
        ScanKind.COLLECT,
        ScanKind.TAKE_BACK,
        ScanKind.RECEIVE,
        ScanKind.FIND,
        ScanKind.PACK,
        ScanKind.REJECT,
        ScanKind.STOCK_TAKE,
        ScanKind.STORE,
    )
)
_LEAVES = ", ".join(str(SCAN_KIND.number[kind]) for kind in (ScanKind.DISPATCH, ScanKind.DISMANTLE))
#: What left or was used at a site where no entry says how it came there.
_UNLINKED = text(
    "SELECT e.id, (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u) AS code"
    " FROM event e, unnest(e.units) AS u"
    f" WHERE e.site_id = :site AND e.kind IN ({_LEAVES}) AND {_DAY} BETWEEN :first AND :until"
    f" AND {NOT_VOID} AND NOT EXISTS (SELECT FROM event_unit m JOIN event b ON b.id = m.event_id"
    f" WHERE m.unit_id = u AND b.site_id = e.site_id AND b.kind IN ({_BRINGS})"
    " AND b.happened_at <= e.happened_at) ORDER BY e.id, code LIMIT :most"
)
#: States in which batteries lie at a site and were not dispatched yet.
_STORED = [
    UNIT_STATE.number[state]
    for state in (UnitState.COLLECTED, UnitState.IN_STORAGE, UnitState.RECEIVED)
]
_BATTERIES = [
    UNIT_KIND.number[kind] for kind in (UnitKind.BATTERY, UnitKind.CONTAINER, UnitKind.UNCODED_LOT)
]
_COUNTED = text(
    "SELECT coalesce(sum(mass_g), 0) AS mass_g FROM unit WHERE site_id = :site"
    f" AND container_id IS NULL AND state = ANY({IDS.format('states')})"
    f" AND kind = ANY({IDS.format('kinds')})"
)
#: So many entries are told.
MOST_TOLD = 200


class Moved(NamedTuple):
    """One sum: ``before`` the period or in it; ``material`` None: batteries. Grams."""

    before: bool
    kind: ScanKind
    material: Material | None
    part: int
    mass_g: int
    pieces: int
    unweighed: int


class Returned(NamedTuple):
    """Refused loads that came back to their sender."""

    before: bool
    mass_g: int
    pieces: int
    unweighed: int


class Amended(NamedTuple):
    """An entry 调整 or 撤销: which event it is about, and the mass that it states."""

    event: int
    kind: ScanKind
    at: datetime
    about: int
    mass_g: int | None
    reason: str | None


class Unlinked(NamedTuple):
    """What left although no entry says how it came."""

    event: int
    code: str


def moved_at(session: Session, site: int, first: date, last: date) -> list[Moved]:
    """The sums of all months up to that of ``last``; lots of several materials in one scan are left
    out of materials, and said nowhere."""
    given = {"site": site, "first": first, "last": last}
    rows = Driver(session).run(_SUMS, given).fetchall()
    return [
        Moved(
            row.before,
            SCAN_KIND.word[row.kind],
            None if row.ware == Ware.BATTERIES else MATERIAL.word[row.ware],
            row.part,
            int(row.mass_g),
            int(row.pieces),
            int(row.unweighed),
        )
        for row in rows
        if row.ware != Ware.SEVERAL
    ]


def returned_to(session: Session, site: int, first: date, until: date) -> list[Returned]:
    """Refused loads, before and in the period."""
    given = {"site": site, "first": first, "until": until}
    rows = Driver(session).run(_RETURNED, given).fetchall()
    return [
        Returned(row.before, int(row.mass_g), int(row.pieces), int(row.unweighed)) for row in rows
    ]


def amended_at(session: Session, site: int, first: date, until: date) -> Sequence[Amended]:
    """Corrections and voids that were made there in the period."""
    given = {"site": site, "first": first, "until": until, "most": MOST_TOLD}
    rows = Driver(session).run(_ENTRIES, given).fetchall()
    return [
        Amended(
            row.id,
            SCAN_KIND.word[row.kind],
            row.happened_at,
            row.subject_event,
            row.mass_g,
            row.reason,
        )
        for row in rows
    ]


def unlinked_at(session: Session, site: int, first: date, until: date) -> Sequence[Unlinked]:
    """Entries that hang in the air (HJ 1259 6.3)."""
    given = {"site": site, "first": first, "until": until, "most": MOST_TOLD}
    return [Unlinked(*row) for row in Driver(session).rows(_UNLINKED, given)]


def counted_now(session: Session, site: int) -> int:
    """Grams of batteries that lie there by their own rows."""
    given = {"site": site, "states": ids(_STORED), "kinds": ids(_BATTERIES)}
    row = Driver(session).run(_COUNTED, given).fetchone()
    return int(row.mass_g) if row else 0


INPUT, OUTPUT, WHOLE = Part.INPUT, Part.OUTPUT, Part.TOUCHED
