"""Figures of the province as pages and API tell them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.domain.parameters import DEFINITIONS, KINDS, Definition, Parameter, Parameters
from tracker.i18n.catalogue import translate


def figures_in_words(figures: Parameters, day: date, language: str) -> list[dict[str, Any]]:
    """Every figure in the order of its definitions, as it counts on that day."""
    return [figure_in_words(row, figures, day, language) for row in DEFINITIONS.values()]


def figure_in_words(
    row: Definition, figures: Parameters, day: date, language: str
) -> dict[str, Any]:
    """One figure with its history, the row that counts last first."""
    counts = figures.row(row.name, day)
    return {
        "name": row.name,
        "measure": row.measure.value,
        "says": translate(row.says, language),
        "value": None if counts is None else travelling(counts),
        "source": counts.source if counts else None,
        "certainty": counts.certainty if counts else None,
        "history": [
            {
                "valid_from": one.valid_from,
                "value": travelling(one),
                "source": one.source,
                "certainty": one.certainty,
                "shipped": one.number == 0,
            }
            for one in figures.history(row.name)
        ],
    }


def travelling(row: Parameter) -> object:
    """A value as it travels: kilograms and shares as decimal texts, switches as truths."""
    if row.value is None:
        return None
    return KINDS[DEFINITIONS[row.name].measure].write(row.value)
