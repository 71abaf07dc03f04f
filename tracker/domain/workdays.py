"""Which days are working days, and on which day does a period of working days end?

Counting starts the day after (民法典 第201条); periods of the authorities are working days
without statutory holidays (行政许可法 第82条). The State Council moves days each year, so the
calendar comes in as facts; of a year that nobody has told us yet Monday to Friday are taken, and
what is computed with it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)
#: Monday is 0.
_SATURDAY = 5
#: No law counts more; a longer period is a slip.
MOST_WORKDAYS = 1_000


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year as it was announced: Mondays to Fridays off, and weekend days worked instead 调休.

    Raises ValueError when a day lies in another year or says nothing that its weekday does not.
    """

    year: int
    days_off: frozenset[date]
    days_worked: frozenset[date]

    def __post_init__(self) -> None:
        for days, weekend in ((self.days_off, False), (self.days_worked, True)):
            for day in days:
                if day.year != self.year or (day.weekday() >= _SATURDAY) is not weekend:
                    raise ValueError(f"{day} does not differ from an ordinary day of {self.year}")


class Deadline(NamedTuple):
    """The last day of a period. ``provisional``: a year on the way is not announced yet."""

    day: date
    provisional: bool


class Workdays:
    """The calendar of working days, as far as it is known."""

    def __init__(self, years: Iterable[CalendarYear] = ()) -> None:
        known = tuple(years)
        self.years = frozenset(one.year for one in known)
        self._off = frozenset().union(*(one.days_off for one in known))
        self._worked = frozenset().union(*(one.days_worked for one in known))

    def known(self, day: date) -> bool:
        """Whether the day's year was announced."""
        return day.year in self.years

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self._worked:
            return True
        return day.weekday() < _SATURDAY and day not in self._off

    def after(self, start: date, count: int) -> Deadline:
        """The last day of ``count`` working days that begin to run on ``start``: the day itself is
        not counted. With 0 it is ``start``, or the next working day if nobody works then."""
        return self._counted(start, count, _DAY)

    def before(self, end: date, count: int) -> Deadline:
        """The last day on which ``count`` whole working days still lie before ``end``."""
        return self._counted(end, count, -_DAY)

    def ahead(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to ``end``; negative when it is past."""
        if end < start:
            return -self.ahead(end, start)
        days = ((start + _DAY * n) for n in range(1, (end - start).days + 1))
        return sum(map(self.works, days))

    def _counted(self, start: date, count: int, step: timedelta) -> Deadline:
        if not 0 <= count <= MOST_WORKDAYS:
            raise ValueError(f"{count} working days cannot be counted")
        day, left, sure = start, count, self.known(start)
        if count == 0:
            while not self.works(day):
                day += step
                sure = sure and self.known(day)
        while left:
            day += step
            left -= self.works(day)
            sure = sure and self.known(day)
        return Deadline(day, not sure)
