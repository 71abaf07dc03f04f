"""Which methods does the calculator know, what may each be given, and how is it computed?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reports.indicators import verified_share as verified
from reports.indicators.arising import arising_rate
from reports.indicators.collection import collection_rate
from reports.indicators.comprehensive import comprehensive_rate
from reports.indicators.consumption import bci_rate, by_use, fixed_life
from reports.indicators.forms import FORMS
from reports.indicators.lifetime_fit import lifetime_rate
from reports.indicators.plant import plant_rate
from reports.indicators.producer_rate import consortium_rate, producer_rate
from reports.indicators.rate import Rate, Status
from reports.indicators.recycling import recycling_rate
from reports.indicators.sales_base import Variant
from reports.indicators.weights import weights_rate
from reports.usecases import beside_methods as beside
from reports.usecases import case_inputs as inputs
from reports.usecases import mass_inputs as masses
from reports.usecases import plant_inputs as plants
from reports.usecases.case_reader import Reader
from reports.usecases.case_values import MOST_TONNES
from tracker.domain.programme import DemonstrationKind


class Method(NamedTuple):
    """Names of its inputs, how it is computed, whether it has variants, and is a ratio."""

    inputs: frozenset[str]
    evaluate: Callable[[Reader, Variant], Rate]
    varies: bool = False
    is_ratio: bool = True


#: What any ratio may be given besides.
COMMON = frozenset({"target", "imputed_share"})


def _producer(of: Reader, variant: Variant) -> Rate:
    rate = producer_rate(inputs.producer_year(of), variant)
    return Rate(Status.NA_NOT_APPLICABLE) if _of_no_producer(of) else rate


def _consortium(of: Reader, variant: Variant) -> Rate:
    return consortium_rate(inputs.members(of), variant)


def _form(method: str) -> Callable[[Reader, Variant], Rate]:
    def evaluate(of: Reader, _: Variant) -> Rate:
        rate = comprehensive_rate(method, inputs.chain(of))
        by_sales = "sales_base_t" in FORMS[method].needs
        return Rate(Status.NA_NOT_APPLICABLE) if _of_no_producer(of) and by_sales else rate

    return evaluate


def _arising(of: Reader, _: Variant) -> Rate:
    inflow = of.by_year("net_inflow_t", -MOST_TONNES)
    beta, eta = inputs.shape(of), inputs.scale(of)
    return arising_rate(of.year("year"), of.by_year("sales_t"), beta, eta, inflow)


def _fixed_life(of: Reader, _: Variant) -> Rate:
    return fixed_life(of.year("year"), of.by_year("sales_t"), masses.fixed_life(of))


def _by_use(of: Reader, _: Variant) -> Rate:
    return by_use(masses.by_use(of), masses.mean_life(of), of.tonnes("processed_t"))


def _bci(of: Reader, _: Variant) -> Rate:
    recycled, available = of.tonnes("lead_recycled_t"), of.tonnes("lead_available_t")
    return bci_rate(recycled, available, masses.available(of))


def _lifetime(of: Reader, _: Variant) -> Rate:
    return lifetime_rate(masses.aged(of, "returned"), masses.aged(of, "still_out"))


def _weights(of: Reader, _: Variant) -> Rate:
    by_tier = masses.uncertainty_by_tier(of)
    return weights_rate(masses.batches(of), of.tonnes("coded_t"), by_tier)


def _verified(of: Reader, *, closed: bool) -> Rate:
    legs, most_days = masses.legs(of), masses.most_days(of)
    delivered, known = masses.delivered_and_verified(of)
    if legs is None and (delivered is not None or known is not None):
        return verified.share_of(known, delivered)
    return verified.verified_share(legs, most_days, closed=closed)


def _collection(of: Reader, _: Variant) -> Rate:
    return collection_rate(inputs.first_receipts(of), inputs.arising_by_province(of))


def _plant(of: Reader, _: Variant) -> Rate:
    return plant_rate(plants.plant_period(of))


def _recycling(of: Reader, _: Variant) -> Rate:
    return recycling_rate(*plants.recycled(of))


def _only(evaluate: Callable[[Reader], Rate]) -> Callable[[Reader, Variant], Rate]:
    return lambda of, _: evaluate(of)


def _effect(name: str) -> Callable[[Reader, Variant], Rate]:
    return lambda of, _: beside.effect(name, of)


def _of_no_producer(of: Reader) -> bool:
    """Whether the enterprise sells nothing that could come back: rates by sales are not for it."""
    kind = of.word("kind", DemonstrationKind)
    return kind in (DemonstrationKind.COLLECTOR, DemonstrationKind.RECYCLER)


METHODS: dict[str, Method] = {
    "R_EPR": Method(inputs.PRODUCER, _producer, varies=True),
    "CONSORTIUM": Method(inputs.CONSORTIUM, _consortium, varies=True),
    **{form: Method(inputs.CHAIN, _form(form)) for form in FORMS},
    "COLLECTION": Method(inputs.COLLECTION, _collection),
    "V0": Method(masses.VERIFIED_BEFORE_MANIFESTS, lambda of, _: _verified(of, closed=False)),
    "V": Method(masses.VERIFIED, lambda of, _: _verified(of, closed=True)),
    "PLANT": Method(plants.PLANT, _plant),
    "R_E": Method(plants.RECYCLING, _recycling),
    "BCI": Method(masses.BCI, _bci),
    "ARISING": Method(inputs.ARISING, _arising, is_ratio=False),
    "ARISING-FIXED": Method(masses.FIXED_LIFE, _fixed_life, is_ratio=False),
    "ARISING-USE": Method(masses.BY_USE, _by_use, is_ratio=False),
    "LIFETIME": Method(masses.LIFETIME, _lifetime, is_ratio=False),
    "WEIGHTS": Method(masses.WEIGHTS, _weights, is_ratio=False),
    "AUDIT-RECORDS": Method(beside.AUDIT_RECORDS, _only(beside.audit_records), is_ratio=False),
    "AUDIT-MASS": Method(beside.AUDIT_MASS, _only(beside.audit_mass), is_ratio=False),
    "DATA-QUALITY": Method(beside.QUALITY, _only(beside.data_quality), is_ratio=False),
    "LEAD-KEPT": Method(beside.LEAD_KEPT, _only(beside.lead_kept), is_ratio=False),
    **{
        name: Method(beside.effect_inputs(name), _effect(name), is_ratio=False)
        for name in beside.EFFECTS
    },
    "TEQ-STACK": Method(beside.STACKS, _only(beside.stacks), is_ratio=False),
}
