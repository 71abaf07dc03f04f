"""Is a scale past its calibration found, once?"""

from __future__ import annotations

from datetime import date

import pytest

from tracker.rules.scale_findings import scale_findings

UNTIL = date(2026, 10, 30)


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 10, 29), 0), (UNTIL, 0), (date(2026, 10, 31), 1), (date(2030, 1, 1), 1)],
)
def test_a_calibration_counts_to_the_end_of_its_last_day(day: date, found: int) -> None:
    assert len(list(scale_findings("GATE/1", day, UNTIL))) == found


def test_however_often_the_scale_is_used_the_alarm_is_one() -> None:
    keys = {
        (finding.rule, finding.subject, finding.due)
        for day in (date(2026, 11, 1), date(2026, 12, 1))
        for finding in scale_findings("GATE/1", day, UNTIL)
    }

    assert keys == {("calibration_expired", "GATE/1", UNTIL)}


def test_a_calibration_that_nobody_mentions_is_no_finding() -> None:
    assert list(scale_findings("GATE/1", UNTIL, None)) == []
