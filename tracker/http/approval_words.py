"""An approval as it is answered and shown: plain values, its clock, and what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.approval import NEEDED_MATERIALS, Approval, AuthorityStep, Firm
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.mass import kilograms
from tracker.domain.moments import day_of, said
from tracker.domain.workdays import Workdays
from tracker.http.house import House
from tracker.i18n.catalogue import word
from tracker.lifecycle.approval_steps import ApprovalRow, actions_now
from tracker.rules.approval_clocks import running
from tracker.store.queries.approvals import (
    Entry,
    TakenStep,
    approval_with,
    entries_of,
    steps_of,
    white_listed,
    workdays,
)
from tracker.usecases.find_approval import as_time_went_by, sees


class WholeApproval(NamedTuple):
    """An approval as it stands today, with all that became of it."""

    approval: Approval
    steps: Sequence[TakenStep]
    entries: Sequence[Entry]
    white_list: str | None
    calendar: Workdays
    today: date


def whole_approval(house: House, name: str, caller: Caller) -> WholeApproval:
    """NotFound when there is none that the caller may see."""
    if not name.isprintable():
        raise NotFound
    today, province = day_of(house.clock.now()), house.settings.province
    with house.sessions() as session:
        found = approval_with(session, name, province)
        if found is None or not sees(found, caller):
            raise NotFound
        calendar = workdays(session)
        approval, _ = as_time_went_by(found, today, calendar)
        return WholeApproval(
            approval,
            steps_of(session, found.id),
            entries_of(session, found.id, province),
            white_listed(session, found.receiver.id, today),
            calendar,
            today,
        )


def listed_in_words(a: Approval, calendar: Workdays, today: date) -> dict[str, Any]:
    """As a list tells it."""
    return {
        "code": a.code,
        "number": a.number,
        "state": a.state,
        "version": a.version,
        "sender": _firm(a.sender),
        "receiver": _firm(a.receiver),
        "waste": a.asked.waste,
        "purpose": a.asked.purpose,
        "applied_kg": kilograms(a.asked.mass_g),
        "approved_kg": None if a.approved_g is None else kilograms(a.approved_g),
        "drawn_kg": kilograms(a.drawn_g),
        "left_kg": None if a.approved_g is None else kilograms(a.left_g),
        "received_on": a.received_on,
        "accepted_on": a.accepted_on,
        "valid_from": a.valid_from,
        "valid_until": a.valid_until,
        "clock": _clock(a, calendar, today),
    }


def approval_in_words(whole: WholeApproval, caller: Caller, language: str) -> dict[str, Any]:
    """With all that became of it, and what this caller may do now."""
    a, asked = whole.approval, whole.approval.asked
    there = {one.kind for one in asked.materials}
    return {
        **listed_in_words(a, whole.calendar, whole.today),
        "waste_name": asked.waste_name,
        "method": asked.method,
        "span_from": asked.span_from,
        "span_until": asked.span_until,
        "receiver_licence": asked.receiver_licence,
        "receiver_licence_until": asked.receiver_licence_until,
        "materials": [{"kind": one.kind, "digest": one.digest} for one in asked.materials],
        "missing": [kind for kind in NEEDED_MATERIALS if kind not in there],
        "replaces": asked.replaces,
        "cause": asked.cause,
        "note": asked.note,
        "agreed": a.agreed,
        "white_list": whole.white_list,
        "actions": [_action(row, language) for row in actions_now(a, caller)],
        "steps": [
            {
                "number": one.number,
                "step": one.step,
                "day": one.day,
                "recorded_at": said(one.recorded_at),
                "by": one.actor,
                "said": dict(one.said),
            }
            for one in whole.steps
        ],
        "entries": [
            {
                "kind": one.kind,
                "mass_kg": kilograms(one.delta_g),
                "at": said(one.at),
                "manifest": one.manifest,
            }
            for one in whole.entries
        ],
    }


def _firm(firm: Firm) -> dict[str, str]:
    return {"code": firm.code, "name": firm.name, "division": firm.division}


def _action(row: ApprovalRow, language: str) -> dict[str, Any]:
    names = {"mass_g": "mass_kg"}
    return {
        "step": row.step,
        "label": word("approval_step", row.step, language),
        "needs": [names.get(name, name) for name in row.needs],
        "may": [names.get(name, name) for name in row.may],
    }


def _clock(a: Approval, calendar: Workdays, today: date) -> dict[str, Any] | None:
    found = running(a, calendar)
    if found is None:
        return None
    step, last = found
    return {
        "step": step,
        "since": a.clock_from,
        "until": last.day,
        "provisional": last.provisional,
        "overdue": today > last.day,
        "silence_counts": step is AuthorityStep.COMPLETENESS,
    }
