"""``plumbline import``, ``ledger`` and ``template``: ledgers in and out over the command line."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.builders.ledgers import cells_of, marks_of, sales, workbook
from tests.integration.commands.test_commands import Terminal, lived, terminal
from tracker.commands import output

__all__ = ["lived", "terminal"]  # fixtures


def ledger(folder: Path, *rows: Any) -> Path:
    path = folder / "台账.xlsx"
    path.write_bytes(workbook(*(rows or sales("B1", "B2"))))
    return path


def bring(terminal: Terminal, path: Path, *more: str, code: int = 0) -> dict[str, Any]:
    return terminal.json("import", str(path), "--user", "producer", "--site", "MAKER-1", *more,
                         code=code)  # fmt: skip


def test_a_ledger_comes_in_and_twice_changes_nothing(lived: Terminal, tmp_path: Path) -> None:
    path = ledger(tmp_path)
    first, second = bring(lived, path), bring(lived, path)
    assert (first["state"], first["form"], first["booked"]) == ("done", "sales", 2)
    assert (second["booked"], second["known"], second["refused"]) == (0, 2, 0)
    assert "marked" not in first
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["台账.xlsx"]


def test_wrong_cells_end_with_one_and_a_marked_copy_beside_the_file(
    lived: Terminal, tmp_path: Path
) -> None:
    path = ledger(tmp_path, *sales("B1"), *sales("B2", day="?")[1:])
    answer = bring(lived, path, code=1)
    assert (answer["booked"], answer["refused"]) == (1, 1)
    marked = Path(answer["marked"])
    assert marked == tmp_path / "台账.marked.xlsx"
    assert set(marks_of(marked.read_bytes())) == {"A3"}


def test_people_are_told_the_counts_and_the_first_wrong_cells(
    lived: Terminal, tmp_path: Path
) -> None:
    path = ledger(tmp_path, *sales("B1", day="?"))
    done = lived.run(
        *("import", str(path), "--user", "producer", "--site", "MAKER-1"),
        *("--marked", str(tmp_path / "red.xlsx")),
    )
    assert done.exit_code == 1
    assert "refused 1" in done.stdout
    assert "day of sale" in done.stdout
    assert "2026年10月2日" in done.stdout
    assert (tmp_path / "red.xlsx").exists()


def test_a_dry_run_says_so_and_writes_nothing(lived: Terminal, tmp_path: Path) -> None:
    path = ledger(tmp_path)
    assert bring(lived, path, "--dry-run")["dry_run"] is True
    assert bring(lived, path)["booked"] == 2


def test_a_file_that_cannot_be_opened_ends_with_one_and_its_reason(
    lived: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    answer = bring(lived, path, code=1)
    assert [fault["code"] for fault in answer["error"]["faults"]] == ["file_old_excel"]
    done = lived.run("import", str(path), env={"LC_ALL": "zh_CN.UTF-8"})
    assert "另存为" in done.stderr
    assert ".xlsx" in done.stderr


def test_a_user_nobody_knows_is_refused(lived: Terminal, tmp_path: Path) -> None:
    done = lived.run("import", str(ledger(tmp_path)), "--user", "nobody")
    assert done.exit_code == 1


def test_without_a_file_the_usage_is_told(terminal: Terminal) -> None:
    assert terminal.run("import", "nowhere.xlsx").exit_code == 2


def test_a_database_that_is_away_ends_with_three(terminal: Terminal, tmp_path: Path) -> None:
    away = {"PLUMBLINE_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    done = terminal.run("import", str(ledger(tmp_path)), "--user", "producer", env=away)
    assert done.exit_code == 3


def test_a_ledger_goes_out_and_comes_in_again(lived: Terminal, tmp_path: Path) -> None:
    bring(lived, ledger(tmp_path))
    target = tmp_path / "out.xlsx"
    answer = lived.json("ledger", "sales", str(target), "--user", "producer")
    assert answer == {"form": "sales", "written": str(target)}
    codes = {row[1].value for row in cells_of(target.read_bytes()).iter_rows(min_row=3)}
    assert codes == {"B1", "B2"}


def test_a_template_is_written_under_the_forms_own_name(terminal: Terminal, tmp_path: Path) -> None:
    answer = terminal.json("template", "b4", str(tmp_path / "b4.xlsx"))
    assert answer["form"] == "b4"
    assert (tmp_path / "b4.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("locale", ["en_US.UTF-8", "zh_CN.UTF-8"])
def test_a_folder_that_is_not_there_is_one_sentence(
    terminal: Terminal, tmp_path: Path, locale: str
) -> None:
    target = tmp_path / "nowhere" / "b4.xlsx"
    done = terminal.run("template", "b4", str(target), env={"LC_ALL": locale})
    assert done.exit_code == 3
    assert str(target) in done.stderr
    assert done.stderr.startswith("无法读写") == (locale == "zh_CN.UTF-8")
    assert terminal.json("template", "b4", str(target), code=3)["error"]["code"] == "file"


def test_a_full_disk_ends_with_three_and_says_that_it_goes_on_by_itself(
    lived: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    path = ledger(tmp_path, *sales("B1", day="?"))
    monkeypatch.setattr("tracker.ledgers.jobs.write_marked", no_room)
    answer = bring(lived, path, code=3)
    assert [error["code"] for error in answer["error"]] == ["disk_full"]
    done = lived.run("import", str(path), "--user", "producer", "--site", "MAKER-1")
    assert "goes on by itself" in done.stdout


class Screen(io.StringIO):
    """What a terminal was told."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_grows_to_the_length_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    with output.progress_of("import") as grow:
        grow(5_000, 12_000)
        half = screen.getvalue()
        grow(12_000, 12_000)
    assert " 41%" in half
    assert "100%" not in half
    assert "100%" in screen.getvalue()


LONG = ("audit verify", "sweep", "anomalies", "epcis export {folder}/a.jsonld")


@pytest.mark.parametrize("words", LONG)
def test_long_work_is_heard_of_to_its_end(
    lived: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    heard: list[tuple[int, int]] = []

    @contextmanager
    def screen(_label: str) -> Iterator[Any]:
        yield lambda done, whole: heard.append((done, whole))

    name = words.split()[0]
    monkeypatch.setattr(f"tracker.commands.{name}.progress_of", screen)
    lived.json(*words.format(folder=tmp_path).split())
    assert heard[-1][0] == heard[-1][1] > 0
    assert all(0 <= done <= whole for done, whole in heard)


def test_in_a_pipe_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress_of("import") as grow:
        grow(5_000, 12_000)
    assert capsys.readouterr().err == ""
