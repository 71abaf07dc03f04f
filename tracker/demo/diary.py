"""Who does what when? Acts of one territory, put into the order in which they are recorded."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tracker.demo.act import Act
from tracker.demo.places import Spot
from tracker.demo.seasons import Span
from tracker.domain.moments import CHINA
from tracker.domain.scan import Scan, ScanKind

Doing = Callable[[], None]


class Diary:
    """Acts and what is still to be done, day by day. ``today`` counts days from the first one."""

    def __init__(self, span: Span, prefix: str, rng: random.Random) -> None:
        self.span = span
        self.today = 0
        self._prefix = prefix
        self._rng = rng
        self._count = 0
        self._acts: dict[int, list[Act]] = {}
        self._agenda: dict[int, list[Doing]] = {}

    @property
    def date(self) -> date:
        return self.span.day(self.today)

    def at(self, hour: int, minute: int = 0, *, day: int | None = None) -> datetime:
        """That time of today (or of another day) in China, give or take some seconds, as UTC."""
        start = datetime.combine(self.span.day(self.today if day is None else day), time(), CHINA)
        seconds = self._rng.random() * 50
        local = start + timedelta(hours=hour, minutes=minute, milliseconds=int(seconds * 1000))
        return local.astimezone(UTC)

    def between(self, first: int, last: int) -> datetime:
        """Some time of today between two full hours."""
        minutes = self._rng.randrange((last - first) * 60)
        return self.at(first + minutes // 60, minutes % 60)

    def act(
        self,
        kind: ScanKind,
        spot: Spot,
        at: datetime,
        codes: Sequence[str] = (),
        *,
        by: str | None = None,
        recorded: datetime | None = None,
        about: str | None = None,
        referred: bool = False,
        **fields: Any,
    ) -> str:
        """Write down a scan at ``spot``, by its own people unless ``by`` names another firm's.

        It is recorded half a minute later, or when said. Answers its client_id.
        """
        self._count += 1
        client_id = f"{self._prefix}-{self._count:07d}"
        scan = Scan(client_id, kind, spot.code, at, tuple(codes), **fields)
        recorded = recorded or at + timedelta(seconds=5 + self._rng.randrange(50))
        day = (recorded.astimezone(CHINA).date() - self.span.first).days
        self._acts.setdefault(day, []).append(
            Act(recorded, by or spot.owner, scan, about, referred)
        )
        return client_id

    def later(self, days: int, doing: Doing) -> None:
        """Do this so many days from now, before all else of that day; never if that is too late."""
        self._agenda.setdefault(self.today + days, []).append(doing)

    def begin(self) -> None:
        """Do what was put on today's agenda."""
        for doing in self._agenda.pop(self.today, ()):
            doing()

    def close(self) -> Iterator[Act]:
        """Today's acts in the order of recording; then it is tomorrow."""
        yield from sorted(self._acts.pop(self.today, ()), key=_recorded)
        self.today += 1


def _recorded(act: Act) -> datetime:
    return act.recorded_at
