"""Which administrative divisions does the shipped table `data/divisions.csv` hold?

Source, day and gaps of the table: `data/divisions.README.md`. The table is read-only reference
data; what an office corrects or adds lives in the database.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from tracker.domain.region import Certainty, Division, Level, parse_code

COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "level",
    "parent",
    "known_from",
    "known_until",
    "source",
    "certainty",
)


def read_divisions(lines: Iterable[str]) -> tuple[Division, ...]:
    """The rows of a division table in the order of its lines.

    Raises ValueError, with the number of the line, for columns, codes, days or words that are not
    those of a division table.
    """
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"a division table has the columns {', '.join(COLUMNS)}")
    divisions = []
    for row in reader:
        try:
            divisions.append(_division(row))
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"line {reader.line_num} of the division table: {fault}") from fault
    return tuple(divisions)


def shipped_divisions() -> tuple[Division, ...]:
    """The rows of the table in this installation, by rising code (some 3,400; a few hundredths of
    a second, so read once and keep)."""
    text = files("tracker.store").joinpath("data", "divisions.csv").read_text(encoding="utf-8")
    return read_divisions(text.splitlines())


def _division(row: Mapping[Any, Any]) -> Division:
    # The reader files surplus cells under None and fills missing ones with None.
    if None in row or None in row.values():
        raise ValueError(f"{len(COLUMNS)} columns expected")
    code = row["code"]
    if parse_code(code) != code:
        raise ValueError(f"code {code!r} has not six digits")
    return Division(
        code=code,
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        level=Level(row["level"]),
        parent=row["parent"] or None,
        known_from=date.fromisoformat(row["known_from"]),
        known_until=date.fromisoformat(row["known_until"]) if row["known_until"] else None,
        source=row["source"],
        certainty=Certainty(row["certainty"]),
    )
