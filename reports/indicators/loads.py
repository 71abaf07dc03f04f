"""Which part of the loads that recyclers accepted counts, and which part of that is verified (v0)?

v0, for the time before manifests exist: dispatch and receipt are both there, the recycler's
licence is valid that day, and |m_r − m_d| ≤ max(0.5 % of m_d, 50 kg). Once there are manifests, v
asks for the closed chain under a definition of its own. Until a difference is resolved the lower
mass counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import total
from tracker.domain.scan import ReceiptCategory

#: Proposed tolerance of a leg: the larger of a share of the mass dispatched and a fixed mass.
TOLERANCE_SHARE = Fraction(5, 1000)
TOLERANCE_G = 50_000


class Leg(StrEnum):
    """How a delivery stands: closed, or why not."""

    CLOSED = "closed"
    NO_DISPATCH = "no_dispatch"
    NO_MASS = "no_mass"
    UNLICENSED = "unlicensed"
    OUT_OF_TOLERANCE = "out_of_tolerance"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A part of a load: what one collector took in, of one brand and category, of one dispatch.

    ``receipt`` and ``dispatch`` are ids of events. ``received_g`` is the mass of the whole receipt
    by the recycler's scale, ``dispatched_g`` that of the whole dispatch. ``weight_g`` of
    ``receipt_weight_g`` is the parcel's part, by the masses of the single units; ``known_g`` is
    what those ``pieces`` weigh that are not ``unweighed``. ``lead_g`` is their lead, None where a
    unit's is not known. ``moved_on``: a lawful recycler had accepted it before; a transfer.
    """

    receipt: int
    received_at: datetime
    recycler: int
    recycler_code: str
    site: str
    licensed: bool
    moved_on: bool
    received_g: int | None
    receipt_weight_g: int
    dispatch: int | None
    dispatched_at: datetime | None
    dispatched_g: int | None
    sender_code: str | None
    collector: int | None
    collector_code: str | None
    brand: int | None
    category: ReceiptCategory
    weight_g: int
    known_g: int
    pieces: int
    unweighed: int
    lead_g: Fraction | None

    @property
    def mass_g(self) -> Fraction | None:
        """The parcel's part of what the scale said; None where nothing was weighed."""
        if self.received_g is None:
            return Fraction(self.known_g) if self.known_g else None
        if not self.receipt_weight_g:
            return None
        return Fraction(self.received_g * self.weight_g, self.receipt_weight_g)


@dataclass(frozen=True, slots=True)
class LegMass:
    """What left and what arrived of one dispatch, in grams; how it stands."""

    dispatched_g: int
    received_g: Fraction
    within: bool

    @property
    def credit(self) -> Fraction:
        """Which part of the received mass counts until the difference is resolved."""
        if self.within or self.received_g <= self.dispatched_g:
            return Fraction(1)
        return self.dispatched_g / self.received_g


def legs_of(parcels: Sequence[Parcel]) -> dict[int, LegMass]:
    """Every dispatch that arrived, whole or in parts, by its id; those without a mass are left out.

    What was dispatched and never arrived makes a leg differ: disappearances count against it.
    """
    masses: dict[int, tuple[int, list[Fraction]]] = {}
    for parcel in parcels:
        if parcel.dispatch is None or parcel.dispatched_g is None or parcel.mass_g is None:
            continue
        masses.setdefault(parcel.dispatch, (parcel.dispatched_g, []))[1].append(parcel.mass_g)
    return {
        dispatch: LegMass(sent, total(arrived), within_tolerance(sent, total(arrived)))
        for dispatch, (sent, arrived) in masses.items()
    }


def within_tolerance(dispatched_g: int, received_g: Fraction) -> bool:
    """Whether two masses of one leg agree."""
    allowed = max(TOLERANCE_SHARE * dispatched_g, Fraction(TOLERANCE_G))
    return abs(received_g - dispatched_g) <= allowed


def standing(parcel: Parcel, legs: Mapping[int, LegMass]) -> Leg:
    """How the delivery of a parcel stands under v0."""
    if not parcel.licensed:
        return Leg.UNLICENSED
    if parcel.dispatch is None:
        return Leg.NO_DISPATCH
    leg = legs.get(parcel.dispatch)
    if leg is None:
        return Leg.NO_MASS
    return Leg.CLOSED if leg.within else Leg.OUT_OF_TOLERANCE


def credited_g(parcel: Parcel, legs: Mapping[int, LegMass]) -> Fraction | None:
    """The parcel's mass as it counts; None where it has none."""
    if parcel.mass_g is None:
        return None
    leg = legs.get(parcel.dispatch) if parcel.dispatch is not None else None
    return parcel.mass_g * leg.credit if leg else parcel.mass_g
