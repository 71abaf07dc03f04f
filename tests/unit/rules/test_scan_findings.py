"""What looks wrong about a unit, by the facts alone?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fakes.clock import START
from tracker.rules.scan_findings import HeldLicence, ScannedUnit, licence_findings, scan_findings

TODAY = date(2026, 10, 31)
DAY = timedelta(days=1)


def found(**changes: Any) -> list[str]:
    facts: dict[str, Any] = {
        "code": "B1",
        "since": START,
        "elsewhere": False,
        "on_the_road": False,
        "damaged_before": False,
        "damaged_now": None,
        "step_finding": None,
    }
    return [f.rule for f in scan_findings(ScannedUnit(**facts | changes), START)]


def test_most_units_raise_no_eyebrow() -> None:
    assert found() == []


def test_what_the_step_finds_is_said_instead_of_the_place() -> None:
    assert found(elsewhere=True) == ["other_site"]
    assert found(elsewhere=True, step_finding="sold_twice") == ["sold_twice"]


def test_what_is_on_the_road_may_turn_up_anywhere() -> None:
    assert found(elsewhere=True, on_the_road=True) == []


def test_an_effect_before_its_cause_is_found() -> None:
    assert found(since=START + timedelta(seconds=1)) == ["effect_before_cause"]
    assert found(since=None) == []


def test_damage_is_never_undone() -> None:
    assert found(damaged_before=True, damaged_now=False) == ["damage_undone"]
    assert found(damaged_before=True, damaged_now=True) == []
    assert found(damaged_before=True, damaged_now=None) == []


def test_every_wrong_is_told() -> None:
    wrong = found(
        since=START + DAY, damaged_before=True, damaged_now=False, step_finding="sold_twice"
    )
    assert wrong == ["sold_twice", "effect_before_cause", "damage_undone"]


@pytest.mark.parametrize(
    ("licences", "missing"),
    [
        ((), True),
        ((HeldLicence(TODAY, TODAY),), False),
        ((HeldLicence(TODAY + DAY, None),), True),
        ((HeldLicence(TODAY - DAY, TODAY - DAY),), True),
        ((HeldLicence(TODAY - DAY, TODAY - DAY), HeldLicence(TODAY, None)), False),
    ],
)
def test_a_licence_counts_from_its_first_day_to_its_last(
    licences: tuple[HeldLicence, ...], *, missing: bool
) -> None:
    rules = [f.rule for f in licence_findings(licences, "USCC", START)]
    assert rules == (["licence_missing"] if missing else [])
