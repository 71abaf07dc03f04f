"""What do a hand-over and a lot say is aboard: which codes, in which boxes, how many, how heavy?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interop.records.boxes import within_boxes
from tracker.domain.announced import Announced

#: More than any truck holds: what tells more is no lot of a load.
_MOST_PIECES, _MOST_G = 1_000_000, 1_000_000_000
UNCODED_LOT = "uncoded_lot"


def handover_of(body: Mapping[str, Any]) -> str:
    """The business number of the hand-over by which this crossed, whatever came first."""
    return f"{body['manifest']}/1"


def aboard(codes: Sequence[str], body: Mapping[str, Any]) -> dict[str, Announced]:
    """The batteries of a hand-over; ValueError if its boxes make no sense."""
    boxes = within_boxes(codes, body.get("boxes"))
    return {code: Announced(boxes=around) for code, around in boxes.items()}


def lot_aboard(body: Mapping[str, Any]) -> dict[str, Announced]:
    """Batteries without codes that are counted together, by the code of their lot; nothing for a
    material, which no gate receives. ValueError if it makes no sense."""
    if body.get("kind") != UNCODED_LOT:
        return {}
    pieces, mass_g, boxes = body.get("pieces"), body.get("mass_g"), body.get("boxes") or []
    if type(pieces) is not int or not 0 < pieces <= _MOST_PIECES:
        raise ValueError("pieces")
    if mass_g is not None and (type(mass_g) is not int or not 0 < mass_g <= _MOST_G):
        raise ValueError("mass_g")
    if not isinstance(boxes, list) or not all(isinstance(box, str) and box for box in boxes):
        raise ValueError("boxes")
    return {str(body["code"]): Announced(pieces, mass_g, tuple(boxes))}
