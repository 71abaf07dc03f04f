"""How is tracker/store/data/workdays.csv made from the package chinesecalendar?

    python -m scripts.make_workdays

The package (MIT licence, a development dependency) carries the announcements of the State Council.
Only days that differ from Monday to Friday are written. Nothing is fetched; the same package gives
the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path

import chinese_calendar

COLUMNS = ("day", "works", "name")
OUTPUT = Path(__file__).resolve().parent.parent / "tracker" / "store" / "data" / "workdays.csv"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利七十周年",
}
_SATURDAY = 5


def rows() -> list[tuple[str, str, str]]:
    """Every Monday to Friday off and every weekend day worked, by day."""
    found: dict[date, tuple[str, str]] = {}
    for day, name in chinese_calendar.holidays.items():
        if day.weekday() < _SATURDAY:
            found[day] = ("0", NAMES[name])
    for day, name in chinese_calendar.workdays.items():
        if day.weekday() >= _SATURDAY:
            found[day] = ("1", NAMES[name])
    return [(day.isoformat(), *found[day]) for day in sorted(found)]


def main() -> int:
    """Write the table."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    OUTPUT.write_text(written.getvalue(), encoding="utf-8")
    print(f"{OUTPUT.name}: {len(rows())} days")
    return 0


if __name__ == "__main__":
    sys.exit(main())
