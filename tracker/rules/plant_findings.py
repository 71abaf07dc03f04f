"""Does a plant get the lead out (A18)? Asked of each whole month of its smelting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
from tracker.domain.unit import Material
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks

#: Plants that were licensed before the entry conditions came are measured by the figure for old
#: ones; whether a plant is old for another reason, nobody tells us.
ENTRY_CONDITIONS = date(2012, 9, 1)
#: Products that may be smelted again in the same plant: what went in of them is taken off what
#: came out.
_PRODUCTS = frozenset({Material.CRUDE_LEAD, Material.INGOT})


class PlantBalance(NamedTuple):
    """A month of a plant: lead in feed and products in grams, lead share of the slag in parts per
    million, None: no slag, or not assayed. ``old``: a plant of before the entry conditions."""

    code: str
    last_day: date
    lead_in_g: int
    lead_out_g: int
    slag_lead_ppm: int | None
    old: bool


class Smelted(NamedTuple):
    """What went into the smeltings of a month, or came out, of one material: grams and the lead in
    them; ``unsure`` pieces have no mass or no assay."""

    material: Material
    came_out: bool
    mass_g: int
    lead_g: int
    unsure: int


def balance_of(
    code: str, last_day: date, smelted: Iterable[Smelted], *, old: bool
) -> PlantBalance | None:
    """The balance of a month; None when nothing was smelted, or something was not weighed or
    assayed: then nothing can be said."""
    lots = list(smelted)
    if not lots or any(lot.unsure for lot in lots):
        return None
    lead: dict[Material, int] = {}
    mass: dict[Material, int] = {}
    for lot in lots:
        sign = 1 if lot.came_out else -1
        lead[lot.material] = lead.get(lot.material, 0) + sign * lot.lead_g
        mass[lot.material] = mass.get(lot.material, 0) + sign * lot.mass_g
    feed = -sum(_of(lead, frozenset(lead) - _PRODUCTS - {Material.SLAG}))
    slag_g = mass.get(Material.SLAG, 0)
    share = lead.get(Material.SLAG, 0) * PPM // slag_g if slag_g > 0 else None
    return PlantBalance(code, last_day, feed, sum(_of(lead, _PRODUCTS)), share, old)


def plant_findings(balance: PlantBalance, figures: Parameters) -> Iterator[Finding]:
    """Recovery of lead, and lead in the slag, against the figures of the day."""
    day = balance.last_day
    if not speaks("lead_recovery_low", day):
        return
    period = f"{day:%Y-%m}"
    least = figures.value("lead_recovery_old" if balance.old else "lead_recovery", day)
    if least is not None and balance.lead_out_g * PPM < balance.lead_in_g * least:
        masses = {"in_g": balance.lead_in_g, "out_g": balance.lead_out_g}
        said = {**masses, "least": least, "period": period}
        yield finding("lead_recovery_low", balance.code, day, said)
    most = figures.value("slag_lead", day)
    if most is not None and balance.slag_lead_ppm is not None and balance.slag_lead_ppm > most:
        said_slag = {"share": balance.slag_lead_ppm, "most": most, "period": period}
        yield finding("slag_lead_high", balance.code, day, said_slag)


def _of(grams: Mapping[Material, int], materials: frozenset[Material]) -> Iterator[int]:
    return (grams[one] for one in materials if one in grams)
