"""What a scan is answered with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.consequences import Consequences
from tracker.domain.errors import Fault


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as the scanner hears it: rule, code it is about, severity, law and article."""

    rule: str
    subject: str
    severity: str
    law: str
    article: str


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """``refused`` maps each code that was not booked to why; all others were accepted.

    ``event`` is None when nothing was booked. ``labels`` are platform labels issued for batteries
    without a code, in the order asked. ``replayed``: this request had been answered before.
    ``consequences`` of a correction or a void; None for what happened itself.
    """

    event: int | None
    refused: Mapping[str, Fault]
    findings: Sequence[Noted]
    labels: Sequence[str] = ()
    replayed: bool = False
    consequences: Consequences | None = None
