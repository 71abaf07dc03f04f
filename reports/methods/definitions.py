"""Which definitions are there? One row each; to change one, add a row with the next version.

``DEFINITIONS`` are those of rates and masses, ``BESIDE`` of samples, grades and co-benefits.
All of them await confirmation: no public text says what the project's 综合回收率 is.
"""

from __future__ import annotations

from reports.methods.arising_definitions import ARISINGS
from reports.methods.beside_definitions import BESIDE
from reports.methods.comprehensive_definitions import COMPREHENSIVES
from reports.methods.definition import Definition
from reports.methods.plant_definitions import PLANTS
from reports.methods.producer_definitions import PRODUCERS

DEFINITIONS: tuple[Definition, ...] = (*PRODUCERS, *PLANTS, *COMPREHENSIVES, *ARISINGS)

#: Every definition there is.
EVERY: tuple[Definition, ...] = (*DEFINITIONS, *BESIDE)

_BY_ID = {definition.id: definition for definition in EVERY}
#: The headline: what is shown where nobody asks for another.
USUAL = "CRR-S-1"


def definition_of(id_: str) -> Definition | None:
    """By its id; a method that has variants stands for the first of them."""
    first = (d for d in EVERY if d.method == id_)
    return _BY_ID.get(id_) or next(first, None)


def from_records() -> tuple[Definition, ...]:
    """Those that can be computed from the records of the house."""
    return tuple(d for d in DEFINITIONS if d.from_records)
