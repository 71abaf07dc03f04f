"""What a breach can cost, by its day: fines in yuan, and whether persons can be detained.

The more it can cost, the more urgent the alarm. Until 2026-08-14 the Solid Waste Law, since then
the Code, whose tiers differ.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.rules import authorities as law
from tracker.rules.finding import Severity

#: From this fine on a breach is an alarm.
ALARMING_YUAN = 1_000_000


class Penalty(NamedTuple):
    """``least`` and ``most`` in yuan; ``refusal``: the most when one refuses to correct it;
    ``detention``: the article by which persons can be detained for it."""

    authority: law.Authority
    least: int
    most: int
    refusal: int | None = None
    detention: law.Authority | None = None

    @property
    def severity(self) -> Severity:
        if self.detention is not None or self.most >= ALARMING_YUAN:
            return Severity.ALARM
        return Severity.WARNING if self.most else Severity.NOTICE


Penalties = tuple[Penalty, ...]

#: Papers, labels, storage, plans, ledgers, manifests.
ORDER: Penalties = (
    Penalty(law.SOLID_WASTE_LAW_112, 100_000, 1_000_000),
    Penalty(law.ECO_CODE_1175, 50_000, 200_000, refusal=1_000_000),
)
#: Waste given to somebody without a licence, or moved without approval. Until the Code three to
#: five times the cost of disposal, a cost below 200,000 yuan counting as that.
TRUST: Penalties = (
    Penalty(law.SOLID_WASTE_LAW_112, 600_000, 1_000_000, detention=law.SOLID_WASTE_LAW_120),
    Penalty(law.ECO_CODE_1175, 200_000, 2_000_000, detention=law.ECO_CODE_1179),
)
#: Without a licence.
UNLICENSED: Penalties = (
    Penalty(law.SOLID_WASTE_LAW_114, 1_000_000, 5_000_000, detention=law.SOLID_WASTE_LAW_120),
    Penalty(law.ECO_CODE_1178, 200_000, 5_000_000, detention=law.ECO_CODE_1179),
)
#: Against what the licence says.
BEYOND_LICENCE: Penalties = (
    Penalty(law.SOLID_WASTE_LAW_114, 500_000, 2_000_000),
    Penalty(law.ECO_CODE_1178, 100_000, 2_000_000),
)
#: A producer without a take-back system that fits its sales; no such fine before the Code.
TAKE_BACK: Penalties = (Penalty(law.ECO_CODE_1223, 0, 0, refusal=500_000),)


def penalty_on(penalties: Penalties, day: date) -> Penalty | None:
    """The penalty of that day, None if there was none."""
    return next((one for one in penalties if day in one.authority.in_force), None)
