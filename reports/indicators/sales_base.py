"""By how much is divided? The sales base of a producer, by three rules that differ.

NDRC-2020 (draft of 《铅蓄电池回收利用管理暂行办法》, second of 2020-06): mean domestic sales of the
three previous years; with a history of less than three years the previous year's; the obligation
starts in the year after founding. EU-2023 (Regulation 2023/1542 Annex XI): the three preceding
calendar years. EU-2006 (Directive 2006/66/EC Annex I): the year itself and the two before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import total
from reports.indicators.rate import Flag, Status

WINDOW = 3
#: A window whose largest year is more than this many times its smallest is unstable.
MOST_SPREAD = 3


class Variant(StrEnum):
    """Whose rule."""

    NDRC_2020 = "NDRC-2020"
    EU_2023 = "EU-2023"
    EU_2006 = "EU-2006"


@dataclass(frozen=True, slots=True)
class SalesBase:
    """``mean`` in the unit of the sales; None with a status that says why there is none.

    ``years`` are those whose sales make the base; ``missing`` those that have no figure.
    """

    status: Status
    mean: Fraction | None = None
    years: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()


def sales_base(
    variant: Variant, year: int, sales: Mapping[int, Fraction], founded: int | None = None
) -> SalesBase:
    """The base for a year. ``sales`` by year, in any unit; a year without a key has no figure."""
    if variant is Variant.EU_2006:
        return _mean(sales, tuple(range(year - WINDOW + 1, year + 1)), sales)
    window = tuple(range(year - WINDOW, year))
    if variant is Variant.EU_2023:
        return _mean(sales, window, sales)
    return _of_the_draft(window, sales, founded)


def mean_of_five(year: int, sales: Mapping[int, Fraction]) -> Fraction | None:
    """The mean of the five previous years, shown beside an unstable base; None if one lacks."""
    years = range(year - 5, year)
    return total(sales[y] for y in years) / 5 if all(y in sales for y in years) else None


def _of_the_draft(
    window: tuple[int, ...], sales: Mapping[int, Fraction], founded: int | None
) -> SalesBase:
    year = window[-1] + 1
    prior = [y for y in sales if y < year]
    if founded is not None and year <= founded:
        return SalesBase(Status.NA_NEW)
    if not prior:
        if founded is None:
            return SalesBase(Status.NA_NEW)
        return SalesBase(Status.INSUFFICIENT_DATA, missing=(year - 1,), flags=(Flag.GAP_YEAR,))
    first = min(prior)
    if year - first >= WINDOW:
        return _mean(sales, window, sales)
    # Founded long ago, but figures start late: the rule for short histories holds, with a flag.
    undeclared = founded is not None and founded < min(first, year - WINDOW)
    found = _mean(sales, (year - 1,), prior)
    return _flagged(found, Flag.GAP_YEAR) if undeclared else found


def _mean(
    sales: Mapping[int, Fraction], years: tuple[int, ...], known: Mapping[int, Fraction] | list[int]
) -> SalesBase:
    missing = tuple(year for year in years if year not in sales)
    if missing:
        gap = any(min(known) < year for year in missing) if known else False
        flags = (Flag.GAP_YEAR,) if gap else ()
        return SalesBase(Status.INSUFFICIENT_DATA, None, years, missing, flags)
    sold = [sales[year] for year in years]
    unstable = min(sold) == 0 or max(sold) > MOST_SPREAD * min(sold)
    flags = (Flag.UNSTABLE_DENOM,) if unstable else ()
    if not any(sold):
        return SalesBase(Status.UNDEFINED_ZERO_DENOM, Fraction(0), years, (), flags)
    return SalesBase(Status.OK, total(sold) / len(sold), years, (), flags)


def _flagged(base: SalesBase, flag: Flag) -> SalesBase:
    return SalesBase(base.status, base.mean, base.years, base.missing, (*base.flags, flag))
