"""What does the form of a new application say, and which fault belongs to which of its fields?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tracker.domain import register_kinds as kind
from tracker.domain.approval import Application, ApplicationMaterial, Attached, Cause
from tracker.domain.errors import Fault, Malformed
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.programme import LicenceScope
from tracker.domain.register_kinds import Kind, Unfit

Form = Mapping[str, str]

#: Before the name of a material: its file. One of them is called as a field is.
FILE = "file_"
#: What a receiver may do with waste that it was sent.
PURPOSES = (LicenceScope.STORE, LicenceScope.USE, LicenceScope.DISPOSE)
_MOST_G = 1_000_000 * GRAMS_PER_TONNE


class Field(NamedTuple):
    """How a field is read, whether it must be said, and how the application calls it."""

    kind: Kind
    needed: bool
    name: str


#: The fields of the form in their order; the mass travels in kilograms.
FIELDS: Mapping[str, Field] = {
    "receiver": Field(kind.CODE, True, "receiver"),
    "waste": Field(kind.WASTE, True, "waste"),
    "waste_name": Field(kind.words(200), True, "waste_name"),
    "mass_kg": Field(kind.kilograms(_MOST_G), True, "mass_g"),
    "purpose": Field(kind.choice(PURPOSES), True, "purpose"),
    "method": Field(kind.words(64), False, "method"),
    "span_from": Field(kind.DAY, True, "span_from"),
    "span_until": Field(kind.DAY, True, "span_until"),
    "receiver_licence": Field(kind.words(64), True, "receiver_licence"),
    "receiver_licence_until": Field(kind.DAY, True, "receiver_licence_until"),
    "replaces": Field(kind.words(64), False, "replaces"),
    "cause": Field(kind.choice(Cause), False, "cause"),
    "note": Field(kind.paragraphs(1_000), False, "note"),
}
_CHOSEN = {"purpose": LicenceScope, "cause": Cause}


def application_from(form: Form, materials: Sequence[Attached]) -> Application:
    """The application that a form means; Malformed with every fault, each at its field."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, field in FIELDS.items():
        text = form.get(name, "").strip()
        if not text:
            if field.needed:
                faults.append(Fault("required", f"/{name}"))
            continue
        try:
            read = field.kind.read(text)
            found[field.name] = _CHOSEN[name](str(read)) if name in _CHOSEN else read
        except Unfit as error:
            faults += [Fault(one.code, f"/{name}", one.params) for one in error.faults]
    if faults:
        raise Malformed(*faults)
    return Application(**found, materials=tuple(materials))


def field_of(fault: Fault, materials: Sequence[ApplicationMaterial]) -> str | None:
    """The field of the form that a fault is about; None: the whole of it."""
    parts = fault.pointer.strip("/").split("/")
    if parts[0] == "materials" and len(parts) > 1 and parts[1].isdecimal():
        place = int(parts[1])
        return FILE + materials[place].value if place < len(materials) else None
    known = {*FIELDS, *(FILE + one.value for one in ApplicationMaterial)}
    return parts[0] if parts[0] in known else None
