"""An evaluator computes a rate from given inputs: method, variant and inputs in, a rate out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate
from reports.indicators.sales_base import Variant
from reports.indicators.targets import with_target
from reports.indicators.weights import imputed_flags
from reports.methods.definition import Definition, Grounds
from reports.methods.definitions import definition_of
from reports.usecases.case_methods import COMMON, METHODS
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


def compute_rate(case: Mapping[str, object]) -> Computed:
    """Evaluate ``{"method", "variant", "inputs"}``.

    Raises Malformed with every fault of the case: an unknown method or variant, a name that no
    method knows, a value that is no number or below zero. What is merely absent is no fault; the
    rate then says what is missing.
    """
    faults: list[Fault] = []
    whole = Reader({n: v for n, v in case.items() if not n.startswith(_EXPECTED)}, "", faults)
    whole.only(_CASE)
    name = whole.needed(whole.text("method"), "method")
    given = whole.below("inputs")
    whole.needed(given, "inputs")
    name, variant_in_name = _taken_apart(name)
    if name is not None and name not in METHODS:
        words = {"method": name[:100].encode("utf-8", "replace").decode()}
        whole.fault("unknown_method", "method", **words, choices=", ".join(METHODS))
    method = METHODS.get(name or "")
    variant = whole.word("variant", Variant) or variant_in_name
    if variant is not None and method is not None and not method.varies:
        whole.fault("unknown_field", "variant")
    if method is None or given is None:
        raise Malformed(*faults)
    given.only(method.inputs | COMMON if method.is_ratio else method.inputs)
    rule = variant or Variant.NDRC_2020
    rate = _beside(method.evaluate(given, rule), given)
    if faults:
        raise Malformed(*faults)
    definition = definition_of(f"{name}/{rule}") if method.varies else None
    definition = definition or definition_of(name or "")
    assert definition is not None  # noqa: S101  every method has its row; a test walks them
    if definition.grounds is Grounds.PROPOSAL:
        rate = rate.flagged(Flag.UNCONFIRMED_DEFINITION)
    return Computed(definition, rate)


def _taken_apart(name: str | None) -> tuple[str | None, Variant | None]:
    """'R_EPR/EU-2023' is method and variant in one, as definitions are called."""
    method, slash, variant = (name or "").partition("/")
    if slash and method in METHODS and METHODS[method].varies and variant in tuple(Variant):
        return method, Variant(variant)
    return name, None


def _beside(rate: Rate, given: Reader) -> Rate:
    """What may stand beside any ratio: how much of the mass is imputed, and a target."""
    imputed: Fraction | None = given.share("imputed_share")
    if imputed is not None:
        factors = {**rate.factors, "imputed_share": Figure(imputed)}
        rate = replace(rate, factors=factors).flagged(*imputed_flags(imputed))
    target = given.number("target", Fraction(0), Fraction(2))
    return rate if target is None else with_target(rate, target)
