"""How does a form on an approval's page become a step?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.domain import register_kinds as kind
from tracker.domain.approval import ApplicationMaterial, ApprovalStep, Attached, StepSaid
from tracker.domain.errors import Fault, Malformed
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.register_kinds import Kind, Unfit

_MOST_G = 1_000_000 * GRAMS_PER_TONNE
#: The fields of the form, and how each is read; ``mass_kg`` travels in kilograms.
_FIELDS: Mapping[str, Kind] = {
    "step": kind.choice(ApprovalStep),
    "version": kind.number(1, 2**31 - 1),
    "day": kind.DAY,
    "reason": kind.paragraphs(1_000),
    "reference": kind.words(200),
    "number": kind.words(64),
    "mass_kg": kind.kilograms(_MOST_G),
    "digest": kind.DIGEST,
    "material": kind.choice(ApplicationMaterial),
}
_BEFORE: Mapping[str, Callable[[str], object]] = {
    "version": lambda text: int(text) if text.isascii() and text.isdecimal() else text,
}


def step_from(form: MultiDict[str, str]) -> StepSaid:
    """The step that a form says; Malformed with every fault."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, how in _FIELDS.items():
        text = form.get(name, "").strip()
        if not text and name not in ("step", "version"):
            continue
        try:
            found[name] = how.read(_BEFORE.get(name, str)(text))
        except Unfit as error:
            faults += [Fault(one.code, f"/{name}", one.params) for one in error.faults]
    missing = list(_materials(form.getlist("missing"), faults))
    if faults:
        raise Malformed(*faults)
    agrees = {"yes": True, "no": False}.get(form.get("agrees", ""))
    materials: tuple[Attached, ...] = ()
    if "digest" in found:
        material = ApplicationMaterial(found.get("material", ApplicationMaterial.OTHER))
        materials = (Attached(material, found["digest"]),)
    return StepSaid(
        step=ApprovalStep(found["step"]),
        version=found["version"],
        day=found.get("day"),
        reason=found.get("reason"),
        reference=found.get("reference"),
        agrees=agrees,
        number=found.get("number"),
        mass_g=found.get("mass_kg"),
        missing=tuple(missing),
        materials=materials,
    )


def words_of(form: MultiDict[str, str]) -> dict[str, object]:
    """What was said, as it is kept with the step."""
    left_out = ("csrf", "step", "version", "missing")
    said: dict[str, object] = {
        name: text for name, text in form.items() if text and name not in left_out
    }
    if form.getlist("missing"):
        said["missing"] = form.getlist("missing")
    return said


def _materials(words: list[str], faults: list[Fault]) -> Iterator[ApplicationMaterial]:
    for word in words:
        try:
            yield ApplicationMaterial(word)
        except ValueError:
            choices = {"choices": ", ".join(ApplicationMaterial)}
            faults.append(Fault("not_one_of", "/missing", choices))
