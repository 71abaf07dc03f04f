"""Is every bad file answered by name, with nothing written?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from sqlalchemy import Connection

from tests.builders.books import rows_in_all_tables
from tests.builders.ledgers import Counter, marks_of, sales, text, workbook
from tests.builders.province import TheTown
from tracker.domain.errors import FileRefused
from tracker.domain.unit import UnitState
from tracker.ledgers import zip_guard
from tracker.ledgers.jobs import marked_file
from tracker.ledgers.zip_guard import MOST_BYTES

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def repacked(change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A sales ledger with its parts changed (None: left out) and more parts put in."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(*sales("B1")))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                changed.writestr(name, content)
        for name, content in more.items():
            changed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def as_it_is(_name: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new) if name.endswith("sheet1.xml") else content

    return repacked(change)


BAD = {
    "an old workbook by another name": (OLE, "file_old_excel"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
    "macros": (repacked(as_it_is, xl__vbaProject_bin=b"x"), "holds_macros"),
    "definitions": (in_sheet(b"<sheetData>", b"<!DOCTYPE a><sheetData>"), "file_document_type"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "file_other_format"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_other_format"),
    "another zip": (repacked(lambda n, c: None if "workbook" in n else c), "file_other_format"),
    "a torn workbook": (workbook(*sales("B1"))[:900], "file_damaged"),
    "no bytes": (b" \n", "file_empty"),
    "no rows": (workbook(sales()[0]), "sheet_empty"),
    "an empty sheet": (workbook(), "sheet_empty"),
    "a last cell far away": (in_sheet(b'r="B2"', b'r="XFD1048576"'), "sheet_too_wide"),
    "a last cell far away in other quotes": (
        in_sheet(b'r="B2"', b"r = 'XFD1048576'"),
        "sheet_too_wide",
    ),
    "a row far below": (in_sheet(b'<row r="2"', b'<row r="1048576"'), "too_many_rows"),
    "text in no encoding": (b"\xff\xff\xff,\x81\n\x80\x80\x80", "file_encoding"),
    "a table of shoes": (text(("name", "size"), ("Wang", 42)), "heads_unknown"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_answered_by_name_and_nothing_is_written(
    bad: str, counter: Counter, town: TheTown, database: Connection
) -> None:
    content, code = BAD[bad]
    before = rows_in_all_tables(database)
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert job.state == "refused"
    assert [fault[0] for fault in job.error or []] == [code]
    after = rows_in_all_tables(database)
    assert {name for name in before if before[name] != after[name]} == {"import_job"}


def test_a_file_beyond_the_limit_is_not_even_kept(counter: Counter, town: TheTown) -> None:
    with pytest.raises(FileRefused) as caught:
        counter.bring(b"x" * (MOST_BYTES + 1), town.producer.caller)
    assert [fault.code for fault in caught.value.faults] == ["file_too_large"]


def test_a_bomb_is_noticed_while_it_grows(
    counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_guard, "MOST_UNPACKED", 3_000_000)
    content = repacked(as_it_is, xl__media__zeros=bytes(4_000_000))
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert [fault[0] for fault in job.error or []] == ["file_bomb"]


def test_a_part_that_is_all_zeros_is_a_bomb_long_before_the_limit(
    counter: Counter, town: TheTown
) -> None:
    content = repacked(as_it_is, xl__media__zeros=bytes(40_000_000))
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert [fault[0] for fault in job.error or []] == ["file_bomb"]


def test_a_formulas_kept_result_is_taken_and_a_missing_one_is_marked(
    counter: Counter, town: TheTown
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["销售日期", "电池编码", "型号编码", "单只重量(kg)"])
        for row, result in ((1, "15.2"), (2, ""), (3, "#DIV/0!")):
            page.write_row(row, 0, ["2026-10-02", f"B{row}", "MODEL-60"])
            page.write_formula(row, 3, "=7.6*2", None, result)
    job = counter.bring(target.getvalue(), town.producer.caller, site="MAKER-1")
    assert (job.booked, job.refused) == (1, 2)
    assert town.unit("B1").mass_g == 15_200
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert "no stored result" in marks["D3"]
    assert "#DIV/0!" in marks["D4"]


def test_merged_cells_say_the_same_for_every_row_they_span(counter: Counter, town: TheTown) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 2, "2026年销售台账")
        page.write_row(1, 0, ["销售日期", "电池编码", "型号编码"])
        page.merge_range(2, 0, 3, 0, "2026年10月2日")
        for row in (2, 3):
            page.write_row(row, 1, [f"B{row}", "MODEL-60"])
    job = counter.bring(target.getvalue(), town.producer.caller, site="MAKER-1")
    assert (job.booked, job.refused) == (2, 0)


def test_a_workbook_of_wps_is_read_like_any_other(counter: Counter, town: TheTown) -> None:
    """WPS names itself, adds parts of its own, and writes texts into the cells."""

    def change(name: str, content: bytes) -> bytes:
        if name.endswith("app.xml"):
            return content.replace(b"Microsoft Excel", "WPS 表格".encode())
        if name.endswith("workbook.xml"):
            return content.replace(
                b"<workbook ", b'<workbook xmlns:etc="http://www.wps.cn/officeDocument/2017" '
            )
        return content

    custom = b'<?xml version="1.0"?><Properties><property name="KSOProductBuildVer"/></Properties>'
    content = repacked(change, docProps__custom_xml=custom)
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    assert (job.booked, job.refused) == (1, 0)
    assert town.unit("B1").state is UnitState.ON_SALE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_is_read_in_each_encoding_and_with_each_separator(
    counter: Counter, town: TheTown, encoding: str, separator: str
) -> None:
    content = text(*sales("B1", note="𠮷林鎔"), encoding=encoding, separator=separator)
    job = counter.bring(content, town.producer.caller, site="MAKER-1", name="a.csv")
    assert (job.booked, job.refused, job.error) == (1, 0, None)


def test_sums_and_signatures_below_the_table_are_no_rows(counter: Counter, town: TheTown) -> None:
    rows = [*sales("B1"), ("合计", "", "", 15.2, ""), ("制表人：王芳", "", "", "", "")]
    job = counter.bring(workbook(*rows), town.producer.caller, site="MAKER-1")
    assert (job.booked, job.refused) == (1, 0)
