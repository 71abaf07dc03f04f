"""R_E: which part of the batteries that were taken apart was recycled, by mass?

Regulation (EU) 493/2012 Annex IV: packaging, impurities, the outer casing of packs and water are no
input; energy recovery and landfilled slag are no output. Whether oxygen and sulphate bound in the
paste are input is an option, and so is whether sulphate that was sold is output: both are kept with
the result, for they decide whether a target is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking, once

#: What counts as recycled, what may be taken off the gross mass; absent ones do neither.
OUTPUTS = ("lead_t", "alloying_t", "plastics_t", "acid_t", "sulphate_t")
DEDUCTIONS = (
    "packaging_t",
    "impurities_t",
    "outer_casing_t",
    "water_t",
    "paste_oxygen_sulphate_t",
)
#: By name of the option: the mass that it lets in.
OPTIONS = {
    "count_sulphate": "sulphate_t",
    "deduct_paste_oxygen_sulphate": "paste_oxygen_sulphate_t",
}


def recycling_rate(masses: Mapping[str, Fraction], options: Mapping[str, bool]) -> Rate:
    """R_E from masses in tonnes by the names above and ``gross_t``; an option not named is off.

    What is not given is neither counted nor deducted, both of which keep the rate low, and the
    factors name it. A mass that its option leaves out is named as well.
    """
    missing = [name for name in ("gross_t", "lead_t") if name not in masses]
    if missing:
        return lacking(*missing)
    off = {mass for option, mass in OPTIONS.items() if not options.get(option)}
    counted = [name for name in OUTPUTS if name in masses and name not in off]
    deducted = [name for name in DEDUCTIONS if name in masses and name not in off]
    came_in = masses["gross_t"] - total(masses[name] for name in deducted)
    recycled = total(masses[name] for name in counted)
    factors: dict[str, Factor | None] = {
        "input_t": Figure(came_in),
        "output_t": Figure(recycled),
        "by_gross_mass": Figure(recycled / masses["gross_t"]) if masses["gross_t"] else None,
        "counted": ", ".join(counted),
        "deducted": ", ".join(deducted) or None,
        "not_given": ", ".join(n for n in (*OUTPUTS, *DEDUCTIONS) if n not in masses) or None,
        "left_out_by_option": ", ".join(sorted(off & set(masses))) or None,
    }
    if came_in <= 0:
        raised = (Flag.NEGATIVE_LOSS,) if came_in < 0 else ()
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, raised, factors)
    value = recycled / came_in
    flags = [Flag.NEGATIVE_LOSS] if recycled > masses["gross_t"] else []
    return Rate(Status.OK, Figure(value), once((*above_one(value), *flags)), factors)
