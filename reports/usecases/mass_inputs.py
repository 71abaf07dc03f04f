"""Which inputs do the methods take that weigh, verify legs, and model what arises otherwise?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.indicators.consumption import AVAILABLE
from reports.indicators.lifetime_fit import MOST_YEARS, Aged
from reports.indicators.verified_share import LegFacts
from reports.indicators.weights import UNCERTAINTY, Batch, Tier
from reports.usecases.case_reader import Reader
from reports.usecases.case_values import MOST_TONNES

_SHARE = frozenset({"year", "deliveries_t", "verified_deliveries_t", "legs"})
VERIFIED_BEFORE_MANIFESTS = _SHARE
VERIFIED = _SHARE | {"most_days"}
WEIGHTS = frozenset({"year", "weights", "coded_t", "uncertainty_by_tier"})
FIXED_LIFE = frozenset({"year", "sales_t", "life_years"})
BY_USE = frozenset(
    {"year", "sold_t", "imported_t", "exported_t", "stock_t", "life_years", "processed_t"}
)
BCI = frozenset({"year", "lead_recycled_t", "lead_available_t", *AVAILABLE})
LIFETIME = frozenset({"returned", "still_out"})

_LEG = frozenset({"dispatched_t", "received_t", "licensed", "manifest_closed", "days"})
_BATCH = frozenset({"tier", "mass_t", "pieces", "kg_each"})
_AGED = frozenset({"years", "pieces"})
_MOST_DAYS, _MOST_PIECES, _MOST_LIFE = 3_650, 10**12, 100
#: Heavier than any battery that a person or a crane handles, in kg.
_MOST_KG = Fraction(100_000)
_LEAST_YEARS = Fraction(1, 1_000)
#: Ten years day by day; equal ages go together as one row with their number of pieces.
_MOST_AGES = 4_000


def legs(of: Reader) -> list[LegFacts] | None:
    """The legs of V0 and V; a mass that is not there was not recorded."""
    rows = of.rows("legs")
    if rows is None:
        return None
    found = []
    for row in rows:
        row.only(_LEG)
        licensed = row.needed(row.truth("licensed"), "licensed")
        leg = LegFacts(
            dispatched_t=row.tonnes("dispatched_t"),
            received_t=row.tonnes("received_t"),
            licensed=bool(licensed),
            manifest_closed=row.truth("manifest_closed"),
            days=row.whole("days", 0, _MOST_DAYS),
        )
        if licensed is not None:
            found.append(leg)
    return found


def most_days(of: Reader) -> int | None:
    """N: within how many days a leg must arrive."""
    return of.whole("most_days", 0, _MOST_DAYS)


def delivered_and_verified(of: Reader) -> tuple[Fraction | None, Fraction | None]:
    """D and D_ver where they are given as such."""
    delivered, verified = of.tonnes("deliveries_t"), of.tonnes("verified_deliveries_t")
    if delivered is not None and verified is not None and verified > delivered:
        of.fault("more_than_delivered", "verified_deliveries_t")
    return delivered, verified


def batches(of: Reader) -> list[Batch] | None:
    """Masses with their tier; instead of ``mass_t`` there may be ``pieces`` and ``kg_each``."""
    rows = of.rows("weights")
    if rows is None:
        return None
    found = []
    for row in rows:
        row.only(_BATCH)
        tier = row.needed(row.word("tier", Tier), "tier")
        mass = row.tonnes("mass_t")
        pieces = row.whole("pieces", 0, _MOST_PIECES)
        kg_each = row.number("kg_each", Fraction(0), _MOST_KG)
        if pieces is not None and kg_each is not None:
            if mass is not None:
                row.fault("said_twice", "mass_t", other="pieces, kg_each")
            mass = pieces * kg_each / 1000
        elif not row.has("mass_t"):
            row.needed(mass, "mass_t")
        if tier is not None and mass is not None:
            found.append(Batch(tier, mass))
    return found


def uncertainty_by_tier(of: Reader) -> Mapping[Tier, Fraction]:
    """The definition's figures, or those that are given in their place."""
    here = of.below("uncertainty_by_tier")
    if here is None:
        return UNCERTAINTY
    here.only(tier.value for tier in Tier)
    return {tier: _or(here.share(tier.value), UNCERTAINTY[tier]) for tier in Tier}


def _or(given: Fraction | None, usual: Fraction) -> Fraction:
    return usual if given is None else given


def fixed_life(of: Reader) -> int | None:
    """A life in whole years."""
    return of.whole("life_years", 0, _MOST_LIFE)


def mean_life(of: Reader) -> Fraction | None:
    """A mean life in years, above zero."""
    return of.number("life_years", _LEAST_YEARS, Fraction(_MOST_LIFE))


def by_use(of: Reader) -> dict[str, Fraction]:
    """What is in use, or what is sold, imported and exported."""
    return _given(of, "stock_t", "sold_t", "imported_t", "exported_t")


def available(of: Reader) -> dict[str, Fraction]:
    """The parts of the lead that is available; net flows may be below zero."""
    found = {name: of.number(name, -MOST_TONNES, MOST_TONNES) for name in AVAILABLE}
    return {name: mass for name, mass in found.items() if mass is not None}


def aged(of: Reader, name: str) -> list[Aged] | None:
    """Batteries by age; one piece where no number is given."""
    rows = of.rows(name, _MOST_AGES)
    if rows is None:
        return None
    found = []
    for row in rows:
        row.only(_AGED)
        years = row.needed(row.number("years", _LEAST_YEARS, MOST_YEARS), "years")
        pieces = row.whole("pieces", 0, _MOST_PIECES)
        if years is not None:
            found.append(Aged(years, 1 if pieces is None else pieces))
    return found


def _given(of: Reader, *names: str) -> dict[str, Fraction]:
    found = {name: of.tonnes(name) for name in names}
    return {name: mass for name, mass in found.items() if mass is not None}
