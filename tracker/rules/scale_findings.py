"""What looks wrong about a scale on the day it weighed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.rules.finding import Finding
from tracker.rules.rulebook import RULES


def scale_findings(scale: str, day: date, calibrated_until: date | None) -> Iterator[Finding]:
    """A calibration whose last day is over. What nobody said about it is no finding.

    ``due`` is that last day: however often the scale is used after it, the alarm is one.
    """
    if calibrated_until is not None and calibrated_until < day:
        rule = RULES["calibration_expired"]
        yield Finding(rule.name, scale, calibrated_until, rule.severity, rule.on(day))
