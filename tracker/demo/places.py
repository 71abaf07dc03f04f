"""What lies where, as the plan sees it: batteries, boxes and lots at the sites of one territory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.demo.land import Prefecture
from tracker.domain.unit import BatteryClass, Material


class Item(NamedTuple):
    """A loose waste battery or a lot of uncoded ones. ``since``: the day it was taken in."""

    code: str
    mass_g: int
    battery_class: BatteryClass
    damaged: bool
    pieces: int
    since: int

    @property
    def is_lot(self) -> bool:
        return self.pieces > 1


@dataclass(slots=True, eq=False)
class Box:
    """A pallet. ``since``: the day on which the oldest thing in it was taken in, or it came to the
    plant; ``arrived``: the day on which a station stored it, -1 before."""

    label: str
    items: list[Item]
    mass_g: int
    since: int
    held_until: int = 0
    arrived: int = -1


class Lot(NamedTuple):
    """A lot of material at a plant; lead share in ppm."""

    code: str
    material: Material
    mass_g: int
    lead_share: int


@dataclass(slots=True, eq=False)
class Spot:
    """A site: its code, the credit code of its owner, where it is, and its share of the trade."""

    code: str
    owner: str
    prefecture: Prefecture
    weight: int = 1


@dataclass(slots=True, eq=False)
class MakerSpot(Spot):
    """A maker's store in this territory; ``ready``: batches made and not yet sold to shops."""

    brand: str = ""
    ready: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Shop(Spot):
    """``stock`` by number of the battery type.

    A shop that ``takes_back`` keeps old batteries until a lorry brings them to a point.
    """

    takes_back: bool = False
    stock: dict[int, list[str]] = field(default_factory=dict)
    loose: list[Item] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum(map(len, self.stock.values()))


@dataclass(slots=True, eq=False)
class Point(Spot):
    """A collection point. ``sister``: another point of the same firm, if there is one."""

    loose: list[Item] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    sister: Point | None = None


@dataclass(slots=True, eq=False)
class Station(Spot):
    """A transfer station."""

    boxes: list[Box] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Plant(Spot):
    """A recycler's plant: boxes in the yard, lots between the steps, finished ones for sale."""

    boxes: list[Box] = field(default_factory=list)
    lead: list[Lot] = field(default_factory=list)
    waste: list[Lot] = field(default_factory=list)
    goods: list[Lot] = field(default_factory=list)
    last_heat: int = 0


@dataclass(slots=True, eq=False)
class Fleet(Spot):
    """A carrier: the yard it starts from, and the plates of its lorries."""

    plates: list[str] = field(default_factory=list)
