"""What is a part of the nightly look, and what is it told and does it tell, page by page?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.domain.workdays import Workdays
from tracker.usecases.alarm_ports import Raised
from tracker.usecases.sweep_ports import Run, SweepWork


@dataclass(frozen=True, slots=True)
class Ground:
    """What every rule is told besides its facts."""

    today: date
    figures: Parameters
    calendar: Workdays


class Page(NamedTuple):
    """``after``: the last key of the page, None when the part is done."""

    after: int | None
    facts: int
    found: Sequence[Raised]


@dataclass(frozen=True, slots=True)
class Part:
    """``rules`` are those whose open alarms end when the whole part did not find them."""

    name: str
    size: int
    look: Callable[[Run, int, SweepWork, Ground], Page]
    rules: tuple[str, ...] = ()
