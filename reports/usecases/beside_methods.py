"""How does the calculator judge samples and compute co-benefits, and from which inputs?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from reports.indicators import co_benefits as effects
from reports.indicators.audit import Found, judge_masses, judge_records
from reports.indicators.beside import audit_answer, effect_answer, quality_answer
from reports.indicators.binomial import MOST_DRAWN, USUAL
from reports.indicators.co_benefits import Effect, Known, StackTest
from reports.indicators.data_quality import Records, quality_of
from reports.indicators.figure import Figure
from reports.indicators.rate import Rate, Status, lacking
from reports.methods.emission_factors import EMISSION_FACTORS, emission_factor
from reports.usecases.case_reader import Reader
from reports.usecases.case_values import MOST_TONNES
from reports.usecases.mass_inputs import batches
from tracker.domain.mass import GRAMS_PER_TONNE

AUDIT_RECORDS = frozenset({"drawn", "errors", "claimed_t", "confidence"})
AUDIT_MASS = frozenset({"hits", "claimed_t", "confidence"})
LEAD_KEPT = frozenset({"verified_deliveries_t", "lead_share_waste", "eta_pb"})
_COUNTS = ("legs", "complete", "closed", "on_time", "identity_checks", "identity_errors")
_SHARED = ("mass_t", "third_party_t")
QUALITY = frozenset({*_COUNTS, *_SHARED, "weights"})
STACKS = frozenset({"before", "after"})

_HIT = frozenset({"id", "claimed_t", "found_t"})
_STACK = frozenset({"ng_per_m3", "m3_per_hour", "hours"})
_LEAST_CONFIDENCE, _MOST_CONFIDENCE = Fraction(1, 2), Fraction(9999, 10000)
_KNOWN_FACTORS = frozenset(one.id for one in EMISSION_FACTORS)
#: A part may not be more than its whole.
_PARTS = (
    ("complete", "legs"),
    ("closed", "legs"),
    ("on_time", "legs"),
    ("identity_errors", "identity_checks"),
    ("third_party_t", "mass_t"),
)
_MOST_COUNT = 10**12
#: So many hits of a sample by mass are looked at.
MOST_HITS = 2_000
#: An emission factor or a yield that somebody brings along.
_MOST_FACTOR = Fraction(10**9)


def audit_records(of: Reader) -> Rate:
    """AUDIT-RECORDS: so many drawn, so many of them in error."""
    drawn, errors = of.whole("drawn", 1, MOST_DRAWN), of.whole("errors", 0, MOST_DRAWN)
    claimed, confidence = of.tonnes("claimed_t"), _confidence(of)
    given = (("drawn", drawn), ("errors", errors), ("claimed_t", claimed))
    if drawn is None or errors is None or claimed is None:
        return lacking(*(name for name, value in given if value is None))
    if errors > drawn:
        of.fault("figure_out_of_range", "errors", least="0", limit=str(drawn))
        return lacking("errors")
    return audit_answer(judge_records(errors, drawn, claimed, confidence))


def audit_mass(of: Reader) -> Rate:
    """AUDIT-MASS: a row for every hit, with what was claimed and what the evidence bears out."""
    rows, claimed = of.rows("hits", MOST_HITS), of.tonnes("claimed_t")
    confidence = _confidence(of)
    found = [hit for hit in map(_hit, rows or ()) if hit is not None]
    given = (("hits", rows or None), ("claimed_t", claimed))
    if not found or claimed is None:
        return lacking(*(name for name, value in given if value is None))
    return audit_answer(judge_masses(found, claimed, confidence))


def _hit(row: Reader) -> Found | None:
    row.only(_HIT)
    claimed = row.needed(row.number("claimed_t", Fraction(0), MOST_TONNES), "claimed_t")
    found = row.needed(row.tonnes("found_t"), "found_t")
    if claimed is None or found is None:
        return None
    grams = [mass * GRAMS_PER_TONNE for mass in (claimed, found)]
    for name, mass in zip(("claimed_t", "found_t"), grams, strict=True):
        if mass.denominator != 1 or (name == "claimed_t" and not mass):
            row.fault("not_whole_grams", name)
            return None
    return Found(row.text("id") or "", int(grams[0]), int(grams[1]))


def _confidence(of: Reader) -> Fraction:
    return of.number("confidence", _LEAST_CONFIDENCE, _MOST_CONFIDENCE) or USUAL


def data_quality(of: Reader) -> Rate:
    """DATA-QUALITY: counts of legs and checks, masses, and weights by tier."""
    counts = {name: of.whole(name, 0, _MOST_COUNT) for name in _COUNTS}
    masses = {name: of.tonnes(name) for name in _SHARED}
    weights = batches(of) or []
    for part, whole in _PARTS:
        known = {**counts, **masses}
        least, most = known[part], known[whole]
        if least is not None and most is not None and least > most:
            of.fault("figure_out_of_range", part, least="0", limit=str(most))
    found = Records(
        legs=counts["legs"],
        complete=counts["complete"],
        closed=counts["closed"],
        on_time=counts["on_time"],
        identity_checks=counts["identity_checks"],
        identity_errors=counts["identity_errors"],
        mass_t=masses["mass_t"],
        third_party_t=masses["third_party_t"],
        weights=weights,
    )
    missing = [name for name, known in {**counts, **masses}.items() if known is None]
    missing += [] if weights else ["weights"]
    # What is divided by is missing, too, when it is none at all.
    wholes = {"legs": counts["legs"], "identity_checks": counts["identity_checks"], **masses}
    missing += [n for n in ("legs", "identity_checks", "mass_t") if wholes[n] == 0]
    return quality_answer(quality_of(found), tuple(missing) or ("weights",))


def lead_kept(of: Reader) -> Rate:
    """LEAD-KEPT: tonnes of lead in lawful products."""
    names = ("verified_deliveries_t", "lead_share_waste", "eta_pb")
    mass, share = of.tonnes(names[0]), of.share(names[1])
    eta = of.number(names[2], Fraction(0), Fraction(10))
    if mass is None or share is None or eta is None:
        given = zip(names, (mass, share, eta), strict=True)
        return lacking(*(name for name, value in given if value is None))
    return Rate(Status.OK, Figure(effects.lead_in_products(mass, share, eta)))


#: Method -> the mass it starts from, the factors in the order of its arithmetic, the arithmetic.
EFFECTS: dict[str, tuple[str, tuple[str, ...], Callable[..., Effect]]] = {
    "CO2-NAIVE": ("product_lead_t", ("primary", "secondary"), effects.co2_naive),
    "CO2-CONSEQUENTIAL": (
        "waste_lead_t",
        ("eta_informal", "eta_formal", "informal", "secondary", "primary"),
        effects.co2_consequential,
    ),
    "TEQ-NAIVE": ("product_lead_t", ("before", "after"), effects.teq_naive),
    "TEQ-CONSEQUENTIAL": (
        "waste_lead_t",
        ("eta_informal", "eta_formal", "before", "after"),
        effects.teq_consequential,
    ),
}


def effect_inputs(method: str) -> frozenset[str]:
    """The names that an effect may be given."""
    mass, factors, _ = EFFECTS[method]
    return frozenset({mass, *factors})


def effect(method: str, of: Reader) -> Rate:
    """CO2 and TEQ by attribution; a factor is the id of a row, or a number of one's own."""
    mass_name, names, arithmetic = EFFECTS[method]
    mass = of.number(mass_name, -MOST_TONNES, MOST_TONNES)
    known = {name: _known(of, name) for name in names}
    missing = [] if mass is not None else [mass_name]
    missing += [name for name, factor in known.items() if factor is None]
    if missing:
        return lacking(*missing)
    return effect_answer(arithmetic(mass, *known.values()))


def _known(of: Reader, name: str) -> Known | None:
    """A row by its id; a number of one's own is as unverified as one from memory."""
    if of.is_one_of(name, _KNOWN_FACTORS):
        row = emission_factor(of.text(name) or "")
        return Known(row.id, row.value, row.verified)
    value = of.number(name, Fraction(0), _MOST_FACTOR)
    return None if value is None else Known(name, value, verified=False)


def stacks(of: Reader) -> Rate:
    """TEQ-STACK: what all stacks emit in a year, before and after."""
    rows = {name: of.rows(name) for name in ("before", "after")}
    tests = {name: [_stack(row) for row in found or ()] for name, found in rows.items()}
    missing = [name for name, found in rows.items() if not found]
    if missing:
        return lacking(*missing)
    before, after = ([one for one in tests[name] if one] for name in ("before", "after"))
    answer = effect_answer(effects.teq_measured(before, after))
    sums = {f"{name}_g": Figure(sum((one.grams for one in found), start=Fraction(0)))
            for name, found in (("before", before), ("after", after))}  # fmt: skip
    return Rate(answer.status, answer.value, answer.flags, {**sums, **answer.factors})


def _stack(row: Reader) -> StackTest | None:
    row.only(_STACK)
    names = ("ng_per_m3", "m3_per_hour", "hours")
    most = (_MOST_FACTOR, _MOST_FACTOR, Fraction(8_784))
    found = [
        row.needed(row.number(name, Fraction(0), limit), name)
        for name, limit in zip(names, most, strict=True)
    ]
    values = [value for value in found if value is not None]
    return StackTest(*values) if len(values) == len(names) else None
