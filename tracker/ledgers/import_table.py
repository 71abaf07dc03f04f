"""Somebody brings a ledger: read it in chunks, book what is right, mark what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, FileRefused, NotAllowed
from tracker.domain.moments import CHINA
from tracker.domain.roles import Right
from tracker.ledgers.book_scans import book_plan
from tracker.ledgers.books import HouseBooks
from tracker.ledgers.form import Form, Row
from tracker.ledgers.forms import FORMS
from tracker.ledgers.heads import HEAD_ROWS, Heads, find_heads
from tracker.ledgers.keep_entries import keep_rows
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.plan_rows import Desk, plan_anew, plans
from tracker.ledgers.read_ahead import ahead
from tracker.ledgers.read_rows import read_rows
from tracker.ledgers.table import Table
from tracker.store.queries.import_lookups import have_connections, rehearsal
from tracker.store.repositories.figures import parameters_of
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork
from tracker.usecases.ports import Clock

#: So many rows are held at a time.
CHUNK = 5_000
Progress = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be done with a table. ``form`` None: found by the heads. ``site`` is the code of
    the site that rows without one are about."""

    caller: Caller
    form: Form | None = None
    site: str | None = None
    dry_run: bool = False
    job: int = 0


def heads_of(table: Table, form: Form | None) -> Heads:
    """The heads of a table; FileRefused when they fit no form, or not this one."""
    first = list(islice(table.rows(), HEAD_ROWS))
    return find_heads(first, FORMS if form is None else (form,))


def import_table(
    table: Table,
    heads: Heads,
    wanted: Import,
    sessions: Sessions,
    province: int,
    clock: Clock,
    progress: Progress = lambda _outcome: None,
) -> Outcome:
    """Book every row that is right. ``progress`` hears after each chunk, which by then is in the
    books: whoever is interrupted begins again at the top, and what is booked is passed over.

    A dry run does the same and undoes each chunk. Raises NotAllowed when the caller may not keep
    what the form is about, and FileRefused when there are no rows.
    """
    rows = read_rows(table.rows(), heads, table.bare)
    expected = max(table.height - heads.last_row, 0)
    return import_rows(rows, expected, heads, wanted, sessions, province, clock, progress)


def import_rows(
    rows: Iterable[Row],
    expected: int,
    heads: Heads,
    wanted: Import,
    sessions: Sessions,
    province: int,
    clock: Clock,
    progress: Progress = lambda _outcome: None,
) -> Outcome:
    """The same with rows that somebody reads; about ``expected`` of them will come."""
    _require_right(wanted, heads.form)
    outcome = Outcome(rows=expected)
    own = _organisation(wanted, sessions, province)
    tolerance = _tolerance_ppm(sessions, province, clock)
    books = HouseBooks(sessions, wanted.caller, own, wanted.site, tolerance)
    desk = Desk(heads.form, sessions, province, wanted.caller, books, clock, wanted.job)
    if heads.form.register is not None:
        done = _kept(rows, heads, wanted, desk)
    else:
        done = _booked(rows, wanted, desk)
    for length, chunk in done:
        outcome.add(length, chunk)
        progress(outcome)
    if outcome.done == 0:
        raise FileRefused(Fault("sheet_empty"))
    outcome.rows = outcome.done
    outcome.marks.sort(key=lambda mark: mark.row)
    return outcome


def _kept(
    rows: Iterable[Row], heads: Heads, wanted: Import, desk: Desk
) -> Iterator[tuple[int, Outcome]]:
    """Keep the entries of a register; answers each chunk's length and what became of it."""
    columns = frozenset(place.column.key for place in heads.places)
    for chunk in ahead(_chunks(rows)):
        found = Outcome()
        with _sessions(desk.sessions, wanted.dry_run) as here:
            keep_rows(chunk, columns, _desk_with(here, desk), found)
        yield len(chunk), found


def _booked(rows: Iterable[Row], wanted: Import, desk: Desk) -> Iterator[tuple[int, Outcome]]:
    """Book the rows of a ledger; answers each chunk's length and what became of it.

    A chunk is planned while the one before is booked. Where both speak of the same things, it is
    planned anew: what the other one did must be seen.
    """
    spoken: Set[str] = frozenset()
    planned = plans(_chunks(rows), desk)
    for plan in ahead(planned) if have_connections(desk.sessions) else planned:
        with _sessions(desk.sessions, wanted.dry_run) as here:
            booking = _desk_with(here, desk)
            fresh = plan if spoken.isdisjoint(plan.books.codes) else plan_anew(plan, booking)
            found = book_plan(fresh, booking)
        spoken = plan.books.codes
        yield plan.length, found


def _desk_with(sessions: Sessions, desk: Desk) -> Desk:
    return replace(desk, sessions=sessions, books=replace(desk.books, sessions=sessions))


def _require_right(wanted: Import, form: Form) -> None:
    caller = wanted.caller
    if form.register is None:
        allowed = caller.may(Right.SCAN) and caller.organisation is not None
    else:
        allowed = caller.may(Right.EDIT_REFERENCE)
        allowed = allowed or (form.register.own and caller.may(Right.EDIT_OWN))
    if not allowed:
        raise NotAllowed


def _organisation(wanted: Import, sessions: Sessions, province: int) -> str:
    with SqlUnitOfWork(sessions, province) as uow:
        return uow.registers.organisation_code(wanted.caller.organisation) or ""


def _tolerance_ppm(sessions: Sessions, province: int, clock: Clock) -> int:
    with sessions() as session:
        today = clock.now().astimezone(CHINA).date()
        return parameters_of(session, province).value("weight_tolerance", today) or 0


def _sessions(sessions: Sessions, dry_run: bool) -> AbstractContextManager[Sessions]:
    return rehearsal(sessions) if dry_run else nullcontext(sessions)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk
