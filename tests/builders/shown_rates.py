"""How does a test read a rate that was shown: its figures, what counts behind it, and why not?"""

from __future__ import annotations

from fractions import Fraction

from reports.indicators.figure import Figure
from reports.indicators.rate import Rate
from reports.usecases.evidence import Evidence
from reports.usecases.show_rate import ShownRate, evidence_of
from tests.builders.rates import TONNE, RecoveryYear


def number(rate: Rate, factor: str | None = None) -> Fraction:
    found = rate.value if factor is None else rate.factors[factor]
    assert isinstance(found, Figure), (rate.status, rate.missing)
    return found.number


def ids(evidence: Evidence, *, counted: bool = True) -> list[str]:
    return [record.id for record in evidence.records if record.counted is counted]


def whys(shown: ShownRate, factor: str = "collected") -> list[str | None]:
    return [record.why for record in evidence_of(shown, factor).records if not record.counted]


def one_heap(year: RecoveryYear) -> int:
    """Six tonnes collected, delivered and treated in 2025; answers the receipt."""
    year.usual_registers()
    year.collect("HEAP", 6 * TONNE, "2025-03-01 08:00")
    receipt = year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", 6 * TONNE)
    year.treat("HEAP", "2025-03-03 08:00", paste_g=4 * TONNE, ingot_g=3 * TONNE)
    return receipt
