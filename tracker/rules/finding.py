"""What a rule says about a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.rules.authorities import Authority


class Severity(StrEnum):
    """How urgent; grows with the fine that the fact can cost."""

    NOTICE = "notice"
    WARNING = "warning"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Finding:
    """``subject`` is the code of what it is about; ``due`` the day it fell due.

    (rule, subject, due) is the natural key of the alarm that comes of it. ``evidence`` are the
    figures that made it, by the names of ``tracker.rules.evidence``; ``provisional``: the day was
    computed with a year of working days that is not announced yet.
    """

    rule: str
    subject: str
    due: date
    severity: Severity
    authority: Authority
    evidence: Mapping[str, object] = field(default_factory=dict)
    provisional: bool = False
