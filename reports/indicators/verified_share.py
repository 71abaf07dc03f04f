"""V0 and V: which part of what licensed recyclers accepted came by a leg that can be verified?

V0, before manifests exist: dispatch and receipt both recorded, licence valid that day, masses
within the tolerance of ``loads``. V asks besides for a closed manifest and arrival within N days;
N is given by whoever computes, for no source fixes it. The lower mass counts until a difference is
resolved. Both are proposals of this system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.loads import TOLERANCE_G, TOLERANCE_SHARE
from reports.indicators.rate import Factor, Rate, Status, lacking
from tracker.domain.mass import GRAMS_PER_TONNE


class Unverified(StrEnum):
    """Why an accepted leg is not verified."""

    NO_DISPATCH = "no_dispatch"
    OUT_OF_TOLERANCE = "out_of_tolerance"
    MANIFEST_OPEN = "manifest_open"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class LegFacts:
    """One leg, masses in tonnes; None: not recorded. ``days`` is how long it was on the way."""

    dispatched_t: Fraction | None
    received_t: Fraction | None
    licensed: bool
    manifest_closed: bool | None = None
    days: int | None = None

    @property
    def within(self) -> bool:
        if self.dispatched_t is None or self.received_t is None:
            return False
        fixed = Fraction(TOLERANCE_G, GRAMS_PER_TONNE)
        allowed = max(TOLERANCE_SHARE * self.dispatched_t, fixed)
        return abs(self.received_t - self.dispatched_t) <= allowed

    @property
    def accepted_t(self) -> Fraction:
        """What counts as delivered: the lower mass while the two differ."""
        if not self.licensed or self.received_t is None:
            return Fraction(0)
        if self.dispatched_t is None or self.within:
            return self.received_t
        return min(self.received_t, self.dispatched_t)


def why_unverified(leg: LegFacts, most_days: int | None) -> Unverified | None:
    """The first thing that lacks; ``most_days`` None: as V0 judges, without manifests."""
    if leg.dispatched_t is None:
        return Unverified.NO_DISPATCH
    if not leg.within:
        return Unverified.OUT_OF_TOLERANCE
    if most_days is None:
        return None
    if not leg.manifest_closed:
        return Unverified.MANIFEST_OPEN
    return Unverified.LATE if leg.days is not None and leg.days > most_days else None


def verified_share(legs: Sequence[LegFacts] | None, most_days: int | None, *, closed: bool) -> Rate:
    """V (``closed``) or V0 of these legs; V needs the manifest and the days of each."""
    missing = [] if legs else ["legs"]
    if closed:
        missing += ["most_days"] if most_days is None else []
        for place, leg in enumerate(legs or ()):
            if leg.accepted_t:
                missing += [f"legs/{place}/manifest_closed"] if leg.manifest_closed is None else []
                missing += [f"legs/{place}/days"] if leg.days is None else []
    if missing or not legs:
        return lacking(*missing)
    limit = most_days if closed else None
    delivered = total(leg.accepted_t for leg in legs)
    left_out = {
        why: total(leg.accepted_t for leg in legs if why_unverified(leg, limit) is why)
        for why in Unverified
    }
    verified = delivered - total(left_out.values())
    factors: dict[str, Factor | None] = {
        "deliveries_t": Figure(delivered),
        "verified_deliveries_t": Figure(verified),
        "unlicensed_t": Figure(
            total(leg.received_t or Fraction(0) for leg in legs if not leg.licensed)
        ),
        "not_arrived_t": Figure(
            total(leg.dispatched_t or Fraction(0) for leg in legs if leg.received_t is None)
        ),
        **{f"{why.value}_t": Figure(mass) for why, mass in left_out.items()},
    }
    return share_of(verified, delivered, factors)


def share_of(
    verified: Fraction | None,
    delivered: Fraction | None,
    factors: dict[str, Factor | None] | None = None,
) -> Rate:
    """D_ver/D from the two masses."""
    given = (("deliveries_t", delivered), ("verified_deliveries_t", verified))
    if verified is None or delivered is None:
        return lacking(*(name for name, value in given if value is None))
    shown = factors or {
        "deliveries_t": Figure(delivered),
        "verified_deliveries_t": Figure(verified),
    }
    if not delivered:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, (), shown)
    return Rate(Status.OK, Figure(verified / delivered), (), shown)
