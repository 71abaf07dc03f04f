"""Does a sales ledger get into the books, once, and do its wrong cells come back?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from tests.builders.books import rows_in_all_tables
from tests.builders.ledgers import Counter, marks_of, sales, text, workbook
from tests.builders.lives import on_sale
from tests.builders.province import TheTown
from tracker.domain.unit import UnitState
from tracker.ledgers.jobs import marked_file
from tracker.store.repositories.import_jobs import ImportJob

JOURNAL = {"import_job", "import_file", "import_row"}


def counts(job: ImportJob) -> tuple[int, int, int]:
    """booked, known, refused"""
    assert job.error is None, job.error
    return job.booked, job.known, job.refused


def test_the_makers_ledger_registers_what_nobody_knew_and_sells_it(
    counter: Counter, town: TheTown
) -> None:
    content = workbook(*sales("B1", "B2"))
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert counts(job) == (2, 0, 0)
    assert town.unit("B1").state is UnitState.ON_SALE
    assert town.unit("B2").mass_g == 15_200


def test_the_shops_ledger_sells_what_the_maker_delivered(counter: Counter, town: TheTown) -> None:
    on_sale(town, "B1")
    town.clock.pass_by(days=1)
    content = workbook(*sales("B1", day=date(2026, 10, 31)))
    job = counter.bring(content, town.shop.caller, site="SHOP-1")
    assert counts(job) == (1, 0, 0)
    assert town.unit("B1").state is UnitState.IN_USE


def test_the_same_file_twice_changes_nothing(
    counter: Counter, town: TheTown, database: Connection
) -> None:
    content = workbook(*sales("B1", "B2"))
    counter.bring(content, town.producer.caller, site="MAKER-1")
    before = rows_in_all_tables(database)
    again = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert counts(again) == (0, 2, 0)
    after = rows_in_all_tables(database)
    assert {n for n in before if before[n] != after[n]} == {"import_job"}


def test_a_dry_run_writes_nothing_and_says_the_same(
    counter: Counter, town: TheTown, database: Connection
) -> None:
    content = workbook(*sales("B1", "B2", model="MODEL-X"), *sales("B3")[1:])
    before = rows_in_all_tables(database)
    dry = counter.bring(content, town.producer.caller, site="MAKER-1", dry_run=True)
    after = rows_in_all_tables(database)
    assert {n for n in before if before[n] != after[n]} <= JOURNAL
    assert after["import_row"] == 0
    wet = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert counts(dry) == counts(wet) == (1, 0, 2)


def test_wrong_cells_come_back_red_and_right_rows_are_kept(counter: Counter, town: TheTown) -> None:
    rows = sales("B1", "B2", "B3")
    rows[2] = ("yesterday", "B2", "MODEL-60", "15.2", None)
    rows[3] = (None, 4.2e19, "MODEL-60", "heavy", None)
    job = counter.bring(workbook(*rows), town.producer.caller, site="MAKER-1")
    assert counts(job) == (1, 0, 2)
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert set(marks) == {"A3", "A4", "B4", "D4"}
    assert "2026年10月2日" in marks["A3"]
    assert "Set the column's format to text" in marks["B4"]


def test_the_mended_file_books_only_what_was_mended(counter: Counter, town: TheTown) -> None:
    rows = sales("B1", "B2")
    wrong = [rows[0], rows[1], ("?", *rows[2][1:])]
    counter.bring(workbook(*wrong), town.producer.caller, site="MAKER-1")
    job = counter.bring(workbook(*rows), town.producer.caller, site="MAKER-1")
    assert counts(job) == (1, 1, 0)


def test_an_unknown_model_is_marked_in_its_own_column(counter: Counter, town: TheTown) -> None:
    content = workbook(*sales("B1", model="MODEL-X"), *sales("B2")[1:])
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert counts(job) == (1, 0, 1)
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert marks == {"C2": "No battery model MODEL-X is registered."}


def test_a_row_that_is_there_twice_is_told_where_it_stands_first(
    counter: Counter, town: TheTown
) -> None:
    content = workbook(*sales("B1", "B1"))
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert counts(job) == (1, 0, 1)
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert marks == {"B3": "Row 2 says the same."}


def test_a_text_comes_back_as_a_workbook_with_the_same_rows(
    counter: Counter, town: TheTown
) -> None:
    content = text(*sales("B1", "B2", day="2.10."), encoding="gb18030")
    job = counter.bring(content, town.producer.caller, site="MAKER-1", name="台账.csv")
    assert counts(job) == (0, 0, 2)
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert set(marks) == {"A2", "A3"}


def test_without_a_site_every_row_says_so(counter: Counter, town: TheTown) -> None:
    job = counter.bring(workbook(*sales("B1")), town.producer.caller)
    assert job.faults == [[2, "site", "site_not_named", "/site", {}]]


def test_tomorrow_has_not_been_sold_yet(counter: Counter, town: TheTown) -> None:
    content = workbook(*sales("B1", day="2026-11-01"))
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert [fault[2] for fault in job.faults or []] == ["time_in_future"]
