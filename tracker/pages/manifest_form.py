"""What does the form of a confirmation say? The same as a request over the API, typed by people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.manifest import MOST_BOUND, ManifestStep
from tracker.domain.manifest_draft import Draft, DraftCarrier, DraftRow, Filled, RowSaid
from tracker.domain.mass import MOST_LOAD_G
from tracker.domain.moments import CHINA
from tracker.domain.register_kinds import Kind, Unfit
from tracker.lifecycle.manifest_fields import step_field_faults

Form = Mapping[str, str]

_TEXTS: Mapping[str, Kind] = {
    "reason": kind.paragraphs(1_000),
    "vehicle": kind.words(64),
    "permit": kind.words(64),
    "number": kind.words(64),
    "result": kind.paragraphs(1_000),
}
_PIECES = kind.number(1, 100_000)
#: Reasons for single codes are sent as fields of their own.
REASON = "reason for "
#: One reason for all differences of a kind.
REASON_FOR = "all "


def confirmation_from(form: Form) -> Filled:
    """The confirmation; Malformed with every fault."""
    faults: list[Fault] = []
    try:
        step = ManifestStep(form.get("step", ""))
        version = int(form.get("version", ""))
    except ValueError as error:
        raise Malformed(Fault("required", "/step")) from error
    texts: dict[str, str] = {}
    for name, known in _TEXTS.items():
        if form.get(name, "").strip():
            try:
                texts[name] = str(known.read(form[name]))
            except Unfit as error:
                faults += [Fault(f.code, f"/{name}", f.params) for f in error.faults]
    delivered_at = _moment(form, faults)
    given = {*texts} | ({"delivered_at"} if delivered_at else set())
    faults += step_field_faults(step, frozenset(given))
    rows = [
        RowSaid(int(name.removeprefix("pieces ")), accepted_pieces=int(text))
        for name, text in form.items()
        if name.startswith("pieces ")
        and name.removeprefix("pieces ").isdecimal()
        and text.isascii()
        and text.isdecimal()
        and len(text) < 7  # a million batteries stand on no truck
    ]
    refused = _codes(form.get("refused", ""), "/refused", faults)
    scanned = _codes(form["scanned"], "/scanned", faults) if "scanned" in form else None
    if faults:
        raise Malformed(*faults)
    reasons = reasons_in(form)
    return Filled(
        step=step,
        version=version,
        number=texts.get("number"),
        from_block="from_block" in form,
        scanned=scanned,
        reasons=reasons["reasons"],
        reason_for=reasons["reason_for"],
        refused=refused,
        vehicle=texts.get("vehicle"),
        permit=texts.get("permit"),
        rows=rows,
        reason=texts.get("reason"),
        result=texts.get("result"),
        delivered_at=delivered_at,
    )


def scanned_in(form: Form) -> list[str] | None:
    """The codes that were scanned into the field, one a line; None when there is no such field."""
    return _codes(form["scanned"], "/scanned", []) if "scanned" in form else None


def reasons_in(form: Form) -> dict[str, dict[str, str]]:
    """The reasons that were given for single codes, and for all differences of a kind."""
    by_code = {
        name.removeprefix(REASON): text.strip()[:1_000]
        for name, text in form.items()
        if name.startswith(REASON) and text.strip()
    }
    by_kind = {
        name.removeprefix(REASON_FOR): text.strip()[:1_000]
        for name, text in form.items()
        if name.startswith(REASON_FOR) and text.strip()
    }
    return {"reasons": by_code, "reason_for": by_kind}


def _codes(text: str, pointer: str, faults: list[Fault]) -> list[str]:
    found: dict[str, None] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        kept = store_value(line)
        if isinstance(kept, CodeFault):
            faults.append(Fault(kept.value, pointer, {"limit": MOST_CHARACTERS}))
        else:
            found[kept] = None  # scanned twice is scanned
    return list(found)


def _moment(form: Form, faults: list[Fault]) -> datetime | None:
    """A moment as the browser's own field sends it, in China's time."""
    text = form.get("delivered_at")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        faults.append(Fault("time_not_a_time", "/delivered_at"))
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def draft_from(form: Form) -> Draft:
    """A manifest with one carrier and one row; Malformed with every fault."""
    faults: list[Fault] = []

    def read(name: str, known: Kind, *, needed: bool = False) -> Any:
        text = form.get(name, "").strip()
        if not text:
            if needed:
                faults.append(Fault("needed_on_the_page", f"/{name}", {"field": name}))
            return None
        try:
            return known.read(int(text) if known is _PIECES and text.isdecimal() else text)
        except Unfit as error:
            faults.extend(Fault(f.code, f"/{name}", f.params) for f in error.faults)
            return None

    carrier = read("carrier", kind.CODE, needed=True)
    row = DraftRow(
        pieces=read("pieces", _PIECES, needed=True) or 1,
        mass_g=read("mass_kg", kind.kilograms(MOST_LOAD_G)),
        ticket=read("ticket", kind.words(64)),
        codes=_codes(form.get("codes", ""), "/codes", faults)[: MOST_BOUND + 1],
    )
    draft = Draft(
        sender=read("sender", kind.CODE, needed=True) or "",
        receiver=read("receiver", kind.CODE, needed=True) or "",
        carriers=[DraftCarrier(carrier or "", read("vehicle", kind.words(64)))],
        rows=[row],
        approval=read("approval", kind.words(64)),
    )
    if len(row.codes) > MOST_BOUND:
        words = {"limit": MOST_BOUND, "count": len(row.codes)}
        faults.append(Fault("too_many_bound", "/codes", words))
    if faults:
        raise Malformed(*faults)
    return draft
