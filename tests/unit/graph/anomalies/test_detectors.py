"""Is the catalogue of anomalies whole, and does each detector speak only for itself?"""

from __future__ import annotations

import pytest

from tests.builders.anomalies import a_ground, a_life, a_refusal
from tests.unit.graph.anomalies.examples import EXAMPLES
from tracker.graph.anomalies.detectors import DETECTORS, Facts, looked_at
from tracker.rules.anomaly_rows import ANOMALY_ROWS
from tracker.rules.rulebook import RULES


def test_there_are_eighteen_in_the_order_of_the_catalogue() -> None:
    assert list(DETECTORS) == [f"A{n}" for n in range(1, 19)]


def test_every_detector_has_its_rules_and_every_rule_about_flows_its_detector() -> None:
    named = [rule for detector in DETECTORS.values() for rule in detector.rules]
    assert len(named) == len(set(named))
    assert set(named) <= set(RULES)
    assert {row.name for row in ANOMALY_ROWS} <= set(named)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_an_example_shows_its_evidence(rule: str) -> None:
    (found,) = EXAMPLES[rule]()
    assert found.rule == rule
    assert found.evidence


@pytest.mark.parametrize("facts", Facts)
def test_of_nothing_nothing_is_said(facts: Facts) -> None:
    assert list(looked_at(facts, [], a_ground())) == []


def test_a_refusal_is_told_by_one_detector_only() -> None:
    for consumed, name in ((True, "A8"), (False, "A6")):
        found = list(looked_at(Facts.REFUSED, [a_refusal(consumed=consumed)], a_ground()))
        assert [one.detector for one in found] == [name]


def test_only_the_detectors_that_were_asked_for_look() -> None:
    refusals = [a_refusal(consumed=True)]
    assert list(looked_at(Facts.REFUSED, refusals, a_ground(), frozenset({"A6"}))) == []
    assert list(looked_at(Facts.LIFE, [a_life()], a_ground(), frozenset({"A1"}))) == []
