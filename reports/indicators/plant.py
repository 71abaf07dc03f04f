"""PLANT: which part of the lead that went in did a plant bring out? η directly, and by its losses.

η = [Σ m_prod·w + (I_closing − I_opening)]/Σ m_in·w is the headline. One less the identified losses
is an upper bound, shown beside it. ε = (in − out − losses)/in; beyond 2 % the balance is flagged.
Bought-in lead (concentrate, scrap) shares the losses pro rata, or is taken off both sides at 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking, once

MOST_UNCLOSED = Fraction(2, 100)


class CoFeed(StrEnum):
    """What is done with lead that came from other things than waste batteries."""

    PRO_RATA = "pro_rata"
    SUBTRACT = "subtract"


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
    cofeed: Sequence[Assayed] = ()
    rule: CoFeed = CoFeed.PRO_RATA


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
    rows = (("feed", of.feed), ("products", of.products), ("cofeed", of.cofeed))
    unassayed = [
        f"{name}/{place}/lead_share"
        for name, lots in rows
        for place, lot in enumerate(lots or ())
        if lot.lead_share is None
    ]
    if missing or unassayed:
        flags = (Flag.ASSAY_MISSING,) if unassayed else ()
        return lacking(*missing, *unassayed, flags=flags)
    own, bought = _lead(of.feed), _lead(of.cofeed)
    lead_in = own + bought
    stock_grew = (of.closing_lead_t or 0) - (of.opening_lead_t or 0)
    lead_out = _lead(of.products) + stock_grew
    factors: dict[str, Factor | None] = {
        "lead_in_t": Figure(lead_in),
        "lead_out_t": Figure(lead_out),
        "wip_change_t": Figure(Fraction(stock_grew)),
        "loss_method": None,
        "closure": None,
    }
    if of.cofeed:
        factors |= {"cofeed_lead_t": Figure(bought), "cofeed_rule": of.rule.value}
    subtracted = bought if of.rule is CoFeed.SUBTRACT else Fraction(0)
    if lead_in <= subtracted:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, (), factors)
    value = (lead_out - subtracted) / (lead_in - subtracted)
    found, raised = _closure(of, lead_in, lead_out)
    return Rate(Status.OK, Figure(value), once((*above_one(value), *raised)), factors | found)


def _closure(
    of: PlantPeriod, lead_in: Fraction, lead_out: Fraction
) -> tuple[dict[str, Factor | None], list[Flag]]:
    """The loss method and what does not close.

    Without losses, all that is missing does not close; a loss without an assay may explain it.
    """
    if of.losses is not None and all(lot.lead_share is not None for lot in of.losses):
        lost = _lead(of.losses)
        closure = (lead_in - lead_out - lost) / lead_in
        found = {"loss_method": Figure(1 - lost / lead_in), "closure": Figure(closure)}
        return {**found}, [Flag.BALANCE] if abs(closure) > MOST_UNCLOSED else []
    unexplained = (lead_in - lead_out) / lead_in
    raised = [Flag.ASSAY_MISSING] if of.losses else []
    if unexplained < -MOST_UNCLOSED or (unexplained > MOST_UNCLOSED and not of.losses):
        raised.append(Flag.BALANCE)
    return {"unexplained_share": Figure(unexplained)}, raised


def _lead(lots: Sequence[Assayed] | None) -> Fraction:
    return total(lot.lead_t for lot in lots or ())
