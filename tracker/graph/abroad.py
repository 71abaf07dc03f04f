"""What did the authority of another province answer about a unit that left us, or came to us?

Only what that authority shows to others: kinds of steps, days, divisions of prefecture rank. The
answer was signed; where it is kept, ``question`` names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from tracker.domain.region import province_of
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState
from tracker.graph.facts import KnownSite
from tracker.graph.gaps import GapReason


class Standing(StrEnum):
    """What came of a question: an answer that tells something, an answer that nothing is known or
    may be told, an answer that cannot be believed, none at all, or nobody to ask; NOT_ASKED:
    there was none yet."""

    ANSWERED = "answered"
    UNKNOWN_THERE = "unknown_there"
    NOT_BELIEVED = "not_believed"
    NOT_REACHED = "not_reached"
    NO_PARTNER = "no_partner"
    NOT_ASKED = "not_asked"


class Disclosure(StrEnum):
    """What another authority asked us for."""

    TRACE_FORWARD = "trace_forward"
    TRACE_BACK = "trace_back"
    ATTACHMENT = "attachment"


class StepAbroad(NamedTuple):
    """One step there. ``division`` is the prefecture; ``roles`` are words of ``Role``; ``site`` is
    told only of places that both sides know from the load; ``to_province`` two digits of the
    province for which it left."""

    kind: ScanKind
    day: date
    division: str
    roles: tuple[str, ...]
    site: str | None
    to_province: str | None


class Abroad(NamedTuple):
    """What is known about the far side of a gap. ``steps`` are in order; ``state`` is that of now
    (of ``asked_at``); ``held``: that authority's books have it in hands there; ``tried_at``: a
    later question that got no answer."""

    authority: str
    standing: Standing
    asked_at: datetime | None
    question: int | None
    steps: tuple[StepAbroad, ...] = ()
    state: UnitState | None = None
    held: bool = False
    tried_at: datetime | None = None


class AskedAbout(NamedTuple):
    """What a question was about: whom it went to, whether what came after was asked (or what was
    before), and a code."""

    authority: str
    ahead: bool
    code: str


class AnswersAbroad(Protocol):
    """Answers of partners that are kept; nobody is asked by looking here."""

    def about(
        self, codes: Collection[str], known_at: datetime | None
    ) -> Mapping[AskedAbout, Abroad]:
        """The newest that is known by that moment (None: now)."""
        ...

    def came_from(self, codes: Collection[str]) -> Mapping[str, str]:
        """Whose signed hand-over brought these codes here: authority by code."""
        ...


#: Gaps that another province's authority can close: whether what is missing lies ahead.
CROSSINGS: Mapping[GapReason, bool] = {
    GapReason.LEFT_PROVINCE: True,
    GapReason.NOT_RECEIVED: True,
    GapReason.CAME_FROM_PROVINCE: False,
}
_CLOSES = frozenset({Standing.ANSWERED})


def authority_of(reason: GapReason | None, owner: KnownSite | None, home: str) -> str | None:
    """Who would have to tell the rest: the authority of the owner's province, if that is not the
    one of ``home`` (a division) and the gap is of a kind that it can close."""
    if reason not in CROSSINGS or owner is None:
        return None
    there = province_of(owner.division)
    return None if there == province_of(home) else f"CN-{there}"


def best_of(found: Iterable[Abroad]) -> Abroad | None:
    """Of answers about several codes of one thing the one that tells most; of equal ones the
    newest."""
    return max(
        found,
        key=lambda one: (one.standing in _CLOSES, len(one.steps), one.question or 0),
        default=None,
    )


def up_to(answer: Abroad, day: date | None) -> Abroad:
    """The same as of an earlier day: later steps, and how it stands now, are left out."""
    if day is None:
        return answer
    steps = tuple(step for step in answer.steps if step.day <= day)
    return answer._replace(steps=steps, state=None, held=False)
