"""How is each revisable field read, compared and written anew?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.manifest import Carrier, Manifest, WasteRow
from tracker.domain.manifest_revision import Change
from tracker.domain.mass import MOST_LOAD_G, kilograms
from tracker.domain.register_kinds import Kind, Unfit
from tracker.lifecycle.manifest_seals import BY_FIELD, LEG, ROW

Value = str | int | None


class Revisable(NamedTuple):
    """Where a field is kept, what it may say, and how what is kept is said."""

    attribute: str
    kind: Kind
    said: Callable[[Any], Value] = lambda kept: kept


_WORDS, _LINE, _LONG = kind.words(64), kind.words(200), kind.paragraphs(1_000)
_PIECES = kind.number(1, 100_000)

REVISABLE: Mapping[str, Revisable] = {
    "purpose": Revisable("purpose", _LINE),
    "precautions": Revisable("precautions", _LONG),
    "name": Revisable("name", _LINE),
    "pieces": Revisable("pieces", _PIECES),
    "mass_kg": Revisable("mass_g", kind.kilograms(MOST_LOAD_G), kilograms),
    "form": Revisable("form", _WORDS),
    "hazards": Revisable("hazards", _WORDS),
    "packing": Revisable("packing", _WORDS),
    "packages": Revisable("packages", _PIECES),
    "vehicle": Revisable("vehicle", _WORDS),
    "permit": Revisable("permit", _WORDS),
    "accepted_pieces": Revisable("accepted_pieces", kind.number(0, 100_000)),
    "accepted_kg": Revisable("accepted_g", kind.kilograms(MOST_LOAD_G, 0), kilograms),
    "method": Revisable("method", _WORDS),
}


def part_of(m: Manifest, field: str, place: int | None) -> Manifest | WasteRow | Carrier | None:
    """The part of a manifest that holds a field; None when there is none at this place."""
    where = BY_FIELD[field].where
    if where == ROW:
        return next((row for row in m.rows if row.position == place), None)
    if where == LEG:
        return next((one for one in m.carriers if one.leg == place), None)
    return m if place is None else None


def current(m: Manifest, field: str, place: int | None) -> Value:
    """What the field says now, as it travels."""
    value = getattr(part_of(m, field, place), REVISABLE[field].attribute)
    return None if value is None else REVISABLE[field].said(value)


def proposed(field: str, value: object, pointer: str) -> tuple[Value, Fault | None]:
    """A new value as it travels, or why it is none."""
    known = REVISABLE[field]
    try:
        kept = known.kind.read(value)
    except Unfit:
        return None, Fault("value_misfits", pointer, {"field": field})
    return known.said(kept), None


def revised(m: Manifest, change: Change) -> Manifest:
    """The manifest with one field changed."""
    known = REVISABLE[change.field]
    new: dict[str, Any] = {known.attribute: known.kind.read(change.new)}
    where = BY_FIELD[change.field].where
    if where == ROW:
        rows = [replace(row, **new) if row.position == change.place else row for row in m.rows]
        return replace(m, rows=rows)
    if where == LEG:
        carriers = [replace(one, **new) if one.leg == change.place else one for one in m.carriers]
        return replace(m, carriers=carriers)
    return replace(m, **new)
