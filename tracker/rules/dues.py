"""What is due when? One list serves the question what comes, and the alarms of what passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks

_DAY = timedelta(days=1)


class Due(NamedTuple):
    """``day`` is the last one on which it is in time; what is done is no due any more."""

    rule: str
    subject: str
    day: date
    provisional: bool = False
    evidence: Mapping[str, object] = {}


def overdue(dues: Iterable[Due], today: date) -> Iterator[Finding]:
    """What has passed: a breach from the day after, under the law of that day."""
    for due in dues:
        breach = due.day + _DAY
        if breach <= today and speaks(due.rule, breach):
            yield finding(
                due.rule,
                due.subject,
                breach,
                due.evidence,
                due=due.day,
                provisional=due.provisional,
            )


def coming(dues: Iterable[Due], first: date, until: date) -> Iterator[Due]:
    """What falls due from ``first`` to ``until``, both included."""
    return (due for due in dues if first <= due.day <= until)
