"""How heavy is what counts, how much of that was weighed, and how sure is the rest?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from reports.indicators.figure import Figure
from reports.indicators.imputed import Pieces, imputed, means
from reports.indicators.rate import Factor, Flag, Rate
from reports.indicators.weights import Batch, Tier, imputed_flags, imputed_share, weights_rate
from reports.usecases.given import Given
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import Excluded, Load, period_of_year
from tracker.domain.moments import day_of

_GRAMS_A_KILOGRAM = 1_000


def _batches(*every: YearRecords) -> list[Batch]:
    """What counts, by how its mass came about: by the gate's scale, or by the models."""
    return [
        Batch(Tier.BY_MODEL if load.parcel.received_g is None else Tier.WEIGHED, load.mass_t)
        for of in every
        for load in of.loads
        if load.counts and load.mass_t is not None
    ]


def beside(rate: Rate, *every: YearRecords) -> Rate:
    """How much of what counts was not weighed, and whether somebody else claims it, too."""
    share = imputed_share(_batches(*every))
    more: dict[str, Factor | None] = {} if not share else {"imputed_share": Figure(share)}
    disputed = any(load.counts and load.claim.disputed for of in every for load in of.loads)
    flags = (*imputed_flags(share), *((Flag.DOUBLE_CLAIM,) if disputed else ()))
    return replace(rate, factors={**rate.factors, **more}).flagged(*flags)


def weights_of_what_counts(of: YearRecords, _: Given) -> Rate:
    """The first version: what nobody weighed and no model tells is only counted."""
    rate = weights_rate(_batches(of) or None, of.sums.coded_t if of.flows else None)
    unweighed = sum(load.parcel.unweighed for load in of.loads)
    more: dict[str, Factor | None] = {"pieces_without_mass": Figure(Fraction(unweighed))}
    return replace(rate, factors={**rate.factors, **more})


def weights_of(of: YearRecords, given: Given) -> Rate:
    """What was not weighed is imputed: by its class in the same network and quarter, else by the
    default that was given. Rates count none of it; this tells how much they leave out."""
    pieces = list(_unweighed_pieces(of))
    batches, left = _batches(of), Fraction(0)
    if pieces:
        measured = of.books.measured(of.network, *period_of_year(of.year))
        kilograms = given.default_piece_kg
        default_g = None if kilograms is None else kilograms * _GRAMS_A_KILOGRAM
        more_batches, left = imputed(pieces, means(measured), default_g)
        batches += more_batches
    rate = weights_rate(batches or None, of.sums.coded_t if of.flows else None)
    more: dict[str, Factor | None] = {"pieces_without_mass": Figure(left)}
    return replace(rate, factors={**rate.factors, **more})


def _unweighed_pieces(of: YearRecords) -> Iterator[Pieces]:
    """Those of loads that no gate weighed, by the classes that lay in the receipt."""
    loads = [load for load in of.loads if _lacks(load)]
    if not loads:
        return
    mixes: dict[int, dict[int, int]] = {}
    for one in of.books.unweighed(sorted({load.parcel.receipt for load in loads})):
        mixes.setdefault(one.receipt, {})[one.battery_class] = one.pieces
    for load in loads:
        mix = mixes.get(load.parcel.receipt) or {0: load.parcel.unweighed}
        whole = sum(mix.values())
        quarter = (day_of(load.parcel.received_at).month + 2) // 3
        for battery_class, pieces in sorted(mix.items()):
            part = Fraction(load.parcel.unweighed * pieces, whole) * load.claim.share
            yield Pieces(quarter, battery_class, part)


def _lacks(load: Load) -> bool:
    counts = load.counts or load.excluded is Excluded.NO_MASS
    return counts and load.parcel.received_g is None and load.parcel.unweighed > 0
