"""Findings in the reader's words, as scans and weighings answer them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.domain.answer import Noted
from tracker.i18n.catalogue import translate
from tracker.rules.rulebook import RULES


def findings_in_words(findings: Sequence[Noted], language: str) -> list[dict[str, Any]]:
    """Rule, severity, subject, what it says, and the article that says so."""
    return [
        {
            "rule": noted.rule,
            "severity": noted.severity,
            "subject": noted.subject,
            "says": translate(RULES[noted.rule].says, language),
            "law": noted.law,
            "article": noted.article,
        }
        for noted in findings
    ]
