"""From a manifest to the values of its statements, and from its row back to the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tracker.domain.manifest import Carrier, End, Manifest, WasteRow
from tracker.domain.manifest_revision import Change, Revision
from tracker.store.arrays import json_text
from tracker.store.manifest_codes import MANIFEST_STATE, NUMBER_KIND, REVISION_STATE

#: What a manifest remembers the moment of; the columns are called so, with ``_at``.
MOMENTS = (
    "issued",
    "loaded",
    "departed",
    "delivered",
    "decided",
    "returned",
    "closed",
    "filled",
)
_ROW_FIELDS = (
    "position",
    "waste",
    "name",
    "pieces",
    "mass_g",
    "measured",
    "ticket",
    "form",
    "hazards",
    "packing",
    "packages",
    "units",
    "aboard",
    "accepted_pieces",
    "accepted_g",
    "accepted_measured",
    "accepted_ticket",
    "method",
)


def sheet_values(m: Manifest, turn: int | None, province: int) -> dict[str, object]:
    """A manifest's own columns."""
    return {
        "id": m.id,
        "province": province,
        "recorded_at": m.recorded_at,
        "sender": m.sender.organisation,
        "sender_site": m.sender.site,
        "sender_division": m.sender.division,
        "receiver": m.receiver.organisation,
        "receiver_site": m.receiver.site,
        "receiver_division": m.receiver.division,
        "turn": turn,
        "copy_of": m.copy_of,
        "mass_g": m.mass_g,
        "accepted_g": m.accepted_g if "decided" in m.moments else None,
        "pieces": m.pieces,
        "version": m.version,
        "state": MANIFEST_STATE.number[m.state],
        "kind": NUMBER_KIND.number[m.kind],
        "leg": m.leg,
        "manifest_number": m.number,
        "provisional": m.provisional,
        "warning": m.warning,
        "approval": m.approval,
        "paper": m.paper,
        "purpose": m.purpose,
        "precautions": m.precautions,
        "note": m.note,
        "ends": json_text({"sender": _end(m.sender), "receiver": _end(m.receiver)}),
        "carriers": json_text([_carrier(one) for one in m.carriers]),
        **{f"{name}_at": m.moments.get(name) for name in MOMENTS},
    }


def row_values(rows: Sequence[WasteRow]) -> str:
    """Rows of waste as one JSON text."""
    return json_text([{name: _plain(getattr(row, name)) for name in _ROW_FIELDS} for row in rows])


def manifest_of(row: Any) -> Manifest:
    """A manifest from its database row, rows of waste included."""
    return Manifest(
        id=row.id,
        number=row.number,
        kind=NUMBER_KIND.word[row.kind],
        provisional=row.provisional,
        state=MANIFEST_STATE.word[row.state],
        version=row.version,
        sender=End(
            site=row.sender_site,
            organisation=row.sender_id,
            division=row.sender_division,
            **row.ends["sender"],
        ),
        receiver=End(
            site=row.receiver_site,
            organisation=row.receiver_id,
            division=row.receiver_division,
            **row.ends["receiver"],
        ),
        carriers=[_carrier_of(one) for one in row.carriers],
        leg=row.leg,
        rows=[WasteRow(**one) for one in row.rows],
        recorded_at=row.recorded_at,
        warning=row.warning,
        approval=row.approval,
        purpose=row.purpose,
        precautions=row.precautions,
        note=row.note,
        paper=row.paper,
        copy_of=row.copy_of,
        open_revision=row.open_revision,
        moments={
            name: moment for name in MOMENTS if (moment := getattr(row, f"{name}_at")) is not None
        },
    )


def revision_of(row: Any) -> Revision:
    """A revision from its database row."""
    return Revision(
        manifest=row.manifest_id,
        number=row.number,
        state=REVISION_STATE.word[row.state],
        proposed_by=row.proposed_by,
        consent_of=row.consent_of,
        reason=row.reason,
        changes=[Change(*one) for one in row.changes],
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        answer=row.answer,
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, (tuple, frozenset)) else value


def _end(end: End) -> dict[str, str]:
    return {"site_code": end.site_code, "code": end.code, "name": end.name}


def _carrier(carrier: Carrier) -> dict[str, object]:
    said: dict[str, object] = {
        "leg": carrier.leg,
        "organisation": carrier.organisation,
        "code": carrier.code,
        "name": carrier.name,
        "vehicle": carrier.vehicle,
        "permit": carrier.permit,
        "start": carrier.start,
        "end": carrier.end,
        "taken_at": carrier.taken_at,
        "left_at": carrier.left_at,
    }
    return {name: value for name, value in said.items() if value is not None}


def _carrier_of(said: Mapping[str, Any]) -> Carrier:
    moments = {
        name: datetime.fromisoformat(said[name]) for name in ("taken_at", "left_at") if name in said
    }
    return Carrier(**{**said, **moments})
