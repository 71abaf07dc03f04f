"""Is a score what it says: faults named, and anomalies that name one?"""

from __future__ import annotations

from collections import Counter

from scripts.anomaly_page import Score, page
from scripts.score_anomalies import score
from tracker.graph.anomalies.detectors import DETECTORS


def test_hits_are_counted_by_fault_and_false_alarms_by_anomaly() -> None:
    planted = [("sold_twice", ("B1", "B2")), ("sold_twice", ("B3",)), ("teleport", ("B9",))]
    found = [("A4", "S1", frozenset({code})) for code in ("B1", "B2", "B9")]
    scores = score(found, planted)
    assert scores["A4"] == Score(planted=2, hit=1, raised=3, right=2)
    assert (scores["A4"].precision, scores["A4"].recall) == ("0.667", "0.500")
    assert scores["A3"] == Score(planted=1)


def test_the_page_has_a_line_for_each_detector_in_both_languages() -> None:
    told = page({name: Score() for name in DETECTORS}, 4_000, [1], Counter({False: 3}))
    assert "0 certain anomalies, 3 statistical\nones" in told
    assert all(told.count(f"| {name} ") == 2 for name in DETECTORS)
