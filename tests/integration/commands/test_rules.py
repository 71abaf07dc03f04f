"""Rules, figures, working days and notices on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.integration.commands.test_commands import Terminal, terminal

__all__ = ["terminal"]


def test_the_rules_are_listed_and_written_down(terminal: Terminal, tmp_path: Path) -> None:
    assert len(terminal.json("rules")["rules"]) > 50
    page = tmp_path / "rules.md"
    assert terminal.json("rules", "--write", str(page)) == {"written": str(page)}
    assert "`point_mass_exceeded`" in page.read_text(encoding="utf-8")


def test_a_figure_is_set_and_listed(terminal: Terminal) -> None:
    told = ("--from", "2026-01-01", "--source", "省厅")
    terminal.json("parameter", "set", "point_mass", "2000", *told)
    terminal.json("parameter", "set", "point_days", "none", *told)
    items = {one["name"]: one for one in terminal.json("parameter", "list")["items"]}
    assert (items["point_mass"]["value"], items["point_days"]["value"]) == ("2000.000", None)
    wrong = terminal.json("parameter", "set", "point_days", "soon", *told, code=1)
    assert wrong["error"]["faults"][0]["pointer"] == "/value"


def test_a_year_of_working_days_is_imported_and_counted_with(
    terminal: Terminal, tmp_path: Path
) -> None:
    count = ("calendar", "deadline", "2026-12-31", "1")
    assert terminal.json(*count) == {"day": "2027-01-01", "provisional": True}
    table = tmp_path / "2027.csv"
    table.write_text("day,works,name\n2027-01-01,0,元旦\n2027-01-02,1,元旦\n", encoding="utf-8")
    imported = terminal.json("calendar", "import", str(table), "--source", "国办发明电")
    assert imported == {"years": [2027]}
    assert terminal.json(*count) == {"day": "2027-01-02", "provisional": False}
    table.write_text("day,works\n", encoding="utf-8")
    assert terminal.run("calendar", "import", str(table), "--source", "x").exit_code == 1


def test_notices_are_listed_tried_and_told(terminal: Terminal) -> None:
    assert terminal.json("notices", "list") == {"items": []}
    assert terminal.json("notices", "test", "7", code=1)["error"]["code"] == "not_found"
    assert terminal.json("notices", "tell") == {"duties": 0, "told": 0, "failed": 0}
    assert "notices" in terminal.json("worker", "--once")
