"""How does a test get a ledger? As a workbook or a text with one thing changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE
from tracker.domain.caller import Caller
from tracker.ledgers.jobs import Brought, Office, bring_file, work_on
from tracker.store.repositories.import_jobs import ImportJob

SALES_HEADS = ("销售日期", "电池编码", "型号编码", "单只重量(kg)", "备注")
RECEIPT_HEADS = ("接收日期", "电池或批次编码", "数量", "重量", "接收方式", "来源")
DAY = "2026-10-02"


def workbook(*rows: Sequence[Any], sheet: str | None = None) -> bytes:
    """A workbook with these rows from the top; values as they are, None for an empty cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "year"):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    return target.getvalue()


def text(*rows: Sequence[Any], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """The same as separated values."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return target.getvalue().encode(encoding)


def sales(*codes: Any, **changes: Any) -> list[Sequence[Any]]:
    """A sales ledger with a row for each code."""
    row = {"day": DAY, "model": "MODEL-60", "mass": 15.2, "note": None} | changes
    return [
        SALES_HEADS,
        *((row["day"], code, row["model"], row["mass"], row["note"]) for code in codes),
    ]


def cells_of(content: bytes, sheet: int = 0) -> Any:
    """A sheet of a workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[sheet]


def marks_of(content: bytes, sheet: int = 0) -> dict[str, str]:
    """Reference -> comment of every marked cell; each of them must be red."""
    found = {}
    for row in cells_of(content, sheet).iter_rows():
        for cell in row:
            if cell.comment is not None:
                assert cell.fill.start_color.rgb == "FFFFC7CE", cell.coordinate
                found[cell.coordinate] = cell.comment.text
    return found


class Counter:
    """Somebody of the town brings files to the counter."""

    def __init__(self, sessions: sessionmaker[Session], town: TheTown) -> None:
        self.office = Office(sessions, HOME_PROVINCE, town.clock)
        self.town = town

    def bring(self, content: bytes, caller: Caller, **more: Any) -> ImportJob:
        """The job after it was worked on."""
        given = {"name": "ledger.xlsx", "language": "en"} | more
        job = bring_file(Brought(content=content, **given), caller, self.office)
        return work_on(job, self.office)


def written(folder: Path, content: bytes) -> Path:
    """A file with this content."""
    path = folder / "brought"
    path.write_bytes(content)
    return path
