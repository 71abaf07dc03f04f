"""Does an import go on where a server was ended, and is nothing half-written or doubled?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.ledgers import Counter, sales, workbook
from tests.builders.province import TheTown
from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import NotFound
from tracker.domain.scan import Scan, ScanKind
from tracker.ledgers import import_table, jobs
from tracker.ledgers.jobs import Brought, bring_file, list_jobs, show_job, work_on
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.upkeep import continue_stalled
from tracker.usecases.record_scan import record_once

ROWS = 5_000


class Ended(BaseException):
    """The server is ended here; nothing catches it."""


def ledger(rows: int = ROWS) -> bytes:
    return workbook(*sales(*(f"B{number}" for number in range(rows))))


def count(database: Connection, table: str) -> Any:
    return database.scalar(text(f"SELECT count(*) FROM {table}"))


def test_five_thousand_rows_come_in_at_once(
    counter: Counter, town: TheTown, database: Connection
) -> None:
    heard: list[tuple[int, int]] = []
    job = bring_file(
        Brought("a.xlsx", ledger(), site="MAKER-1"), town.producer.caller, counter.office
    )
    done = work_on(job, counter.office, lambda o: heard.append((o.done, o.rows)))
    assert (done.rows, done.booked, done.refused) == (ROWS, ROWS, 0)
    assert heard[-1] == (ROWS, ROWS)
    assert count(database, "unit") == ROWS
    assert count(database, "event") == 2


def test_a_server_ended_in_the_middle_is_continued_without_a_row_lost_or_doubled(
    counter: Counter, town: TheTown, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_table, "CHUNK", 100)
    brought = Brought("a.xlsx", ledger(350), site="MAKER-1")
    job = bring_file(brought, town.producer.caller, counter.office)

    def end_it(outcome: Outcome) -> None:
        if outcome.done == 200:
            raise Ended

    with pytest.raises(Ended):
        work_on(job, counter.office, end_it)
    assert count(database, "unit") == 200
    assert work_on(job, counter.office).state == "running"  # somebody seems to be at it
    town.clock.pass_by(minutes=10)
    assert continue_stalled(counter.office) == [job]
    done = show_job(job, counter.office)
    assert (done.state, done.rows, done.booked, done.known) == ("done", 350, 350, 0)
    assert count(database, "unit") == count(database, "import_row") == 350


def test_what_was_registered_but_not_yet_sold_is_sold_when_it_goes_on(
    counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = Brought("a.xlsx", ledger(3), site="MAKER-1")
    job = bring_file(brought, town.producer.caller, counter.office)

    def only_register(scan: Scan, *rest: Any) -> ScanAnswer:
        if scan.kind is ScanKind.SELL:
            raise Ended
        return record_once(scan, *rest)

    with monkeypatch.context() as patch:
        patch.setattr("tracker.ledgers.book_scans.record_once", only_register)
        with pytest.raises(Ended):
            work_on(job, counter.office)
    assert town.unit("B1").state.value == "registered"
    town.clock.pass_by(minutes=10)
    continue_stalled(counter.office)
    assert town.unit("B1").state.value == "on_sale"
    assert show_job(job, counter.office).booked == 3


def test_a_voided_row_may_be_booked_anew(
    counter: Counter, town: TheTown, database: Connection
) -> None:
    content = workbook(*sales("B1"))
    counter.bring(content, town.producer.caller, site="MAKER-1")
    for event in database.scalars(text("SELECT id FROM event ORDER BY id DESC")).all():
        town.scan(town.producer, ScanKind.VOID, event=event, reason="wrong day")
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert (job.booked, job.known, job.refused) == (1, 0, 0), job.faults
    assert town.unit("B1").state.value == "on_sale"


def test_another_organisation_sees_nothing_of_it(counter: Counter, town: TheTown) -> None:
    job = counter.bring(workbook(*sales("B1")), town.producer.caller, site="MAKER-1")
    with pytest.raises(NotFound):
        show_job(job.id, counter.office, town.shop.caller)
    assert list_jobs(town.shop.caller, counter.office) == []
    assert [one.id for one in list_jobs(town.producer.caller, counter.office)] == [job.id]


def test_the_lease_outlasts_a_chunk() -> None:
    assert timedelta(minutes=1) < jobs.LEASE
