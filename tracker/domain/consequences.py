"""What does a correction or a void change downstream: stock, units, quotas, alarms, rates?

Values are those that travel and are kept: words of the trade, ISO days, whole grams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class StockChange(NamedTuple):
    """What the sums of a site and day gained (below nothing: lost). ``flow`` is the column of the
    ledger's balance, None for what moves no stock."""

    site: str
    day: str
    kind: str
    flow: str | None
    pieces: int
    mass_g: int


class UnitsNow(NamedTuple):
    """So many ``units`` stand as ``after`` now and no longer as ``before``; the first ``codes``."""

    before: str
    after: str
    units: int
    codes: tuple[str, ...]


class QuotaNow(NamedTuple):
    """What a manifest draws on an approval: the change, all of it now, and what is left there."""

    approval: str
    manifest: str
    change_g: int
    drawn_g: int
    left_g: int


class AlarmNow(NamedTuple):
    """An alarm that was ``raised`` or ``resolved``, or stays ``open``."""

    rule: str
    subject: str
    state: str


class FrozenRate(NamedTuple):
    """A frozen figure whose records this may touch; it keeps its value until it is restated."""

    enterprise: str
    year: int
    definition: str
    version: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """All of it. ``year``: rates of it are computed from the records as they are now;
    ``frozen_elsewhere`` counts frozen rates of others that it may touch."""

    stock: Sequence[StockChange] = ()
    units: Sequence[UnitsNow] = ()
    quotas: Sequence[QuotaNow] = ()
    alarms: Sequence[AlarmNow] = ()
    year: int | None = None
    frozen: Sequence[FrozenRate] = ()
    frozen_elsewhere: int = 0
