"""What was inside a box at a moment?

What contains what is told in events: a child is inside from its packing (included) to its
unpacking (excluded). Voided packings never happened; a voided unpacking still ends a stay, because
had it not, the books would have reopened it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.graph.facts import BoxAt, Filling, Held, Portion
from tracker.graph.lineage import Flows


class Contents(NamedTuple):
    """``batteries`` is how many; ``others`` are the rest; ``fillings`` is how all of them came in;
    ``whole_g`` their mass, None if it was not asked for or is unknown; ``entered`` is which packing
    brought each of the ``others``."""

    batteries: int
    others: list[Portion]
    fillings: tuple[Filling, ...]
    whole_g: int | None
    entered: list[tuple[int, Portion]]


def contents_at(boxes: Sequence[BoxAt], flows: Flows, *, weigh_all: bool = False) -> list[Contents]:
    """The contents of each box, in the order asked; the books are asked once for all.

    Boxes with nothing but batteries are not weighed unless ``weigh_all``: batteries are told page
    by page, and weighed there.
    """
    held: dict[int, list[Held]] = {}
    for one in flows.held_by(list(dict.fromkeys(box.box for box in boxes))):
        held.setdefault(one.filling.box, []).append(one)
    found: list[Contents] = []
    weighed = []
    for box in boxes:
        inside = [one for one in held.get(box.box, ()) if _inside(one.filling, box, flows)]
        others = [portion for one in inside for portion in one.others]
        batteries = sum([one.number for one in inside]) - len(others)
        if others or weigh_all:
            weighed.append(len(found))
        fillings = tuple([one.filling for one in inside])
        entered = [(one.filling.packed, portion) for one in inside for portion in one.others]
        found.append(Contents(batteries, others, fillings, None, entered))
    if weighed:
        masses = flows.weights([found[place].fillings for place in weighed])
        for place, mass in zip(weighed, masses, strict=True):
            found[place] = found[place]._replace(whole_g=mass)
    return found


def _inside(filling: Filling, box: BoxAt, flows: Flows) -> bool:
    packing = flows.moment(filling.packed)
    if packing.voided or packing.instant > box.at:
        return False
    return filling.unpacked is None or flows.moment(filling.unpacked).instant > box.at
