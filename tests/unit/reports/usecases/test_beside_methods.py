"""Does the calculator judge samples and effects as the functions do, and say what is no fact?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.binomial import clopper_pearson, upper_bound
from reports.indicators.figure import Figure
from reports.indicators.rate import Rate, Status
from reports.usecases.compute_rate import compute_rate
from reports.usecases.example_cases import example
from tests.builders.rate_cases import faults


def rate(method: str, **changes: Any) -> Rate:
    """The example of a method with other inputs; None leaves one out."""
    case = example(method)
    return compute_rate({**case, "inputs": {**case["inputs"], **changes}}).rate


def refused(method: str, **changes: Any) -> dict[str, str]:
    case = example(method)
    return faults({**case, "inputs": {**case["inputs"], **changes}})


def test_a_sample_of_records_is_judged() -> None:
    found = rate("AUDIT-RECORDS")
    both = clopper_pearson(2, 125)
    assert found.interval == (both.lower, both.upper)
    assert found.value == Figure(upper_bound(2, 125), exact=False)
    assert found.factors["credited_likely_t"] == Figure(Fraction(37_424 * 123, 125))


def test_more_confidence_credits_less() -> None:
    usual, surer = rate("AUDIT-RECORDS"), rate("AUDIT-RECORDS", confidence="0.99")
    credited = [one.factors["credited_t"] for one in (usual, surer)]
    assert all(isinstance(one, Figure) for one in credited)
    assert credited[0].number > credited[1].number  # type: ignore[union-attr]


@pytest.mark.parametrize("absent", ["drawn", "errors", "claimed_t"])
def test_what_a_judgement_needs_is_named(absent: str) -> None:
    found = rate("AUDIT-RECORDS", **{absent: None})
    assert (found.status, found.missing) == (Status.INSUFFICIENT_DATA, (absent,))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"errors": 126}, "figure_out_of_range"),
        ({"errors": -1}, "not_a_whole_number"),
        ({"drawn": 0}, "not_a_whole_number"),
        ({"drawn": 10**9}, "not_a_whole_number"),
    ],
)
def test_what_is_no_sample_is_refused(changes: dict[str, int], fault: str) -> None:
    assert list(refused("AUDIT-RECORDS", **changes).values()) == [fault]


@pytest.mark.parametrize("confidence", ["1", "0.3", "95"])
def test_what_is_no_confidence_is_refused(confidence: str) -> None:
    assert refused("AUDIT-RECORDS", confidence=confidence) == {
        "/inputs/confidence": "figure_out_of_range"
    }


def test_a_sample_by_mass_names_what_is_understated() -> None:
    hits = [
        {"id": "SHORT", "claimed_t": "10", "found_t": "9"},
        {"id": "LONG", "claimed_t": "10", "found_t": "12"},
    ]
    found = rate("AUDIT-MASS", hits=hits)
    assert found.factors["likely_error"] == Figure(Fraction(1, 20))
    assert (found.factors["understated"], found.interval) == ("LONG", None)


@pytest.mark.parametrize("mass", ["0", "0.0000001"])
def test_a_hit_has_whole_grams(mass: str) -> None:
    hits = [{"claimed_t": mass, "found_t": "0"}]
    assert refused("AUDIT-MASS", hits=hits) == {"/inputs/hits/0/claimed_t": "not_whole_grams"}


@pytest.mark.parametrize(
    ("method", "unverified"),
    [
        ("CO2-NAIVE", "IPCC-PRIMARY-MIX, IPCC-SECONDARY"),
        ("TEQ-NAIVE", "TOOLKIT-2D-1, TOOLKIT-2D-3"),
        ("TEQ-CONSEQUENTIAL", "INFORMAL-YIELD, eta_formal, TOOLKIT-2D-1, TOOLKIT-2D-3"),
    ],
)
def test_an_effect_of_tables_names_them_and_is_indicative(method: str, unverified: str) -> None:
    factors = rate(method).factors
    assert (factors["unverified"], factors["indicative_only"]) == (unverified, "yes")


def test_what_was_measured_rests_on_no_table() -> None:
    found = rate("TEQ-STACK")
    assert found.value == Figure(Fraction(19499, 125000))
    assert (found.factors["unverified"], found.factors["indicative_only"]) == (None, "no")


def test_a_factor_that_nobody_knows_is_a_fault() -> None:
    assert refused("TEQ-NAIVE", before="TOOLKIT-2D-9") == {"/inputs/before": "not_a_decimal"}
    assert rate("TEQ-NAIVE", before=None, product_lead_t=None).missing == (
        "product_lead_t",
        "before",
    )


@pytest.mark.parametrize("kind", ["collector", "recycler"])
@pytest.mark.parametrize("method", ["R_EPR", "CRR-S-1", "CRR-S-2"])
def test_who_sells_nothing_has_no_rate_by_sales(kind: str, method: str) -> None:
    found = rate(method, kind=kind)
    assert (found.status, found.value) == (Status.NA_NOT_APPLICABLE, None)


@pytest.mark.parametrize("kind", ["producer", "integrated"])
def test_who_sells_has_a_rate_by_sales(kind: str) -> None:
    assert rate("R_EPR", kind=kind).status is Status.OK
    assert rate("CRR-A-1", kind=kind).status is Status.OK


def test_a_grade_comes_with_its_parts() -> None:
    found = rate("DATA-QUALITY")
    assert found.factors["grade"] == "A"
    assert found.factors["completeness"] == Figure(Fraction(5 * 398, 412))


@pytest.mark.parametrize("absent", ["complete", "legs", "mass_t", "weights"])
def test_without_a_part_there_is_no_grade_and_it_is_named(absent: str) -> None:
    found = rate("DATA-QUALITY", **{absent: None})
    assert (found.status, found.missing) == (Status.INSUFFICIENT_DATA, (absent,))
    assert (found.factors["grade"], found.factors["indicative_only"]) == (None, "yes")


def test_a_part_is_not_more_than_its_whole() -> None:
    assert refused("DATA-QUALITY", closed=413) == {"/inputs/closed": "figure_out_of_range"}
