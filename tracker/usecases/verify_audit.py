"""Somebody checks that nobody changed, removed or slipped in a line of the audit trail.

Every line is read again and hashed again; each line about a scan is compared with its event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol

from tracker.domain.audit import AuditLine, Breach, Broken, Head, breaks

#: Lines whose events are asked for together.
AT_ONCE = 5_000
#: So many breaks are told one by one; the rest are counted.
MOST_TOLD = 100

#: Is told how many lines were read, and of how many.
Hear = Callable[[int, int], None]

_SCAN = re.compile(r"scan (\w+) event=(\d+) units=(\d+)\Z")


class KeptEvent(NamedTuple):
    """An event as an audit line tells of it."""

    kind: str
    site: int
    units: int


class AuditTrail(Protocol):
    """All lines and events in one state of the books."""

    def lines(self) -> Iterator[AuditLine]:
        """Chain by chain, in order of their numbers."""
        ...

    def heads(self) -> Mapping[int, Head]: ...
    def events(self, ids: Sequence[int]) -> Mapping[int, KeptEvent]: ...
    def number_of_events(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken`` are the first breaks, ``faults`` counts all of them; ``events`` are those that a
    line vouches for; ``heads`` are where the chains end now."""

    chains: int
    lines: int
    events: int
    faults: int
    broken: tuple[Broken, ...]
    heads: Mapping[int, Head]


def verify_audit(
    trail: AbstractContextManager[AuditTrail],
    noted: Mapping[int, Head] | None = None,
    hear: Hear = lambda _done, _whole: None,
) -> Verdict:
    """Walk all chains; ``noted`` are heads that were kept elsewhere, to be met on the way."""
    with trail as books:
        heads = dict(books.heads())
        whole = sum(head.length for head in heads.values())
        count = _Count(lambda lines: hear(lines, whole))
        walked = count.compared(books.lines(), books)
        found = [*_first(breaks(walked, heads, noted or {}), count), *count.strange]
        total = books.number_of_events()
    if total > count.listed:
        count.faults += 1
        found.append(Broken(0, 0, Breach.UNLISTED))
    return Verdict(
        len(heads), count.lines, count.events, count.faults, tuple(found[:MOST_TOLD]), heads
    )


class _Count:
    """What was met on the walk."""

    def __init__(self, hear: Callable[[int], None]) -> None:
        self._hear = hear
        self.lines = self.events = self.listed = self.faults = 0
        self.strange: list[Broken] = []

    def compared(self, lines: Iterable[AuditLine], books: AuditTrail) -> Iterator[AuditLine]:
        """The same lines, each compared with the event that it names."""
        waiting = iter(lines)
        while some := list(islice(waiting, AT_ONCE)):
            named = [(one, said) for one in some if (said := _SCAN.search(one.line))]
            events = books.events([int(said[2]) for _, said in named])
            for one, said in named:
                meant = KeptEvent(said[1], one.chain, int(said[3]))
                found = events.get(int(said[2]))
                self.listed += found is not None
                if found == meant:
                    self.events += 1
                else:
                    self.faults += 1
                    if len(self.strange) < MOST_TOLD:
                        self.strange.append(Broken(one.chain, one.number, Breach.EVENT))
            self.lines += len(some)
            self._hear(self.lines)
            yield from some


def _first(found: Iterable[Broken], count: _Count) -> list[Broken]:
    told: list[Broken] = []
    for one in found:
        count.faults += 1
        if len(told) < MOST_TOLD:
            told.append(one)
    return told
