"""How much of the trade falls on which day: winters, weekends, holidays, the weeks of a festival.

Weights only have to be lifelike. Cold kills batteries, so sales of new ones and returns of old
ones peak together in December and January; people shop at weekends; lorries and plants rest on
Sundays and holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

_MONTHS = (1.35, 0.85, 0.85, 0.85, 0.90, 1.00, 1.05, 1.00, 0.90, 0.90, 1.10, 1.35)
#: Monday to Sunday.
_SHOPPING = (0.90, 0.85, 0.85, 0.90, 1.00, 1.35, 1.25)
_BRINGING = (1.10, 1.00, 1.00, 1.00, 1.05, 1.20, 0.60)
SUNDAY = 6
#: Day of the Spring Festival; in years not listed everybody works through.
_SPRING_FESTIVAL = {
    2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10),
    2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
}  # fmt: skip
_FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))}
FOUR_YEARS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """The days of the demonstration, both ends included."""

    first: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.first).days + 1

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def number(self, day: date) -> int:
        return (day - self.first).days


def four_sales_years(until: date) -> Span:
    """Four years that end with ``until``."""
    try:
        before = until.replace(year=until.year - FOUR_YEARS)
    except ValueError:  # 29 February
        before = until.replace(year=until.year - FOUR_YEARS, day=28)
    return Span(before + timedelta(days=1), until)


def is_holiday(day: date) -> bool:
    """Whether offices, plants and lorries rest, Sundays aside."""
    if (day.month, day.day) in _FIXED_HOLIDAYS:
        return True
    festival = _SPRING_FESTIVAL.get(day.year)
    return festival is not None and -1 <= (day - date(day.year, *festival)).days <= 7


def is_workday(day: date) -> bool:
    """Whether lorries drive and plants run."""
    return day.weekday() != SUNDAY and not is_holiday(day)


def shopping(day: date) -> float:
    """How many batteries people buy that day; 1 is usual."""
    return _MONTHS[day.month - 1] * _SHOPPING[day.weekday()] * (0.4 if is_holiday(day) else 1.0)


def bringing(day: date) -> float:
    """How many old batteries people bring that day; 1 is usual."""
    return _MONTHS[day.month - 1] * _BRINGING[day.weekday()] * (0.3 if is_holiday(day) else 1.0)


def is_cold(day: date) -> bool:
    """The months in which weak batteries fail."""
    return day.month in (12, 1, 2)


def cumulated(weights: list[float]) -> list[float]:
    """Shares of the whole up to and including each day; the last one is 1."""
    sums = list(accumulate(weights))
    return [part / sums[-1] for part in sums]
