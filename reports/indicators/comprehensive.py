"""CRR: which part of the lead sold comes back as lead? Five proposed forms of one chain of flows.

a = A/G, b = D_ver/(W_o + A − W_c), v = D_ver/D, L = W_o + A − D − W_c.
S = D_ver·η/S̄ = R_EPR·v·η; A = a·b·η; M = a·b·R_E; R = ρ·R_E (else ρ·η); F = D·η/G.
No public text defines 综合回收率: all are proposals that await confirmation. S is a mass basis
times a lead yield, not a lead rate: waste has lost acid, so its lead share differs from that of
what is sold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from reports.indicators.arising import Lifetime, arising_of_classes
from reports.indicators.figure import Figure
from reports.indicators.interval import interval_95
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, once


@dataclass(frozen=True, slots=True)
class Chain:
    """Flows of a year in tonnes, yields and shares as parts of one; None: not known.

    Arising is given, or follows from ``sales_by_class`` with ``lifetimes``. ``uncertainty`` holds
    relative standard uncertainties by the names in ``UNCERTAIN``.
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
    uncertainty: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the rate: which factors are multiplied, which inputs they need, what is unsure.

    ``needs`` are read in order; 'a|b' stands for either. ``by_flow``: moving stock moves the value.
    """

    factors: tuple[str, ...]
    needs: tuple[str, ...]
    uncertain: tuple[str, ...]
    by_flow: bool = False


_STOCKS = ("opening_stock_t", "first_receipts_t", "closing_stock_t")
_ARISING = "arising_t|sales_by_class"
_MASS = ("accepted", "verified", "arising")

FORMS: dict[str, Form] = {
    "CRR-S-1": Form(
        ("verified_over_base", "eta_pb"),
        ("verified_deliveries_t", "sales_base_t", "eta_pb"),
        ("accepted", "verified", "eta", "sales"),
        by_flow=True,
    ),
    "CRR-A-1": Form(
        ("a", "b", "eta_pb"),
        (*_STOCKS, "verified_deliveries_t", _ARISING, "eta_pb"),
        (*_MASS, "eta"),
    ),
    "CRR-M-1": Form(
        ("a", "b", "recycling_efficiency"),
        (*_STOCKS, "verified_deliveries_t", _ARISING, "recycling_efficiency"),
        (*_MASS, "recycling"),
    ),
    "CRR-R-1": Form(
        ("lawful_intake_share", "recycling_efficiency|eta_pb"),
        ("lawful_intake_share", "recycling_efficiency|eta_pb"),
        ("lawful", "recycling", "eta"),
    ),
    "CRR-F-1": Form(
        ("deliveries_over_arising", "eta_pb"),
        ("deliveries_t", _ARISING, "eta_pb"),
        ("accepted", "arising", "eta"),
        by_flow=True,
    ),
}

#: Every name an uncertainty may have.
UNCERTAIN = tuple(dict.fromkeys(name for form in FORMS.values() for name in form.uncertain))


def comprehensive_rate(method: str, chain: Chain) -> Rate:
    """A CRR by the id of its method (a key of FORMS)."""
    form = FORMS[method]
    given, flags = _given(chain, form)
    missing = _missing(chain, form, given)
    shown = _factors(given)
    flags += _flow_flags(given, form)
    if missing:
        return Rate(Status.INSUFFICIENT_DATA, None, once(flags), shown, None, tuple(missing))
    value = Figure(Fraction(1))
    for name in form.factors:
        either = [shown[one] for one in name.split("|") if isinstance(shown[one], Figure)]
        if not either:  # everything was given, so what it is divided by is zero
            return Rate(Status.UNDEFINED_ZERO_DENOM, None, once(flags), shown)
        value = value.times(either[0])  # type: ignore[arg-type]
    flags += above_one(value.number)
    unsure = [chain.uncertainty[name] for name in form.uncertain if name in chain.uncertainty]
    bounds = interval_95(value.number, unsure) if unsure else None
    return Rate(Status.OK, value, once(flags), shown, bounds)


def _given(chain: Chain, form: Form) -> tuple[dict[str, Figure | None], list[Flag]]:
    """Every quantity that is known, arising computed where it must be, and what that flags."""
    names = (*_STOCKS, "deliveries_t", "verified_deliveries_t", "arising_t", "sales_base_t")
    shares = ("eta_pb", "recycling_efficiency", "lawful_intake_share")
    found: dict[str, Figure | None] = {}
    for name in (*names, *shares):
        number: Fraction | None = getattr(chain, name)
        found[name] = None if number is None else Figure(number)
    flags: list[Flag] = []
    classes = chain.sales_by_class or {}
    known = chain.year is not None and classes and not set(classes) - set(chain.lifetimes)
    if chain.arising_t is None and chain.year is not None and known:
        found["arising_t"], raised = arising_of_classes(chain.year, classes, chain.lifetimes)
        flags += raised if _ARISING in form.needs else ()
    return found, flags


def _missing(chain: Chain, form: Form, given: Mapping[str, Figure | None]) -> list[str]:
    """Inputs that the form needs and did not get."""
    found: list[str] = []
    for need in form.needs:
        if any(given.get(name) for name in need.split("|")):
            continue
        if need == _ARISING and chain.sales_by_class:
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
        "recycling_efficiency": given["recycling_efficiency"],
        "lawful_intake_share": given["lawful_intake_share"],
    }


def _due(given: Mapping[str, Figure | None]) -> Figure | None:
    """W_o + A − W_c: what should have been delivered."""
    opening, received, closing = (given[name] for name in _STOCKS)
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
    opening, received, closing = (given[name] for name in _STOCKS)
    delivered = given["deliveries_t"] or given["verified_deliveries_t"]
    due = _due(given)
    if not (due and opening and received and closing):
        return flags
    if due.number < 0 or (delivered and delivered.number > due.number):
        flags.append(Flag.NEGATIVE_LOSS)
    drawn = closing.number < opening.number
    if form.by_flow and drawn and delivered and delivered.number > received.number:
        flags.append(Flag.STOCK_DRAWDOWN)
    return flags
