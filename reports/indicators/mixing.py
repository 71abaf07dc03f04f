"""Of which origin is what leaves a place where batteries of several origins were mixed?

Proportionally: what goes out carries the origins of what lies there, by mass. First in, first out
would be another rule; within a year a node follows one of them, and the rule is kept with the
figure. Proposal of this system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reports.indicators.figure import total

#: The rule that is followed, as it is recorded beside a figure.
RULE = "proportional"


def mixed(parts: Sequence[tuple[Fraction, Mapping[str, Fraction]]]) -> dict[str, Fraction]:
    """Share of each origin in a mixture of masses, each with shares of its own; empty if no mass.

    What a part does not attribute stays unattributed: shares may add up to less than one.
    """
    whole = total(mass for mass, _ in parts)
    if not whole:
        return {}
    origins = dict.fromkeys(origin for _, shares in parts for origin in shares)
    return {
        origin: total(mass * shares.get(origin, Fraction(0)) for mass, shares in parts) / whole
        for origin in origins
    }


def origins_of(mass: Fraction, shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The mass of each origin in what goes out."""
    return {origin: mass * share for origin, share in shares.items()}


def split(mass: Fraction, shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What each claimant of a mass gets; ValueError where shares add up to more than one."""
    if total(shares.values()) > 1 or min(shares.values(), default=Fraction(0)) < 0:
        raise ValueError("shares of one mass add up to more than the mass")
    return origins_of(mass, shares)
