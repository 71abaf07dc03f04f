"""Which applications concern the caller, the newest first; one, with what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.approval import Approval, ApprovalState, ApprovalStep, EntryKind
from tracker.domain.sight import Sight
from tracker.domain.workdays import Workdays
from tracker.store.approval_codes import APPROVAL_STATE, APPROVAL_STEP, ENTRY_KIND
from tracker.store.arrays import IDS, ids
from tracker.store.driver import Driver
from tracker.store.repositories.approval_records import approval_of
from tracker.store.repositories.approvals import FIND
from tracker.store.repositories.figures import calendar_of

_LIST = {
    kind: text(
        f"SELECT * FROM approval WHERE {whose} AND id < :before"
        f" AND state = ANY({IDS.format('states')}) ORDER BY id DESC LIMIT :most"
    )
    for kind, whose in (
        ("party", "(sender_id = :organisation OR receiver_id = :organisation)"),
        ("office", "(sender_division LIKE :division OR receiver_division LIKE :division)"),
    )
}
_STEPS = text(
    "SELECT s.number, s.step, s.day, s.recorded_at, s.said, a.name AS actor FROM approval_step s"
    " LEFT JOIN account a ON a.id = s.actor_id WHERE s.approval_id = :id ORDER BY s.number"
)
_ENTRIES = text(
    "SELECT e.kind, e.delta_g, e.at, m.number FROM approval_entry e"
    " JOIN manifest m ON m.id = e.manifest_id AND m.province = e.province"
    " WHERE e.approval_id = :id AND e.province = :province ORDER BY e.id DESC LIMIT :most"
)
_LISTED = text(
    "SELECT document FROM white_list_entry WHERE organisation_id = :organisation"
    " AND valid_from <= :day AND (valid_until IS NULL OR valid_until >= :day)"
    " ORDER BY valid_from DESC, id LIMIT 1"
)
_FROM_THE_TOP = 2**62
#: So many of the newest entries are shown.
MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class WantedApprovals:
    """``before``: the last id of the page before."""

    limit: int
    states: Sequence[ApprovalState]
    before: int | None = None


class TakenStep(NamedTuple):
    """One step; ``actor`` None: nobody, time went by."""

    number: int
    step: ApprovalStep
    day: date
    recorded_at: datetime
    said: Mapping[str, Any]
    actor: str | None


class Entry(NamedTuple):
    """What a manifest changed of what is drawn, in grams."""

    kind: EntryKind
    delta_g: int
    at: datetime
    manifest: str


def listed_approvals(session: Session, sight: Sight, wanted: WantedApprovals) -> list[Approval]:
    """One more than ``limit`` if there are more. Of what lies in no province of the caller's and
    concerns no organisation of theirs nothing is seen."""
    if sight.organisation is None and sight.division is None:
        return []
    given = {
        "organisation": sight.organisation,
        "division": f"{sight.division}%",
        "states": ids(APPROVAL_STATE.number[state] for state in wanted.states),
        "before": wanted.before or _FROM_THE_TOP,
        "most": wanted.limit + 1,
    }
    statement = _LIST["party" if sight.organisation is not None else "office"]
    return [approval_of(row) for row in Driver(session).run(statement, given).fetchall()]


def approval_with(session: Session, name: str, province: int) -> Approval | None:
    """By our code or by the number of the deciding authority."""
    row = Driver(session).run(FIND, {"name": name, "province": province}).fetchone()
    return None if row is None else approval_of(row)


def steps_of(session: Session, approval: int) -> list[TakenStep]:
    """Every step in its order."""
    rows = Driver(session).run(_STEPS, {"id": approval}).fetchall()
    return [
        TakenStep(
            row.number, APPROVAL_STEP.word[row.step], row.day, row.recorded_at, row.said, row.actor
        )
        for row in rows
    ]


def entries_of(session: Session, approval: int, province: int) -> list[Entry]:
    """What manifests drew, the newest first."""
    given = {"id": approval, "province": province, "most": MOST_ENTRIES}
    rows = Driver(session).run(_ENTRIES, given).fetchall()
    return [Entry(ENTRY_KIND.word[row.kind], row.delta_g, row.at, row.number) for row in rows]


def white_listed(session: Session, organisation: int, day: date) -> str | None:
    """The newest document that lists this receiver on that day; None: it stands on no list."""
    found = Driver(session).run(_LISTED, {"organisation": organisation, "day": day}).fetchone()
    return None if found is None else str(found.document)


def workdays(session: Session) -> Workdays:
    """The calendar by which the authorities' days are counted."""
    return calendar_of(session)
