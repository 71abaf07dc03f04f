"""How do rows get into the books? Those that say the same of many things together, as one scan.

Rows of a chunk are first looked up by the digest of what they say: what is booked is not booked
again. Then each row's wishes are taken step by step, grouped into scans. A row that a scan refuses
is marked and leaves the group; the others are booked all the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

import orjson

from tracker.domain.answer import ScanAnswer
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    AlreadyExists,
    Fault,
    Malformed,
    NotAllowed,
    SomeoneWasFaster,
)
from tracker.domain.moments import CHINA, FIRST_MOMENT
from tracker.domain.register_kinds import Unfit
from tracker.ledgers.blame import without_blamed
from tracker.ledgers.books import HouseBooks
from tracker.ledgers.form import Form, Row, Together
from tracker.ledgers.grouped import as_scan, noted, without_repeats
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.whole_lots import without_parts
from tracker.store.import_work import ImportWork
from tracker.store.queries.import_lookups import NotedRow, noted_rows
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock
from tracker.usecases.record_scan import record_once

#: So many rows become one scan at most.
MOST_TOGETHER = 5_000
#: So often is a set of rows tried again when somebody else was at the same things.
_TRIES = 5
_DIGEST_BYTES = 16


@dataclass(slots=True)
class Desk:
    """Where a ledger is booked: for whom, by which clock, into which books. ``job`` is noted with
    every row; ``repeats`` counts equal rows of the file so far."""

    form: Form
    sessions: Sessions
    province: int
    caller: Caller
    books: HouseBooks
    clock: Clock
    job: int
    repeats: Counter[bytes] = field(default_factory=Counter)
    first_rows: dict[bytes, int] = field(default_factory=dict)


def book_rows(rows: Sequence[Row], desk: Desk, outcome: Outcome) -> None:
    """Book a chunk of rows; every row is counted once and every fault marked."""
    if desk.caller.organisation is None:
        raise NotAllowed
    fresh = list(_told_apart(rows, desk, outcome))
    for attempt in range(_TRIES):
        before = replace(outcome, marks=list(outcome.marks))
        try:
            known = _book(fresh, desk, outcome)
            refused = {mark.row for mark in outcome.marks[len(before.marks) :]}
            _require_alone([row for row in fresh if row.number in refused], desk, known)
        except SomeoneWasFaster:
            if attempt == _TRIES - 1:
                raise
            for name in ("booked", "known", "refused", "marks"):
                setattr(outcome, name, getattr(before, name))
        else:
            return


def _require_alone(refused: Sequence[Row], desk: Desk, known: Mapping[bytes, NotedRow]) -> None:
    """SomeoneWasFaster when rows were refused because another import booked them meanwhile: the
    next try finds them in the books. ``known`` is what was in the books before this one."""
    if refused:
        now = _noted(refused, desk)
        if any(row.job != desk.job and row != known.get(digest) for digest, row in now.items()):
            raise SomeoneWasFaster


def _noted(rows: Sequence[Row], desk: Desk) -> dict[bytes, NotedRow]:
    """Which of these rows are in the books."""
    organisation = desk.caller.organisation
    assert organisation is not None  # noqa: S101  book_rows asked
    with desk.sessions() as session:
        return noted_rows(session, desk.province, organisation, [row.digest for row in rows])


def _told_apart(rows: Sequence[Row], desk: Desk, outcome: Outcome) -> Iterator[Row]:
    """Rows that could be read, each with its digest; what is wrong or there twice is marked."""
    own = desk.form.own
    for row in rows:
        if row.faults:
            outcome.refuse(row.number, *row.faults)
            continue
        row.digest = _digest(desk.form.name, desk.books.site, row, 0)
        if own and own in row.values:
            first = desk.first_rows.setdefault(row.digest, row.number)
            if first != row.number:
                outcome.refuse(row.number, (own, Fault("row_repeated", params={"row": first})))
                continue
        else:
            desk.repeats[row.digest] += 1
            if desk.repeats[row.digest] > 1:
                times = desk.repeats[row.digest]
                row.digest = _digest(desk.form.name, desk.books.site, row, times)
        yield row


def _digest(form: str, site: str | None, row: Row, times: int) -> bytes:
    """Of what the row says; ``times`` tells rows apart that say the same of different things."""
    said = (form, row.values.get("site") or site, times, row.values)
    content = orjson.dumps(said, option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


def _book(rows: Sequence[Row], desk: Desk, outcome: Outcome) -> Mapping[bytes, NotedRow]:
    """Answers what was in the books before."""
    before_rows = _noted(rows, desk)
    desk.books.look_up(desk.form, rows)
    today = desk.clock.now().astimezone(CHINA).date()
    pending = []
    for row in rows:
        before = before_rows.get(row.digest)
        if before is not None and before.whole and not before.voided:
            if before.job == desk.job:
                outcome.booked += 1
            else:
                outcome.known += 1
            continue
        faults = _plan(row, desk, before, today)
        if faults:
            outcome.refuse(row.number, *faults)
        else:
            pending.append(row)
    events = {
        row.digest: before_rows[row.digest].event for row in pending if row.digest in before_rows
    }
    while pending:
        pending = _take_a_step(pending, desk, events, outcome)
    return before_rows


def _plan(row: Row, desk: Desk, before: NotedRow | None, today: date) -> list[tuple[str, Fault]]:
    """What the row wants, less the steps that are in the books."""
    assert desk.form.meaning is not None  # noqa: S101  registers are kept elsewhere
    try:
        wishes = list(desk.form.meaning(row, desk.books))
    except Unfit as error:
        return [(fault.pointer.lstrip("/"), fault) for fault in error.faults]
    for wish in wishes:
        fault = _time_fault(wish.together.at, today)
        if fault is not None:
            return [("day", fault)]
    if before is not None and not before.voided:
        kinds = [wish.together.kind for wish in wishes]
        if before.kind in kinds:
            wishes = wishes[kinds.index(before.kind) + 1 :]
    row.wishes = wishes
    return []


@lru_cache(maxsize=4_096)
def _time_fault(at: datetime, today: date) -> Fault | None:
    """A ledger tells of what has happened, in days: this day is not over yet."""
    if at.date() > today:
        return Fault("time_in_future")
    if at < FIRST_MOMENT:
        return Fault("time_too_old", params={"first": FIRST_MOMENT.date().isoformat()})
    return None


def _take_a_step(
    rows: list[Row], desk: Desk, events: dict[bytes, int], outcome: Outcome
) -> list[Row]:
    """Book the first wish of every row; answers the rows that want more."""
    groups: dict[Together, list[Row]] = {}
    for row in rows:
        if not row.wishes:  # all of it was in the books
            outcome.known += 1
            continue
        groups.setdefault(row.wishes[0].together, []).append(row)
    left: list[Row] = []
    for together, members in sorted(groups.items(), key=lambda item: item[0].at):
        for start in range(0, len(members), MOST_TOGETHER):
            some = members[start : start + MOST_TOGETHER]
            booked, by_others = _scan(together, some, desk, events, outcome)
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
    events: dict[bytes, int],
    outcome: Outcome,
) -> tuple[list[Row], bool]:
    """One scan for all these rows; answers those that it booked, and whether another import of the
    same rows had done so a moment before."""
    members = without_repeats(together, rows, outcome)
    if desk.form.whole:
        members = without_parts(together, members, desk.form.whole, desk.books, outcome)
    while members:
        scan = as_scan(together, members, desk.clock.now(), events)
        work = ImportWork(desk.sessions, desk.province, desk.caller.organisation or 0, desk.job)
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
        refused = [answer.refused[code] for code in wish.codes if code in answer.refused]
        if refused:
            outcome.refuse(row.number, *((wish.blame, fault) for fault in refused))
            continue
        if answer.event is not None:
            events[row.digest] = answer.event
        booked.append(row)
    return booked
