"""What did a scan see of single units, kept so that it can be taken back?

The event keeps what it saw and what was known before. Once it is voided, mass, damage and class of
its units are what the remaining events say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.domain.booking import NewUnit, Seen
from tracker.domain.unit import Unit
from tracker.lifecycle.sightings import CLASS, DAMAGED, MASS, known_after
from tracker.usecases.ports import PastEvent, UnitOfWork

#: Under this name an event's payload keeps what it saw.
SEEN = "seen"


def seen_words(
    seen: Sequence[Seen], units: Iterable[Unit], entering: Iterable[NewUnit], uow: UnitOfWork
) -> dict[str, object]:
    """For the payload: a row for each unit that was looked at, and for each that enters anew."""
    rows: list[dict[str, object]] = []
    if seen:
        known = {unit.id: unit for unit in units}
        classes = uow.observations.classes([one.unit for one in seen if one.battery_class])
        for one in seen:
            before = known[one.unit]
            now = {MASS: one.mass_g, DAMAGED: one.damaged or None, CLASS: one.battery_class}
            was = {MASS: before.mass_g, DAMAGED: before.damaged, CLASS: classes.get(one.unit)}
            stated = {name: value for name, value in now.items() if value is not None}
            if stated:
                rows.append(
                    {"unit": one.unit, **stated, "was": {name: was[name] for name in stated}}
                )
    for new in entering:
        if new.again:
            entered = {MASS: new.mass_g, DAMAGED: new.damaged, CLASS: new.battery_class}
            rows.append({"unit": new.id, **entered, "again": True})
    return {SEEN: rows} if rows else {}


def forget_what_was_seen(past: PastEvent, uow: UnitOfWork) -> None:
    """Take back what a voided event said of units; call it after the event is void."""
    if past.looked_at:
        sightings = uow.observations.sightings(past.looked_at)
        uow.observations.set_known(
            {unit: known_after(sightings.get(unit, ())) for unit in past.looked_at}
        )
