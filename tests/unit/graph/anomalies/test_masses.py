"""Do the bands and tolerances of masses lie where the figures say?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders.anomalies import DAY, a_claim, a_ground, a_load, a_treatment
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies import masses

GROUND = a_ground()


@pytest.mark.parametrize(
    ("lead_g", "found"), [(499_999, 1), (500_000, 0), (700_000, 0), (700_001, 1)]
)
def test_lead_out_of_a_tonne_lies_between_half_and_seven_tenths(lead_g: int, found: int) -> None:
    assert len(list(masses.yield_out_of_band(a_treatment(lead_g=lead_g), GROUND))) == found


def test_a_yield_needs_a_known_mass_and_smelting_has_other_bands() -> None:
    for treatment in (a_treatment(in_g=None, lead_g=1), a_treatment(kind=K.SMELT, lead_g=1)):
        assert list(masses.yield_out_of_band(treatment, GROUND)) == []


@pytest.mark.parametrize(
    ("seen_g", "found"), [(969_999, 1), (970_000, 0), (1_030_000, 0), (1_030_001, 1)]
)
def test_scales_may_differ_by_three_in_a_hundred(seen_g: int, found: int) -> None:
    assert len(list(masses.weight_drift(a_load(seen_g), GROUND))) == found


def test_what_nobody_weighed_before_cannot_have_drifted() -> None:
    assert list(masses.weight_drift(a_load(1, None), GROUND)) == []


def test_one_note_under_two_papers_is_claimed_twice_and_one_paper_twice_is_not() -> None:
    later = DAY + timedelta(days=9)
    (found,) = masses.claimed_twice([a_claim("M2", later), a_claim("M1")], GROUND)
    assert (found.subject, found.day) == ("TICKET-1", later)
    assert list(masses.claimed_twice([a_claim("M1"), a_claim("M1", later)], GROUND)) == []


def test_claims_that_follow_each_other_are_no_double() -> None:
    first = a_claim("M1", last=DAY)
    assert list(masses.claimed_twice([first, a_claim("M2", DAY + timedelta(days=1))], GROUND)) == []
