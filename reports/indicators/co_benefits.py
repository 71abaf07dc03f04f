"""What else comes of it: lead kept, CO2 and dioxins (UPOPs) avoided, and by which attribution?

Informal works make lead, too. Bringing a mass of lead from an informal yield η_i to a formal one
η_f displaces primary lead only by the difference: that is the consequential form. The naive form
credits every tonne against primary lead; it is computed beside the other, and both say which they
are. Stack tests: E = c·V·h·1e-9 g/year. Arithmetic only: factors come in, with how sure they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import total

_UG_PER_G = 10**6
_NG_PER_G = 10**9


class Attribution(StrEnum):
    """How an effect is put down to the project."""

    MEASURED = "measured"
    NAIVE = "naive"
    CONSEQUENTIAL = "consequential"


@dataclass(frozen=True, slots=True)
class Known:
    """A number with the id of its row and whether its source was read."""

    id: str
    value: Fraction
    verified: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """A result in ``unit``; ``unverified`` are the ids of factors whose source nobody read."""

    value: Fraction
    unit: str
    attribution: Attribution
    factors: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def indicative_only(self) -> bool:
        """Rests on something unverified, so it is never shown as a fact."""
        return bool(self.unverified)


@dataclass(frozen=True, slots=True)
class StackTest:
    """Dioxins in ng TEQ/Nm³ at reference oxygen, flow in Nm³/h, hours a year of one stack."""

    ng_per_m3: Fraction
    m3_per_hour: Fraction
    hours: Fraction

    @property
    def grams(self) -> Fraction:
        """g TEQ a year."""
        return self.ng_per_m3 * self.m3_per_hour * self.hours / _NG_PER_G


def lead_in_products(verified_t: Fraction, lead_share: Fraction, eta: Fraction) -> Fraction:
    """Tonnes of lead kept in lawful products: D_ver·w·η."""
    return verified_t * lead_share * eta


def additional_t(verified_t: Fraction, baseline_rate: Fraction, base_t: Fraction) -> Fraction:
    """Tonnes of waste beyond what the baseline rate would have brought in."""
    return verified_t - baseline_rate * base_t


def co2_naive(product_lead_t: Fraction, primary: Known, secondary: Known) -> Effect:
    """Every additional tonne of product lead against primary lead."""
    value = product_lead_t * (primary.value - secondary.value)
    return _effect(value, "t CO2", Attribution.NAIVE, primary, secondary)


def co2_consequential(
    waste_lead_t: Fraction,
    eta_informal: Known,
    eta_formal: Known,
    informal: Known,
    secondary: Known,
    primary: Known,
) -> Effect:
    """M·w·[η_i·EF_inf − η_f·EF_sec + (η_f − η_i)·EF_prim]; ``waste_lead_t`` is M·w."""
    eta_i, eta_f = eta_informal.value, eta_formal.value
    each = eta_i * informal.value - eta_f * secondary.value + (eta_f - eta_i) * primary.value
    used = (eta_informal, eta_formal, informal, secondary, primary)
    return _effect(waste_lead_t * each, "t CO2", Attribution.CONSEQUENTIAL, *used)


def teq_naive(product_lead_t: Fraction, before: Known, after: Known) -> Effect:
    """Every additional tonne of product lead at one class instead of the other, g TEQ."""
    value = product_lead_t * (before.value - after.value) / _UG_PER_G
    return _effect(value, "g TEQ", Attribution.NAIVE, before, after)


def teq_consequential(
    waste_lead_t: Fraction, eta_informal: Known, eta_formal: Known, before: Known, after: Known
) -> Effect:
    """M·w·(η_i·EF_base − η_f·EF_proj)·1e-6, g TEQ."""
    each = eta_informal.value * before.value - eta_formal.value * after.value
    used = (eta_informal, eta_formal, before, after)
    return _effect(waste_lead_t * each / _UG_PER_G, "g TEQ", Attribution.CONSEQUENTIAL, *used)


def teq_measured(before: Sequence[StackTest], after: Sequence[StackTest]) -> Effect:
    """What the stacks emitted less than before, g TEQ a year; every stack is one test."""
    value = total(test.grams for test in before) - total(test.grams for test in after)
    return Effect(value, "g TEQ", Attribution.MEASURED)


def _effect(value: Fraction, unit: str, attribution: Attribution, *used: Known) -> Effect:
    unverified = tuple(dict.fromkeys(one.id for one in used if not one.verified))
    return Effect(
        value, unit, attribution, tuple(dict.fromkeys(one.id for one in used)), unverified
    )
