"""Which figures does this installation ship, for all provinces and for single ones?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from tracker.domain.parameters import DEFINITIONS, KINDS, Measure, Parameter, Sureness
from tracker.domain.register_kinds import Unfit

COLUMNS = ("name", "province", "valid_from", "value", "source", "certainty")


def read_parameters(lines: Iterable[str]) -> tuple[Parameter, ...]:
    """The rows of such a table; ValueError naming the line that is wrong."""
    rows = []
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"the columns of a table of parameters are {', '.join(COLUMNS)}")
    for row in reader:
        try:
            measure = DEFINITIONS[row["name"]].measure
            value = KINDS[measure].read(_told(row["value"], measure))
            rows.append(
                Parameter(
                    name=row["name"],
                    province=int(row["province"]),
                    valid_from=date.fromisoformat(row["valid_from"]),
                    value=int(value),  # type: ignore[call-overload]  # every kind here keeps whole numbers
                    source=row["source"],
                    certainty=Sureness(row["certainty"]).value,
                )
            )
        except (KeyError, TypeError, ValueError, Unfit) as fault:
            raise ValueError(f"line {reader.line_num} of the parameters: {fault}") from fault
    return tuple(rows)


def _told(text: str, measure: Measure) -> object:
    if measure is Measure.SWITCH:
        return {"true": True, "false": False}[text]
    if measure in (Measure.SHARE, Measure.KILOGRAMS):
        return text
    return int(text)


@cache
def shipped_parameters() -> tuple[Parameter, ...]:
    """The rows of this installation's own table."""
    text = files("tracker.store").joinpath("data", "parameters.csv").read_text(encoding="utf-8")
    return read_parameters(text.splitlines())
