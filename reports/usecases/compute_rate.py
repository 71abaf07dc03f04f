"""An evaluator computes a rate from given inputs: method, variant and inputs in, a rate out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.indicators.arising import arising_rate
from reports.indicators.collection import collection_rate
from reports.indicators.comprehensive import FORMS, comprehensive_rate
from reports.indicators.plant import plant_rate
from reports.indicators.producer_rate import consortium_rate, producer_rate
from reports.indicators.rate import Flag, Rate
from reports.indicators.sales_base import Variant
from reports.methods.definition import Definition, Grounds
from reports.methods.definitions import definition_of
from reports.usecases import case_inputs as inputs
from reports.usecases.case_reader import Reader
from tracker.domain.errors import Fault, Malformed

_CASE = frozenset({"method", "variant", "inputs", "note"})
#: A case may carry what its writer expects; it is not read.
_EXPECTED = "expect"


@dataclass(frozen=True, slots=True)
class Computed:
    """A rate, and the definition that it follows."""

    definition: Definition
    rate: Rate


def _producer(of: Reader, variant: Variant) -> Rate:
    return producer_rate(inputs.producer_year(of), variant)


def _consortium(of: Reader, variant: Variant) -> Rate:
    return consortium_rate(inputs.members(of), variant)


def _comprehensive(method: str) -> Callable[[Reader, Variant], Rate]:
    return lambda of, _: comprehensive_rate(method, inputs.chain(of))


def _arising(of: Reader, _: Variant) -> Rate:
    return arising_rate(of.year("year"), of.by_year("sales_t"), inputs.lifetime(of))


def _collection(of: Reader, _: Variant) -> Rate:
    return collection_rate(inputs.first_receipts(of), inputs.arising_by_province(of))


def _plant(of: Reader, _: Variant) -> Rate:
    return plant_rate(inputs.plant_period(of))


#: Method -> its input names, whether it comes in variants, and how it is computed.
_METHODS: dict[str, tuple[frozenset[str], bool, Callable[[Reader, Variant], Rate]]] = {
    "R_EPR": (inputs.PRODUCER, True, _producer),
    "CONSORTIUM": (inputs.CONSORTIUM, True, _consortium),
    **{method: (inputs.CHAIN, False, _comprehensive(method)) for method in FORMS},
    "ARISING": (inputs.ARISING, False, _arising),
    "COLLECTION": (inputs.COLLECTION, False, _collection),
    "PLANT": (inputs.PLANT, False, _plant),
}


def compute_rate(case: Mapping[str, object]) -> Computed:
    """Evaluate ``{"method", "variant", "inputs"}``.

    Raises Malformed with every fault of the case: an unknown method or variant, a name that no
    method knows, a value that is no number or below zero. What is merely absent is no fault; the
    rate then says what is missing.
    """
    faults: list[Fault] = []
    whole = Reader({n: v for n, v in case.items() if not n.startswith(_EXPECTED)}, "", faults)
    whole.only(_CASE)
    method = whole.needed(whole.text("method"), "method")
    given = whole.below("inputs")
    whole.needed(given, "inputs")
    if method is not None and method not in _METHODS:
        whole.fault("unknown_method", "method", method=method[:100], choices=", ".join(_METHODS))
    row = _METHODS.get(method or "")
    variant = whole.word("variant", Variant)
    if variant is not None and row is not None and not row[1]:
        whole.fault("unknown_field", "variant")
    if row is None or given is None:
        raise Malformed(*faults)
    names, varies, evaluate = row
    given.only(names)
    rule = variant or Variant.NDRC_2020
    rate = evaluate(given, rule)
    if faults:
        raise Malformed(*faults)
    definition = definition_of(f"{method}/{rule}") if varies else None
    definition = definition or definition_of(method or "")
    assert definition is not None  # noqa: S101  every method has its row; a test walks them
    if definition.grounds is Grounds.PROPOSAL:
        rate = rate.flagged(Flag.UNCONFIRMED_DEFINITION)
    return Computed(definition, rate)
