"""What is known of a unit's mass, damage and class after what scans saw of it?

Asked when one of these scans is taken back: what it said must then no longer count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: What a scan can say of a unit: grams, whether it is damaged (never undone by a later look), and
#: a word of ``BatteryClass``.
MASS, DAMAGED, CLASS = "mass_g", "damaged", "battery_class"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one event says of one unit; ``was`` is what was known of the same things before.

    ``again``: the unit entered the books anew, and what was known before is forgotten. ``counts``:
    neither the event nor the one that it corrects was voided.
    """

    stated: Mapping[str, object]
    was: Mapping[str, object] = field(default_factory=dict)
    again: bool = False
    counts: bool = True


def known_after(sightings: Iterable[Sighting]) -> dict[str, object]:
    """The newest word on each thing that any of them, in the order recorded, speaks of."""
    known: dict[str, object] = {}
    for sighting in sightings:
        for name, before in sighting.was.items():
            known.setdefault(name, before)
        if not sighting.counts:
            continue
        for name, value in sighting.stated.items():
            damaged_before = name == DAMAGED and not sighting.again and known.get(name)
            known[name] = True if damaged_before else value
    return known
