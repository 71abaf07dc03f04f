"""An approval to and from its row."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.domain.approval import (
    Application,
    ApplicationMaterial,
    Approval,
    Attached,
    Cause,
    Firm,
)
from tracker.domain.programme import LicenceScope
from tracker.store.approval_codes import APPROVAL_STATE
from tracker.store.arrays import json_text


def approval_of(row: Any) -> Approval:
    """A row as the approval it keeps."""
    return Approval(
        id=row.id,
        code=row.code,
        state=APPROVAL_STATE.word[row.state],
        version=row.version,
        sender=Firm(row.sender_id, division=row.sender_division, **row.ends["sender"]),
        receiver=Firm(row.receiver_id, division=row.receiver_division, **row.ends["receiver"]),
        asked=_asked(row.asked),
        received_on=row.received_on,
        clock_from=row.clock_from,
        recorded_at=row.recorded_at,
        accepted_on=row.accepted_on,
        number=row.number,
        agreed=row.agreed,
        approved_g=row.approved_g,
        drawn_g=row.drawn_g,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def approval_values(a: Approval, province: int) -> dict[str, object]:
    """What is written of an approval; ``drawn_g`` is only ever changed by its entries."""
    return {
        "id": a.id,
        "province": province,
        "recorded_at": a.recorded_at,
        "sender": a.sender.id,
        "receiver": a.receiver.id,
        "approved_g": a.approved_g,
        "version": a.version,
        "received_on": a.received_on,
        "clock_from": a.clock_from,
        "accepted_on": a.accepted_on,
        "valid_from": a.valid_from,
        "valid_until": a.valid_until,
        "state": APPROVAL_STATE.number[a.state],
        "agreed": a.agreed,
        "sender_division": a.sender.division,
        "receiver_division": a.receiver.division,
        "code": a.code,
        "approval_number": a.number,
        "asked": json_text(_asked_words(a.asked)),
        "ends": json_text({"sender": _end(a.sender), "receiver": _end(a.receiver)}),
    }


def _end(firm: Firm) -> dict[str, str]:
    return {"code": firm.code, "name": firm.name}


def _asked(words: dict[str, Any]) -> Application:
    cause = words.get("cause")
    return Application(
        **{
            **words,
            "purpose": LicenceScope(words["purpose"]),
            "span_from": date.fromisoformat(words["span_from"]),
            "span_until": date.fromisoformat(words["span_until"]),
            "receiver_licence_until": date.fromisoformat(words["receiver_licence_until"]),
            "materials": [
                Attached(ApplicationMaterial(kind), digest) for kind, digest in words["materials"]
            ],
            "cause": None if cause is None else Cause(cause),
        }
    )


def _asked_words(asked: Application) -> dict[str, object]:
    return {
        "receiver": asked.receiver,
        "waste": asked.waste,
        "waste_name": asked.waste_name,
        "mass_g": asked.mass_g,
        "purpose": asked.purpose.value,
        "span_from": asked.span_from,
        "span_until": asked.span_until,
        "receiver_licence": asked.receiver_licence,
        "receiver_licence_until": asked.receiver_licence_until,
        "method": asked.method,
        "materials": [[one.kind.value, one.digest] for one in asked.materials],
        "replaces": asked.replaces,
        "cause": None if asked.cause is None else asked.cause.value,
        "note": asked.note,
    }
