"""Does a plant get the lead out (A18; asked when the plant's balance stands)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class PlantBalance(NamedTuple):
    """A batch or month of a plant: lead in feed and products in grams, lead share of the slag in
    parts per million. ``old``: a plant of before the entry conditions of 2012."""

    code: str
    last_day: date
    lead_in_g: int
    lead_out_g: int
    slag_lead_ppm: int | None
    old: bool


_PPM = 1_000_000


def plant_findings(balance: PlantBalance, figures: Parameters) -> Iterator[Finding]:
    """Recovery of lead, and lead in the slag, against the figures of the day."""
    day = balance.last_day
    if not speaks("lead_recovery_low", day):
        return
    least = figures.value("lead_recovery_old" if balance.old else "lead_recovery", day)
    if least is not None and balance.lead_out_g * _PPM < balance.lead_in_g * least:
        said = {"in_g": balance.lead_in_g, "out_g": balance.lead_out_g, "least": least}
        yield finding("lead_recovery_low", balance.code, day, said)
    most = figures.value("slag_lead", day)
    if most is not None and balance.slag_lead_ppm is not None and balance.slag_lead_ppm > most:
        said = {"share": balance.slag_lead_ppm, "most": most}
        yield finding("slag_lead_high", balance.code, day, said)
