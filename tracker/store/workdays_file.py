"""Which years of working days does this installation ship?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from tracker.domain.workdays import CalendarYear

#: Where the shipped years are from; shown beside them.
SOURCE = "国务院办公厅年度节假日安排通知 (chinesecalendar 1.11.0)"
COLUMNS = ("day", "works", "name")


def read_workdays(lines: Iterable[str]) -> tuple[CalendarYear, ...]:
    """The years of such a table, by rising year; ValueError naming the line that is wrong."""
    days: dict[int, tuple[set[date], set[date]]] = {}
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"the columns of a table of working days are {', '.join(COLUMNS)}")
    for row in reader:
        try:
            day, worked = date.fromisoformat(row["day"]), {"0": 0, "1": 1}[row["works"]]
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"line {reader.line_num} of the working days: {fault}") from fault
        days.setdefault(day.year, (set(), set()))[worked].add(day)
    return tuple(
        CalendarYear(year, frozenset(off), frozenset(worked))
        for year, (off, worked) in sorted(days.items())
    )


@cache
def shipped_years() -> tuple[CalendarYear, ...]:
    """The years of this installation's own table."""
    text = files("tracker.store").joinpath("data", "workdays.csv").read_text(encoding="utf-8")
    return read_workdays(text.splitlines())
