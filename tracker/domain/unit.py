"""What is traced: batteries, containers, lots; their kinds, states and present standing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class UnitKind(StrEnum):
    """A traceable unit is one battery, one container, or one lot."""

    BATTERY = "battery"
    CONTAINER = "container"
    UNCODED_LOT = "uncoded_lot"
    MATERIAL_LOT = "material_lot"


class UnitState(StrEnum):
    """Where in its life a unit stands."""

    REGISTERED = "registered"
    ON_SALE = "on_sale"
    IN_USE = "in_use"
    COLLECTED = "collected"
    IN_STORAGE = "in_storage"
    PACKED = "packed"
    DISPATCHED = "dispatched"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    DISMANTLED = "dismantled"
    SMELTED = "smelted"
    SOLD = "sold"
    DISPOSED = "disposed"
    LOST = "lost"
    STOLEN = "stolen"
    EXPORTED = "exported"
    VOIDED = "voided"


class BatteryClass(StrEnum):
    """Class I: sealed, undamaged. Class II: vented, or sealed but damaged (second-hand source)."""

    I = "I"  # noqa: E741  the trade's own numeral
    II = "II"


class Material(StrEnum):
    """What a treatment yields."""

    GRID = "grid"
    PASTE = "paste"
    PLASTIC = "plastic"
    ACID = "acid"
    SEPARATOR = "separator"
    CRUDE_LEAD = "crude_lead"
    INGOT = "ingot"
    SLAG = "slag"


class Unit(NamedTuple):
    """One unit as it stands now.

    ``code`` is the code it was asked by; ``site`` is the internal id of the place that answers for
    it (while on the road: the place it left) and ``owner`` that place's organisation; ``container``
    is the unit it is packed in; ``mass_g`` is its best known mass in grams; ``since`` is the moment
    of the last event that changed it.
    A named tuple, because a truck makes a thousand of them.
    """

    id: int
    code: str
    kind: UnitKind
    state: UnitState
    site: int | None
    owner: int | None
    container: int | None
    mass_g: int | None
    pieces: int
    damaged: bool
    since: datetime
