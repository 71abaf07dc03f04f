"""Which records are looked at? Drawn from a recorded seed, the same by everybody who draws again.

Records (algorithm ``rank-sha256-1``): every record is given SHA-256 of the UTF-8 text
``seed + LF + id``; the smallest n are the sample. The order of the list does not matter, each set
of n is as likely as any other, and a larger sample from the same seed holds the smaller one.

Masses (algorithm ``mass-sha256-1``): records in the order of the same digests, their grams laid end
to end; total/n is the interval, u = SHA-256(``seed + LF``)/2^256 the start, and the record that
covers gram (u + j)·total/n is hit for j = 0 … n−1. A record heavier than the interval is hit for
sure, perhaps several times; one without mass never. All arithmetic is exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

BY_RECORD = "rank-sha256-1"
BY_MASS = "mass-sha256-1"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that is looked at for the gram at ``point``, counted from the first."""

    id: str
    mass_g: int
    point: Fraction


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample by mass: its hits in order, the interval in grams, and the whole mass."""

    hits: tuple[Hit, ...]
    interval_g: Fraction
    total_g: int


def draw_records(ids: Sequence[str], number: int, seed: str) -> tuple[str, ...]:
    """So many records, all of them if there are no more; ValueError for an id that comes twice."""
    if number < 0 or len(set(ids)) != len(ids):
        raise ValueError("a sample is drawn from distinct records, and not fewer than none")
    return tuple(sorted(ids, key=lambda id_: _ranked(seed, id_))[:number])


def draw_masses(masses_g: Mapping[str, int], number: int, seed: str) -> Drawn:
    """So many grams of these masses by record; ValueError where there is nothing to draw from."""
    total = sum(masses_g.values())
    if number < 1 or total < 1 or min(masses_g.values()) < 0:
        raise ValueError("a sample by mass needs a mass, none below zero, and a number")
    interval = Fraction(total, number)
    start = Fraction(int.from_bytes(_digest(seed, "")), 2**256)
    points = [(start + j) * interval for j in range(number)]
    hits: list[Hit] = []
    reached, place = 0, 0
    for id_ in sorted(masses_g, key=lambda one: _ranked(seed, one)):
        reached += masses_g[id_]
        while place < number and points[place] < reached:
            hits.append(Hit(id_, masses_g[id_], points[place]))
            place += 1
    return Drawn(tuple(hits), interval, total)


def _ranked(seed: str, id_: str) -> tuple[bytes, str]:
    return _digest(seed, id_), id_


def _digest(seed: str, id_: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{id_}".encode()).digest()
