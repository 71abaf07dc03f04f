"""How may a rate come out? The closed list of statuses and flags, and the result that carries them.

The list is closed: a report, a page or a file never shows another word. Each has a sentence that
explains it, in English here and in Chinese in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import Figure


class Status(StrEnum):
    """Whether there is a value, and why not."""

    OK = "OK"
    NA_NEW = "NA_NEW"
    NA_NOT_APPLICABLE = "NA_NOT_APPLICABLE"
    UNDEFINED_ZERO_DENOM = "UNDEFINED_ZERO_DENOM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


class Flag(StrEnum):
    """What a reader must know beside the value."""

    GT1 = "FLAG_GT1"
    UNSTABLE_DENOM = "FLAG_UNSTABLE_DENOM"
    GAP_YEAR = "FLAG_GAP_YEAR"
    STOCK_DRAWDOWN = "FLAG_STOCK_DRAWDOWN"
    NEGATIVE_LOSS = "FLAG_NEGATIVE_LOSS"
    BALANCE = "FLAG_BALANCE"
    COVERAGE = "FLAG_COVERAGE"
    IMPUTED_10 = "FLAG_IMPUTED_10"
    IMPUTED_20 = "FLAG_IMPUTED_20"
    UNKNOWN_ORIGIN = "FLAG_UNKNOWN_ORIGIN"
    ASSAY_MISSING = "FLAG_ASSAY_MISSING"
    DOUBLE_CLAIM = "FLAG_DOUBLE_CLAIM"
    RESTATED = "FLAG_RESTATED"
    UNCONFIRMED_DEFINITION = "FLAG_UNCONFIRMED_DEFINITION"


SAYS: dict[Status | Flag, str] = {
    Status.OK: "The rate could be computed.",
    Status.NA_NEW: "The obligation starts in the year after founding; there is no earlier sales"
    " year.",
    Status.NA_NOT_APPLICABLE: "This rate does not apply to an enterprise of this kind.",
    Status.UNDEFINED_ZERO_DENOM: "What would be divided by is zero; there is no rate.",
    Status.INSUFFICIENT_DATA: "Something that the method needs is missing: {missing}.",
    Flag.GT1: "The value is above 100 %; it is shown as it is.",
    Flag.UNSTABLE_DENOM: "A sales year is zero, or sales differ more than threefold: the"
    " denominator is unstable.",
    Flag.GAP_YEAR: "A year that is needed has no sales figure though earlier ones have; it is"
    " not taken for zero.",
    Flag.STOCK_DRAWDOWN: "More was delivered than received in the year: earlier stock was drawn"
    " down.",
    Flag.NEGATIVE_LOSS: "More left than could be there: mass appears from nowhere.",
    Flag.BALANCE: "The plant's lead balance does not close within 2 %.",
    Flag.COVERAGE: "The sales history covers less than 98 % of the lifetimes.",
    Flag.IMPUTED_10: "More than 10 % of the mass is not weighed but estimated.",
    Flag.IMPUTED_20: "More than 20 % of the mass is not weighed but estimated; it cannot be"
    " certified.",
    Flag.UNKNOWN_ORIGIN: "Part of the mass is of unknown origin and is kept apart.",
    Flag.ASSAY_MISSING: "A lot has no lead assay.",
    Flag.DOUBLE_CLAIM: "Several enterprises claim the same mass; it is split equally.",
    Flag.RESTATED: "This figure replaces an earlier one.",
    Flag.UNCONFIRMED_DEFINITION: "The definition awaits confirmation by the project.",
}

#: A figure, or a word such as the rule that was taken.
Factor = Figure | str


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it came out.

    ``value`` is None unless the status is OK; a method that answers by province gives a mapping.
    ``factors`` are what the value is made of; None stands for what could not be computed.
    ``missing`` are the names of inputs that the method needs and did not get.
    ``interval`` is the 95 % interval where uncertainties were given.
    """

    status: Status
    value: Figure | Mapping[str, Figure | None] | None = None
    flags: tuple[Flag, ...] = ()
    factors: Mapping[str, Factor | None] = field(default_factory=dict)
    interval: tuple[Fraction, Fraction] | None = None
    missing: tuple[str, ...] = ()

    def flagged(self, *more: Flag) -> Rate:
        """The same rate with more flags, none twice."""
        return replace(self, flags=once((*self.flags, *more)))


def once(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags in the order raised, none twice."""
    return tuple(dict.fromkeys(flags))


def lacking(*missing: str, flags: Iterable[Flag] = (), **factors: Factor | None) -> Rate:
    """No rate, because these inputs are missing."""
    return Rate(Status.INSUFFICIENT_DATA, None, once(flags), factors, None, missing)


def above_one(value: Fraction) -> tuple[Flag, ...]:
    """Values above one are real and stay: they are flagged, never cut."""
    return (Flag.GT1,) if value > 1 else ()
