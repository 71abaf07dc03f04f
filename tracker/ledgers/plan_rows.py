"""What does each row of a ledger still want of the books?

Rows are first looked up by the digest of what they say: what is booked is not booked again. Then
the row's form says which steps it means, and those that are in the books are left out. Nothing is
written here, so the next chunk is planned while the last one is booked.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import orjson

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, NotAllowed
from tracker.domain.moments import CHINA, FIRST_MOMENT
from tracker.domain.register_kinds import Unfit
from tracker.ledgers.books import HouseBooks
from tracker.ledgers.form import Form, Row
from tracker.ledgers.outcome import Outcome
from tracker.store.queries.import_lookups import NotedRow, noted_rows
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock

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

    @property
    def organisation(self) -> int:
        """Whose ledger it is; NotAllowed when the caller belongs to none."""
        if self.caller.organisation is None:
            raise NotAllowed
        return self.caller.organisation


@dataclass(frozen=True, slots=True)
class Plan:
    """A chunk of ``length`` rows. ``fresh`` could be read and stand in the file for the first time;
    those of ``wanting`` have wishes. ``before`` is what was in the ``books`` of them, ``outcome``
    what could be said without booking anything."""

    length: int
    fresh: Sequence[Row]
    told: Outcome
    books: HouseBooks
    before: Mapping[bytes, NotedRow]
    wanting: Sequence[Row]
    outcome: Outcome


def plans(chunks: Iterable[Sequence[Row]], desk: Desk) -> Iterator[Plan]:
    """A plan of each chunk, in their order."""
    for rows in chunks:
        told = Outcome()
        fresh = list(_told_apart(rows, desk, told))
        yield _plan_of(len(rows), fresh, told, desk)


def plan_anew(plan: Plan, desk: Desk) -> Plan:
    """The same rows by what is in the books now."""
    return _plan_of(plan.length, plan.fresh, plan.told, desk)


def rows_in_books(rows: Sequence[Row], desk: Desk) -> dict[bytes, NotedRow]:
    """Which of these rows are in the books, by digest."""
    with desk.sessions() as session:
        digests = [row.digest for row in rows]
        return noted_rows(session, desk.province, desk.organisation, digests)


def _told_apart(rows: Sequence[Row], desk: Desk, told: Outcome) -> Iterator[Row]:
    """Rows that could be read, each with its digest; what is wrong or there twice is marked."""
    own = desk.form.own
    for row in rows:
        if row.faults:
            told.refuse(row.number, *row.faults)
            continue
        row.digest = _digest(desk.form.name, desk.books.site, row, 0)
        if own and own in row.values:
            first = desk.first_rows.setdefault(row.digest, row.number)
            if first != row.number:
                told.refuse(row.number, (own, Fault("row_repeated", params={"row": first})))
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


def _plan_of(length: int, fresh: Sequence[Row], told: Outcome, desk: Desk) -> Plan:
    outcome = Outcome(refused=told.refused, marks=[*told.marks])
    before = rows_in_books(fresh, desk)
    books = desk.books.opened_for(desk.form, fresh)
    today = desk.clock.now().astimezone(CHINA).date()
    wanting = []
    for row in fresh:
        noted = before.get(row.digest)
        if noted is not None and noted.whole and not noted.voided:
            if noted.job == desk.job:
                outcome.booked += 1
            else:
                outcome.known += 1
            continue
        faults = _wishes(row, desk.form, books, noted, today)
        if faults:
            outcome.refuse(row.number, *faults)
        elif row.wishes:
            wanting.append(row)
        else:  # all of it was in the books
            outcome.known += 1
    return Plan(length, fresh, told, books, before, wanting, outcome)


def _wishes(
    row: Row, form: Form, books: HouseBooks, noted: NotedRow | None, today: date
) -> list[tuple[str, Fault]]:
    """Give the row what it wants, less the steps that are in the books; answers what is wrong."""
    assert form.meaning is not None  # noqa: S101  registers are kept elsewhere
    try:
        wishes = list(form.meaning(row, books))
    except Unfit as error:
        return [(fault.pointer.lstrip("/"), fault) for fault in error.faults]
    for wish in wishes:
        fault = _time_fault(wish.together.at, today)
        if fault is not None:
            return [("day", fault)]
    if noted is not None and not noted.voided:
        kinds = [wish.together.kind for wish in wishes]
        if noted.kind in kinds:
            wishes = wishes[kinds.index(noted.kind) + 1 :]
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
