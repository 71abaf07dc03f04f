"""How much of one thing is in another? Shares of mass along flows, as exact fractions.

The share of an input in a treatment is its mass in that of all inputs; along a path shares
multiply, over several paths they add up. Where a mass on the way is unknown the share is unknown,
and so is everything that depends on it: None, never a guess.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from tracker.graph.lineage import Key, Link

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Shares:
    """``of`` each node; ``circular``: the links run in a circle, and what it touches has None."""

    of: dict[Key, Fraction | None]
    circular: bool


def share(part_g: int | None, whole_g: int | None) -> Fraction | None:
    """A part of a whole, both in grams; None if either is unknown or the whole is nothing."""
    if part_g is None or not whole_g:
        return None
    return Fraction(part_g, whole_g)


def times(factor: Fraction | None, part_g: int | None, whole_g: int | None) -> Fraction | None:
    """A share of a share."""
    if factor is None or part_g is None or not whole_g:
        return None
    if part_g == whole_g:
        return factor
    return Fraction(factor.numerator * part_g, factor.denominator * whole_g)


def shares_along(start: Key, links: Iterable[Link]) -> Shares:
    """The share of every node that the links lead to, with the start being one whole.

    Nodes are taken when all links into them are known, so each link counts once however many
    levels it skips. What is never free of links lies in a circle or behind one.
    """
    leaving: dict[Key, list[Link]] = {}
    waiting: dict[Key, int] = {}
    for link in links:
        leaving.setdefault(link.near, []).append(link)
        waiting[link.far] = waiting.get(link.far, 0) + 1
    found: dict[Key, Fraction | None] = {start: ONE}
    if start in waiting:
        return Shares({start: ONE, **dict.fromkeys(waiting.keys() - {start})}, circular=True)
    ready = deque([start])
    while ready:
        near = ready.popleft()
        factor = found[near]
        for link in leaving.get(near, ()):
            one = times(factor, link.part_g, link.whole_g)
            far = link.far
            if far in found:
                before = found[far]
                found[far] = None if before is None or one is None else before + one
            else:
                found[far] = one
            waiting[far] -= 1
            if not waiting[far]:
                ready.append(far)
    stuck = [key for key, left in waiting.items() if left]
    return Shares({**found, **dict.fromkeys(stuck)}, circular=bool(stuck))


class Scoop(NamedTuple):
    """``part_g`` out of a holder's ``whole_g``, the holder being ``factor`` of what is asked about;
    None: unknown."""

    factor: Fraction | None
    part_g: int | None
    whole_g: int | None


def together(scoops: Iterable[Scoop]) -> Fraction | None:
    """The shares of all scoops added up; None when one of them is unknown.

    Brought to one denominator first: adding thousands of fractions one by one would reduce each.
    """
    terms: list[tuple[int, int]] = []
    for factor, part, whole in scoops:
        if factor is None or part is None or not whole:
            return None
        terms.append((factor.numerator * part, factor.denominator * whole))
    below = lcm(*{denominator for _, denominator in terms})
    return Fraction(sum(top * (below // denominator) for top, denominator in terms), below)
