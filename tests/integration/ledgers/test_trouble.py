"""What becomes of an import when the disk is full, the server is killed, or two come at once?"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.builders.ledgers import Counter, sales, workbook
from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tests.integration.ledgers.test_waste import form, stored
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.ledgers import import_table, jobs
from tracker.ledgers.jobs import Brought, Office, bring_file, marked_file, show_job, work_on
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.say import job_in_words
from tracker.ledgers.upkeep import continue_stalled, forget_marked
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

ROWS, CHUNK, KILLED_AT = 600, 100, 300


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = app_engine(own_database)
    yield engine
    engine.dispose()


@pytest.fixture
def real(engine: Engine, clock: FixedClock) -> Counter:
    """A counter in a database in which commits are real."""
    sessions = sessions_of(engine)
    return Counter(sessions, build_the_town(sessions, clock))


def ledger(*wrong: str) -> bytes:
    rows = sales(*(f"B{number}" for number in range(ROWS)))
    return workbook(*rows, *sales(*wrong, day="?")[1:])


def counted(engine: Engine, table: str) -> Any:
    with engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))


def _until_it_is_killed(url: str, job: int, clock: FixedClock) -> None:
    """In a process of its own: a server that is ended by force in the middle of an import."""
    import_table.CHUNK = CHUNK

    def kill(outcome: Outcome) -> None:
        if outcome.done >= KILLED_AT:
            os.kill(os.getpid(), signal.SIGKILL)

    work_on(job, Office(sessions_of(app_engine(url)), HOME_PROVINCE, clock), kill)


@pytest.mark.skipif(os.name == "nt", reason="processes are ended by signals")
def test_a_killed_server_leaves_nothing_half_written_and_nothing_doubled(
    real: Counter, engine: Engine, own_database: str, clock: FixedClock
) -> None:
    caller = real.town.producer.caller
    job = bring_file(Brought("a.xlsx", ledger(), site="MAKER-1"), caller, real.office)
    server = multiprocessing.get_context("spawn").Process(
        target=_until_it_is_killed, args=(own_database, job, clock)
    )
    server.start()
    server.join()
    assert server.exitcode == -signal.SIGKILL
    left = show_job(job, real.office)
    assert (left.state, left.finished_at) == ("running", None)
    assert counted(engine, "unit") == counted(engine, "import_row") == KILLED_AT
    clock.pass_by(minutes=10)
    assert continue_stalled(real.office) == [job]
    done = show_job(job, real.office)
    assert (done.state, done.booked, done.known, done.refused) == ("done", ROWS, 0, 0)
    assert counted(engine, "unit") == counted(engine, "import_row") == ROWS


def test_two_imports_of_one_file_at_once_book_every_row_once(
    real: Counter, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_table, "CHUNK", CHUNK)
    caller = real.town.producer.caller
    brought = Brought("a.xlsx", ledger(), site="MAKER-1")
    numbers = [bring_file(brought, caller, real.office) for _ in range(2)]
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda number: work_on(number, real.office), numbers))
    assert [job.state for job in done] == ["done", "done"]
    assert [job.refused for job in done] == [0, 0], [job.faults for job in done]
    assert sum(job.booked for job in done) == ROWS
    assert [job.booked + job.known for job in done] == [ROWS, ROWS]
    assert counted(engine, "unit") == counted(engine, "import_row") == ROWS


def test_rows_see_what_the_rows_before_them_did_though_they_are_planned_meanwhile(
    real: Counter, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_table, "CHUNK", 1)
    monkeypatch.setattr(import_table, "ahead", lambda plans: iter([*plans]))  # as early as can be
    rows = [stored(batch="HWRK20261003001", sources=None)]
    rows.append(stored(batch="HWRK20261003002", sources="HWRK20261003001"))
    job = real.bring(form("b2", *rows), real.town.point.caller, site="POINT-1")
    assert [fault[1:3] for fault in job.faults or []] == [["sources", "wrong_state"]]
    assert counted(engine, "unit") == 1, "an unknown source would be a second lot"


def _no_room(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("where", ["tracker.ledgers.jobs.write_marked", "pathlib.Path.write_bytes"])
def test_a_full_disk_is_told_and_the_import_goes_on_when_there_is_room(
    where: str, counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = town.producer.caller
    with monkeypatch.context() as patch:
        patch.setattr(where, _no_room)
        job = counter.bring(ledger("C1"), caller, site="MAKER-1")
    assert (job.state, job.finished_at) == ("waiting", None)
    assert [fault[0] for fault in job.error or []] == ["disk_full"]
    assert "磁盘已满" in job_in_words(job, "zh")["error"][0]["detail"]
    assert "disk is full" in job_in_words(job, "en")["error"][0]["detail"]
    assert continue_stalled(counter.office) == []
    town.clock.pass_by(minutes=10)
    continue_stalled(counter.office)
    done = show_job(job.id, counter.office)
    assert (done.state, done.error, done.booked, done.refused) == ("done", None, ROWS, 1)


def test_other_trouble_with_files_leaves_the_job_open_and_is_raised(
    counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*_: Any) -> None:
        raise OSError(errno.EIO, "torn")

    monkeypatch.setattr(jobs, "write_marked", torn)
    with pytest.raises(OSError, match="torn"):
        counter.bring(ledger("C1"), town.producer.caller, site="MAKER-1")


def test_marked_copies_are_kept_for_ninety_days_and_the_job_for_ever(
    counter: Counter, town: TheTown
) -> None:
    caller: Caller = town.producer.caller
    job = counter.bring(workbook(*sales("B1", day="?")), caller, site="MAKER-1")
    town.clock.pass_by(days=89)
    assert forget_marked(counter.office) == 0
    assert marked_file(job.id, counter.office, caller)
    town.clock.pass_by(days=2)
    assert forget_marked(counter.office) == 1
    with pytest.raises(NotFound):
        marked_file(job.id, counter.office, caller)
    assert show_job(job.id, counter.office, caller).refused == 1


def test_nothing_is_left_in_the_folder_for_passing_files(
    counter: Counter, town: TheTown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    counter.bring(workbook(*sales("B1", day="?")), town.producer.caller, site="MAKER-1")
    assert list(tmp_path.iterdir()) == []
