"""A found anomaly in the reader's words, for the API and the command line."""

from __future__ import annotations

from typing import Any

from tracker.domain.moments import said
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.http.alarm_words import evidence_in_words
from tracker.i18n.catalogue import translate
from tracker.rules.rulebook import RULES
from tracker.store.queries.anomalies import SeenAnomaly


def anomaly_in_words(one: SeenAnomaly, language: str) -> dict[str, Any]:
    """Which detector, what it says, of what, since when, by which events, and what to do next."""
    detector, rule = DETECTORS[one.detector], RULES[one.rule]
    return {
        "detector": one.detector,
        "name": translate(detector.name, language),
        "certain": detector.certain,
        "rule": one.rule,
        "severity": one.severity or rule.severity_on(one.due).value,
        "subject": one.subject,
        "due": one.due.isoformat(),
        "says": translate(rule.says, language),
        "next_step": translate(rule.next_step, language),
        "standing": one.standing,
        "found_at": said(one.found_at),
        "events": [str(event) for event in one.events],
        "codes": list(one.codes),
        "evidence": evidence_in_words(one.evidence, language),
        "site": one.site,
        "organisation": one.organisation,
        "alarm": None if one.alarm is None else str(one.alarm),
        "state": one.state,
    }
