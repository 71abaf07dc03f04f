"""Which inputs do the methods of a plant take: its lead balance, its recycling efficiency?"""

from __future__ import annotations

from fractions import Fraction

from reports.indicators.plant import Assayed, CoFeed, PlantPeriod
from reports.indicators.recycling import DEDUCTIONS, OPTIONS, OUTPUTS
from reports.usecases.case_reader import Reader

PLANT = frozenset({"year", "feed", "products", "wip_lead_t", "losses", "cofeed", "cofeed_rule"})
RECYCLING = frozenset({"year", "gross_t", *OUTPUTS, *DEDUCTIONS, *OPTIONS})

_LOT = frozenset({"mass_t", "lead_share"})


def plant_period(of: Reader) -> PlantPeriod:
    """Inputs of PLANT; a lot without ``lead_share`` has no assay."""
    wip = of.below("wip_lead_t")
    if wip is not None:
        wip.only({"opening", "closing"})
    return PlantPeriod(
        feed=_lots(of, "feed"),
        products=_lots(of, "products"),
        opening_lead_t=None if wip is None else wip.tonnes("opening"),
        closing_lead_t=None if wip is None else wip.tonnes("closing"),
        losses=_lots(of, "losses"),
        cofeed=_lots(of, "cofeed") or (),
        rule=of.word("cofeed_rule", CoFeed) or CoFeed.PRO_RATA,
    )


def recycled(of: Reader) -> tuple[dict[str, Fraction], dict[str, bool]]:
    """Inputs of R_E: the masses that are given, and the options that are switched on or off."""
    masses = {name: of.tonnes(name) for name in ("gross_t", *OUTPUTS, *DEDUCTIONS)}
    options = {name: of.truth(name) for name in OPTIONS}
    return (
        {name: mass for name, mass in masses.items() if mass is not None},
        {name: on for name, on in options.items() if on is not None},
    )


def _lots(of: Reader, name: str) -> list[Assayed] | None:
    rows = of.rows(name)
    if rows is None:
        return None
    found = []
    for row in rows:
        row.only(_LOT)
        mass = row.needed(row.tonnes("mass_t"), "mass_t")
        share = row.share("lead_share")
        if mass is not None:
            found.append(Assayed(mass, share))
    return found
