"""CRR: which part of the lead sold comes back as lead? Proposed forms of one chain of flows.

a = A/G, b = D_ver/(W_o + A − W_c), v = D_ver/D, L = W_o + A − D − W_c.
S-1 = D_ver·η/S̄ = R_EPR·v·η; S-2 = S-1·w_waste/w_sold; A = a·b·η; M = a·b·R_E; R = ρ·R_E (else
ρ·η); F = D·η/G; and b by itself, LEGAL-FLOW.
No public text defines 综合回收率: all are proposals that await confirmation. S-1 is a mass basis
times a lead yield, not a lead rate: waste has lost acid, so its lead share differs from that of
what is sold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from reports.indicators.arising import Lifetime, arising_of_classes
from reports.indicators.figure import Figure
from reports.indicators.forms import ARISING, FORMS, SHARES, STOCKS, Form
from reports.indicators.interval import combined, interval_95
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, once


@dataclass(frozen=True, slots=True)
class Chain:
    """Flows of a year in tonnes, yields and shares as parts of one; None: not known.

    Arising is given, or follows from ``sales_by_class`` with ``lifetimes``. ``uncertainty`` holds
    relative standard uncertainties by the names in ``forms.UNCERTAIN``.
    """

    year: int | None = None
    opening_stock_t: Fraction | None = None
    first_receipts_t: Fraction | None = None
    deliveries_t: Fraction | None = None
    verified_deliveries_t: Fraction | None = None
    closing_stock_t: Fraction | None = None
    arising_t: Fraction | None = None
    sales_by_class: Mapping[str, Mapping[int, Fraction]] | None = None
    lifetimes: Mapping[str, Lifetime] = field(default_factory=dict)
    sales_base_t: Fraction | None = None
    eta_pb: Fraction | None = None
    recycling_efficiency: Fraction | None = None
    lawful_intake_share: Fraction | None = None
    lead_share_waste: Fraction | None = None
    lead_share_sold: Fraction | None = None
    uncertainty: Mapping[str, Fraction] = field(default_factory=dict)
    correlation: Fraction = Fraction(0)


def comprehensive_rate(method: str, chain: Chain) -> Rate:
    """A CRR by the id of its method (a key of FORMS)."""
    form = FORMS[method]
    given, flags = _given(chain, form)
    missing = _missing(chain, form, given)
    shown = _factors(given)
    flags += _flow_flags(given, form)
    if form.by_flow:
        shown["stock_neutral"] = _product(shown, form.neutral)
    if missing:
        return Rate(Status.INSUFFICIENT_DATA, None, once(flags), shown, None, tuple(missing))
    value = _product(shown, form.factors)
    if value is None:  # everything was given, so what it is divided by is zero
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, once(flags), shown)
    flags += above_one(value.number)
    bounds, unsure = _bounds(chain, form, value.number, given)
    return Rate(Status.OK, value, once(flags), shown | unsure, bounds)


def _product(factors: Mapping[str, Factor | None], names: tuple[str, ...]) -> Figure | None:
    """The factors multiplied, of 'a|b' the first that is known; None where one is not."""
    value = Figure(Fraction(1))
    for name in names:
        known = [factors[one] for one in name.split("|") if isinstance(factors[one], Figure)]
        if not known:
            return None
        value = value.times(known[0])  # type: ignore[arg-type]
    return value


def _bounds(
    chain: Chain, form: Form, value: Fraction, given: Mapping[str, Figure | None]
) -> tuple[tuple[Fraction, Fraction] | None, dict[str, Factor | None]]:
    """The interval from the uncertainties that were given; those that were not are named."""

    def named(name: str) -> str:
        if name != "recycling|eta":
            return name
        return "recycling" if given["recycling_efficiency"] else "eta"

    above, below = (
        [(named(name), chain.uncertainty.get(named(name))) for name in names]
        for names in (form.unsure, form.unsure_below)
    )
    over, under = ([u for _, u in side if u is not None] for side in (above, below))
    if not over and not under:
        return None, {}
    u = combined(over, under, chain.correlation)
    absent = ", ".join(name for name, known in (*above, *below) if known is None)
    more: dict[str, Factor | None] = {
        "u_relative": Figure(Fraction(u), exact=False),
        "uncertainty_not_given": absent or None,
    }
    return interval_95(value, over, under, chain.correlation), more


def _given(chain: Chain, form: Form) -> tuple[dict[str, Figure | None], list[Flag]]:
    """Every quantity that is known, arising computed where it must be, and what that flags."""
    names = (*STOCKS, "deliveries_t", "verified_deliveries_t", "arising_t", "sales_base_t")
    shares = ("eta_pb", "recycling_efficiency", "lawful_intake_share", *SHARES)
    found: dict[str, Figure | None] = {}
    for name in (*names, *shares):
        number: Fraction | None = getattr(chain, name)
        found[name] = None if number is None else Figure(number)
    flags: list[Flag] = []
    classes = chain.sales_by_class or {}
    known = chain.year is not None and classes and not set(classes) - set(chain.lifetimes)
    if chain.arising_t is None and chain.year is not None and known:
        found["arising_t"], raised = arising_of_classes(chain.year, classes, chain.lifetimes)
        flags += raised if ARISING in form.needs else ()
    return found, flags


def _missing(chain: Chain, form: Form, given: Mapping[str, Figure | None]) -> list[str]:
    """Inputs that the form needs and did not get."""
    found: list[str] = []
    for need in form.needs:
        if any(given.get(name) for name in need.split("|")):
            continue
        if need == ARISING and chain.sales_by_class:
            without = sorted(set(chain.sales_by_class) - set(chain.lifetimes))
            found += [
                *(["year"] if chain.year is None else []),
                *(f"lifetimes/{n}" for n in without),
            ]
        else:
            found.append(need)
    return found


def _factors(given: Mapping[str, Figure | None]) -> dict[str, Factor | None]:
    delivered, verified = given["deliveries_t"], given["verified_deliveries_t"]
    arisen, base = given["arising_t"], given["sales_base_t"]
    due = _due(given)
    waste, sold = (given[name] for name in SHARES)
    return {
        "a": _over(given["first_receipts_t"], arisen),
        "b": _over(verified, due),
        "v": _over(verified, delivered),
        "L": Figure(due.number - delivered.number) if due and delivered else None,
        "R_EPR": _over(delivered, base),
        "verified_over_base": _over(verified, base),
        "deliveries_over_arising": _over(delivered, arisen),
        "arising_t": arisen,
        "sales_base_t": base,
        "eta_pb": given["eta_pb"],
        "lead_share_ratio": _over(waste, sold),
        "receipts_over_base": _over(given["first_receipts_t"], base),
        "recycling_efficiency": given["recycling_efficiency"],
        "lawful_intake_share": given["lawful_intake_share"],
    }


def _due(given: Mapping[str, Figure | None]) -> Figure | None:
    """W_o + A − W_c: what should have been delivered."""
    opening, received, closing = (given[name] for name in STOCKS)
    if opening is None or received is None or closing is None:
        return None
    return Figure(opening.number + received.number - closing.number)


def _over(part: Figure | None, whole: Figure | None) -> Figure | None:
    if part is None or whole is None or whole.number <= 0:
        return None
    return part.over(whole)


def _flow_flags(given: Mapping[str, Figure | None], form: Form) -> list[Flag]:
    """What the flows themselves say, whatever is made of them."""
    flags: list[Flag] = []
    opening, received, closing = (given[name] for name in STOCKS)
    delivered = given["deliveries_t"] or given["verified_deliveries_t"]
    due = _due(given)
    if due and (due.number < 0 or (delivered and delivered.number > due.number)):
        flags.append(Flag.NEGATIVE_LOSS)
    drawn = not (opening and closing) or closing.number < opening.number
    if form.by_flow and drawn and delivered and received and delivered.number > received.number:
        flags.append(Flag.STOCK_DRAWDOWN)
    return flags
