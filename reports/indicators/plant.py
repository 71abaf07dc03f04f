"""PLANT: which part of the lead that went in did a plant bring out? η directly, and by its losses.

η = [Σ m_prod·w + (I_closing − I_opening)]/Σ m_in·w is the headline. One less the identified losses
is an upper bound, shown beside it. ε = (in − out − losses)/in; beyond 2 % the balance is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking, once

MOST_UNCLOSED = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class Assayed:
    """A mass and the share of lead in it; None: no assay."""

    mass_t: Fraction
    lead_share: Fraction | None

    @property
    def lead_t(self) -> Fraction:
        return self.mass_t * (self.lead_share or 0)


@dataclass(frozen=True, slots=True)
class PlantPeriod:
    """What went in, came out, lay between, and was lost in a balance period.

    ``losses`` None: not known, then there is neither a loss method nor a closure.
    """

    feed: Sequence[Assayed] | None
    products: Sequence[Assayed] | None
    opening_lead_t: Fraction | None
    closing_lead_t: Fraction | None
    losses: Sequence[Assayed] | None = None


def plant_rate(of: PlantPeriod) -> Rate:
    """η of the period.

    A lot fed or produced without an assay makes it unknown, for no figure is not zero; a loss
    without one only leaves the loss method and the closure unknown.
    """
    given = (
        ("feed", of.feed or None),
        ("products", of.products),
        ("wip_lead_t/opening", of.opening_lead_t),
        ("wip_lead_t/closing", of.closing_lead_t),
    )
    missing = [name for name, value in given if value is None]
    rows = (("feed", of.feed), ("products", of.products))
    unassayed = [
        f"{name}/{place}/lead_share"
        for name, lots in rows
        for place, lot in enumerate(lots or ())
        if lot.lead_share is None
    ]
    if (
        of.feed is None
        or of.products is None
        or of.opening_lead_t is None
        or of.closing_lead_t is None
        or missing
        or unassayed
    ):
        flags = (Flag.ASSAY_MISSING,) if unassayed else ()
        return lacking(*missing, *unassayed, flags=flags)
    lead_in = total(lot.lead_t for lot in of.feed)
    lead_out = total(lot.lead_t for lot in of.products) + of.closing_lead_t - of.opening_lead_t
    factors: dict[str, Factor | None] = {
        "lead_in_t": Figure(lead_in),
        "lead_out_t": Figure(lead_out),
        "loss_method": None,
        "closure": None,
    }
    if not lead_in:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, (), factors)
    raised: list[Flag] = list(above_one(lead_out / lead_in))
    if any(lot.lead_share is None for lot in of.losses or ()):
        raised.append(Flag.ASSAY_MISSING)
    elif of.losses is not None:
        lost = total(lot.lead_t for lot in of.losses)
        closure = (lead_in - lead_out - lost) / lead_in
        factors |= {"loss_method": Figure(1 - lost / lead_in), "closure": Figure(closure)}
        if abs(closure) > MOST_UNCLOSED:
            raised.append(Flag.BALANCE)
    return Rate(Status.OK, Figure(lead_out / lead_in), once(raised), factors)
