"""How do rows get into the books? Those that say the same of many things together, as one scan.

Each row's wishes are taken step by step, grouped into scans. A row that a scan refuses is marked
and leaves the group; the others are booked all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import (
    AlreadyExists,
    Malformed,
    NotAllowed,
    SomeoneWasFaster,
)
from tracker.ledgers.blame import without_blamed
from tracker.ledgers.books import HouseBooks
from tracker.ledgers.form import Row, Together
from tracker.ledgers.grouped import as_scan, noted, without_repeats
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.plan_rows import Desk, Plan, plan_anew, rows_in_books
from tracker.ledgers.whole_lots import without_parts
from tracker.store.import_work import ImportWork
from tracker.store.queries.import_lookups import NotedRow
from tracker.usecases.record_scan import record_once

#: So many rows become one scan at most.
MOST_TOGETHER = 5_000
#: So often is a set of rows tried again when somebody else was at the same things.
_TRIES = 5


def book_plan(plan: Plan, desk: Desk) -> Outcome:
    """Book a chunk of rows; every row is counted once and every fault marked."""
    for attempt in range(_TRIES):
        try:
            outcome = _book(plan, desk)
            refused = {mark.row for mark in outcome.marks[len(plan.told.marks) :]}
            _require_alone([row for row in plan.fresh if row.number in refused], desk, plan.before)
        except SomeoneWasFaster:
            if attempt == _TRIES - 1:
                raise
            plan = plan_anew(plan, desk)
        else:
            break
    return outcome


def _require_alone(refused: Sequence[Row], desk: Desk, known: Mapping[bytes, NotedRow]) -> None:
    """SomeoneWasFaster when rows were refused because another import booked them meanwhile: the
    next try finds them in the books. ``known`` is what was in the books before this one."""
    if refused:
        now = rows_in_books(refused, desk)
        if any(row.job != desk.job and row != known.get(digest) for digest, row in now.items()):
            raise SomeoneWasFaster


def _book(plan: Plan, desk: Desk) -> Outcome:
    before = plan.outcome
    outcome = Outcome(
        booked=before.booked, known=before.known, refused=before.refused, marks=[*before.marks]
    )
    events = {
        row.digest: plan.before[row.digest].event
        for row in plan.wanting
        if row.digest in plan.before
    }
    pending = plan.wanting
    while pending:
        pending = _take_a_step(pending, desk, plan.books, events, outcome)
    return outcome


def _take_a_step(
    rows: Sequence[Row],
    desk: Desk,
    books: HouseBooks,
    events: dict[bytes, int],
    outcome: Outcome,
) -> list[Row]:
    """Book the first wish of every row; answers the rows that want more."""
    groups: dict[Together, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.wishes[0].together, []).append(row)
    left: list[Row] = []
    for together, members in sorted(groups.items(), key=lambda item: item[0].at):
        for start in range(0, len(members), MOST_TOGETHER):
            some = members[start : start + MOST_TOGETHER]
            booked, by_others = _scan(together, some, desk, books, events, outcome)
            for row in booked:
                row.wishes.pop(0)
                if row.wishes:
                    left.append(row)
                elif by_others:
                    outcome.known += 1
                else:
                    outcome.booked += 1
    return left


def _scan(
    together: Together,
    rows: Sequence[Row],
    desk: Desk,
    books: HouseBooks,
    events: dict[bytes, int],
    outcome: Outcome,
) -> tuple[list[Row], bool]:
    """One scan for all these rows; answers those that it booked, and whether another import of the
    same rows had done so a moment before."""
    members = without_repeats(together, rows, outcome)
    if desk.form.whole:
        members = without_parts(together, members, desk.form.whole, books, outcome)
    while members:
        scan = as_scan(together, members, desk.clock.now(), events)
        work = ImportWork(desk.sessions, desk.province, desk.organisation, desk.job)
        work.expect(together.kind, [noted(row, events) for row in members])
        try:
            digest = hashlib.sha256(scan.client_id.encode()).digest()
            answer = record_once(scan, digest, desk.caller, work, desk.clock)
        except (Malformed, AlreadyExists, NotAllowed) as error:
            members = without_blamed(error, members, outcome)
            continue
        return _booked(answer, members, events, outcome), answer.replayed
    return [], False


def _booked(
    answer: ScanAnswer, rows: Sequence[Row], events: dict[bytes, int], outcome: Outcome
) -> list[Row]:
    booked = []
    for row in rows:
        wish = row.wishes[0]
        if answer.refused:
            refused = [answer.refused[code] for code in wish.codes if code in answer.refused]
            if refused:
                outcome.refuse(row.number, *((wish.blame, fault) for fault in refused))
                continue
        if answer.event is not None:
            events[row.digest] = answer.event
        booked.append(row)
    return booked
