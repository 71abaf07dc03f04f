"""All rules by name, and how a finding of one is made under the law of its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.rules.anomaly_rows import ANOMALY_ROWS
from tracker.rules.exchange_rows import EXCHANGE_ROWS
from tracker.rules.finding import Finding
from tracker.rules.keeping_rows import KEEPING_ROWS
from tracker.rules.rule import Lasting, Rule
from tracker.rules.scan_rows import SCAN_ROWS
from tracker.rules.transfer_rows import TRANSFER_ROWS

_ROWS = (*SCAN_ROWS, *TRANSFER_ROWS, *KEEPING_ROWS, *ANOMALY_ROWS, *EXCHANGE_ROWS)
RULES: dict[str, Rule] = {rule.name: rule for rule in _ROWS}

#: Rules whose alarm ends by itself when the facts no longer stand.
CONTINUING = frozenset(rule.name for rule in RULES.values() if rule.lasting is not Lasting.ONCE)
#: Rules of which one alarm lasts, whatever day it is asked again.
STANDING = frozenset(rule.name for rule in RULES.values() if rule.lasting is Lasting.STANDING)


def finding(
    rule: str,
    subject: str,
    day: date,
    evidence: Mapping[str, object] | None = None,
    *,
    due: date | None = None,
    provisional: bool = False,
) -> Finding:
    """A finding of the named rule, under the law of ``day``, the day of the breach.

    ``due`` is the day that names the alarm, ``day`` itself if not said. LookupError before the
    rule's first day: whoever asks looks at ``speaks`` first where that can be.
    """
    row = RULES[rule]
    severity = row.severity_on(day)
    return Finding(
        rule, subject, due or day, severity, row.on(day), evidence or {}, provisional=provisional
    )


def speaks(rule: str, day: date) -> bool:
    """Whether the rule was there on that day."""
    return day >= RULES[rule].first
