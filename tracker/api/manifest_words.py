"""A manifest as it is answered: plain values, masses in kg and t, and what may be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.identifiers.code_notes import CodeWarning
from tracker.domain.manifest import Carrier, End, Manifest, ManifestStep, WasteRow
from tracker.domain.manifest_revision import Revision
from tracker.domain.mass import kilograms, tonnes
from tracker.domain.moments import said
from tracker.domain.workdays import Deadline
from tracker.i18n.catalogue import translate, word
from tracker.lifecycle.manifest_fields import STEP_FIELDS
from tracker.lifecycle.manifest_seals import sealed_fields
from tracker.rules.manifest_clocks import ManifestClock
from tracker.store.queries.manifests import Happened, Listed
from tracker.usecases.judge_step import actions_now

M = ManifestStep
#: Which steps are known to be done by which moments.
_DONE: Mapping[str, ManifestStep] = {
    "issued": M.ISSUE,
    "loaded": M.LOAD,
    "decided": M.ACCEPT,
}


def manifest_in_words(
    m: Manifest,
    caller: Caller,
    language: str,
    clock: tuple[ManifestClock, Deadline] | None = None,
    findings: Sequence[Any] = (),
) -> dict[str, Any]:
    """A manifest with its clock, its sealed fields and what this caller may do now."""
    return {
        "number": m.number,
        "number_kind": m.kind,
        "provisional": m.provisional,
        "state": m.state,
        "version": m.version,
        "sender": _end(m.sender),
        "receiver": _end(m.receiver),
        "carriers": [_carrier(one, m) for one in m.carriers],
        "rows": [_row(row) for row in m.rows],
        "pieces": m.pieces,
        "mass_t": tonnes(m.mass_g),
        "accepted_t": _tonnes(m.accepted_g if "decided" in m.moments else None),
        "approval": m.approval,
        "crosses_provinces": m.crosses_provinces,
        "purpose": m.purpose,
        "precautions": m.precautions,
        "note": m.note,
        "paper": m.paper,
        "open_revision": m.open_revision,
        "moments": {name: said(moment) for name, moment in m.moments.items()},
        "due": None
        if clock is None
        else {
            "clock": clock[0].name,
            "day": clock[1].day.isoformat(),
            "provisional": clock[1].provisional,
            "law": clock[0].authority.title,
            "article": clock[0].authority.article,
        },
        "sealed": sealed_fields(frozenset(_DONE[name] for name in m.moments if name in _DONE)),
        "actions": actions_in_words(m, caller, language),
        "warnings": []
        if m.warning is None
        else [{"code": m.warning, "detail": translate(CodeWarning(m.warning).message, language)}],
        "findings": findings,
    }


def actions_in_words(m: Manifest, caller: Caller, language: str) -> list[dict[str, Any]]:
    """What this caller may do now, what it asks for, and what it means."""
    return [
        {
            "step": row.step,
            "says": word("manifest_step", row.step, language),
            "as": row.by,
            "leads_to": row.after,
            "needs": sorted(STEP_FIELDS[row.step].needs) if row.step in STEP_FIELDS else [],
            "compares": row.compares and bool(m.bound | m.aboard),
        }
        for row in actions_now(m, caller)
    ]


def listed_in_words(row: Listed, mine: int | None) -> dict[str, Any]:
    """A line of a list."""
    return {
        "number": row.number,
        "provisional": row.provisional,
        "state": row.state,
        "version": row.version,
        "sender": {"site": row.sender, "name": row.sender_name},
        "receiver": {"site": row.receiver, "name": row.receiver_name},
        "pieces": row.pieces,
        "mass_t": tonnes(row.mass_g),
        "accepted_t": _tonnes(row.accepted_g),
        "my_turn": mine is not None and row.turn == mine,
        "approval": row.approval,
        "recorded_at": said(row.recorded_at),
        "issued_at": _moment(row.issued_at),
        "delivered_at": _moment(row.delivered_at),
    }


def happened_in_words(one: Happened) -> dict[str, Any]:
    """A confirmation of the history."""
    return {
        "version": one.number,
        "step": one.step,
        "by": one.organisation,
        "person": one.actor,
        "happened_at": said(one.happened_at),
        "recorded_at": said(one.recorded_at),
        "event": None if one.event is None else str(one.event),
        "said": one.said,
        "differences": [
            {"kind": kind, "row": row, "code": code, "reason": reason}
            for kind, row, code, reason in one.differences
        ],
    }


def revision_in_words(one: Revision, codes: Mapping[int, str]) -> dict[str, Any]:
    """A revision: what was and what is proposed, by whom, and whose consent it needs."""
    return {
        "number": one.number,
        "state": one.state,
        "proposed_by": codes.get(one.proposed_by),
        "consent_of": codes.get(one.consent_of),
        "reason": one.reason,
        "answer": one.answer,
        "changes": [
            {"field": c.field, "place": c.place, "old": c.old, "new": c.new} for c in one.changes
        ],
        "proposed_at": said(one.proposed_at),
        "decided_at": _moment(one.decided_at),
    }


def codes_of_parties(m: Manifest) -> dict[int, str]:
    """Organisation codes by id, of all who stand on it."""
    found = {m.sender.organisation: m.sender.code, m.receiver.organisation: m.receiver.code}
    return found | {one.organisation: one.code for one in m.carriers}


def _end(end: End) -> dict[str, Any]:
    return {
        "site": end.site_code,
        "organisation": end.code,
        "name": end.name,
        "division": end.division,
    }


def _carrier(one: Carrier, m: Manifest) -> dict[str, Any]:
    return {
        "leg": one.leg,
        "organisation": one.code,
        "name": one.name,
        "vehicle": one.vehicle,
        "permit": one.permit,
        "start": one.start,
        "end": one.end,
        "taken_at": _moment(one.taken_at),
        "left_at": _moment(one.left_at),
        "turn": one.leg == m.leg,
    }


def _row(row: WasteRow) -> dict[str, Any]:
    return {
        "row": row.position,
        "waste": row.waste,
        "name": row.name,
        "hazards": row.hazards,
        "form": row.form,
        "packing": row.packing,
        "packages": row.packages,
        "pieces": row.pieces,
        "mass_kg": kilograms(row.mass_g),
        "mass_t": tonnes(row.mass_g),
        "measured": row.measured,
        "ticket": row.ticket,
        "bound": len(row.units),
        "aboard": len(row.aboard),
        "accepted_pieces": row.accepted_pieces,
        "accepted_kg": None if row.accepted_g is None else kilograms(row.accepted_g),
        "accepted_measured": row.accepted_measured,
        "accepted_ticket": row.accepted_ticket,
        "method": row.method,
    }


def _tonnes(mass_g: int | None) -> str | None:
    return None if mass_g is None else tonnes(mass_g)


def _moment(moment: Any) -> str | None:
    return None if moment is None else said(moment)
