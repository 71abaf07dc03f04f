"""Which definitions are there? One row each; to change one, add a row with the next version.

``DEFINITIONS`` are those of rates and masses, ``BESIDE`` of samples, grades and co-benefits.
All of them await confirmation: no public text says what the project's 综合回收率 is. A row stays
for ever: figures that were frozen by it are made again by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.methods.arising_definitions import ARISINGS
from reports.methods.beside_definitions import BESIDE
from reports.methods.comprehensive_definitions import COMPREHENSIVES
from reports.methods.definition import Definition
from reports.methods.plant_definitions import PLANTS
from reports.methods.producer_definitions import PRODUCERS
from reports.methods.second_versions import SECONDS

DEFINITIONS: tuple[Definition, ...] = (
    *PRODUCERS,
    *PLANTS,
    *COMPREHENSIVES,
    *ARISINGS,
    *SECONDS,
)

#: Every definition there is, in every version.
EVERY: tuple[Definition, ...] = (*DEFINITIONS, *BESIDE)

#: The headline: what is shown where nobody asks for another.
USUAL = "CRR-S-1"


def definition_of(id_: str, every: Sequence[Definition] = EVERY) -> Definition | None:
    """By its id, 'COLLECTION': the newest version; by 'COLLECTION@1': that one, as it was.

    A method that has variants stands for the first of them.
    """
    name, at, number = id_.partition("@")
    first = next((one.id for one in every if one.method == name), name)
    wanted = name if any(one.id == name for one in every) else first
    versions = [one for one in every if one.id == wanted]
    if at:
        return next((one for one in versions if str(one.version) == number), None)
    return max(versions, key=lambda one: one.version, default=None)


def used_by(rule: Definition, every: Sequence[Definition] = EVERY) -> dict[str, Definition | None]:
    """What a definition is built on, by the names it uses. A name without a version means the
    first: what a frozen figure rests on does not change under it."""
    return {name: definition_of(name if "@" in name else f"{name}@1", every) for name in rule.uses}


def from_records() -> tuple[Definition, ...]:
    """Those that can be computed from the records of the house, each in its newest version."""
    return tuple(d for d in DEFINITIONS if d.from_records and definition_of(d.id) is d)
