"""Which fields each confirmation of a manifest needs, may have, and never takes."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.errors import Fault
from tracker.domain.manifest import ManifestStep as M
from tracker.lifecycle.scan_fields import FieldsOf

#: Fields that any confirmation may carry.
ALWAYS = frozenset({"step", "version", "at", "client_id", "note"})


def _row(needs: str = "", may: str = "") -> FieldsOf:
    return FieldsOf(frozenset(needs.split()), frozenset(may.split()))


_SET = "scanned reasons reason_for damaged"

STEP_FIELDS: dict[M, FieldsOf] = {
    M.ISSUE: _row(may="number from_block"),
    M.CANCEL: _row("reason"),
    M.LOAD: _row(may=f"{_SET} vehicle permit rows"),
    M.DEPART: _row(),
    M.HAND_OVER: _row(may="place"),
    M.TAKE_OVER: _row(may=f"{_SET} vehicle permit place"),
    M.DELIVER: _row(may="site"),
    M.ACCEPT: _row(may=f"{_SET} rows differences"),
    M.ACCEPT_PARTLY: _row("reason", may=f"{_SET} rows refused differences"),
    M.REJECT: _row("reason", may="differences"),
    M.TAKE_RETURN: _row(may=_SET),
    M.CLOSE: _row(may="result"),
    M.BACK_FILL: _row("delivered_at", may="number from_block"),
    M.NUMBER: _row(may="number from_block"),
}


def step_field_faults(step: M, given: frozenset[str]) -> Iterator[Fault]:
    """What is missing from a confirmation of this step, and what does not belong into it."""
    row = STEP_FIELDS.get(step)
    if row is None:  # drafts are edited by PUT
        yield Fault("not_a_confirmation", "/step", {"step": step.value})
        return
    for name in sorted(row.needs - given):
        yield Fault("needed_for_this_step", f"/{name}", {"step": step.value, "field": name})
    for name in sorted(given - row.needs - row.may - ALWAYS):
        yield Fault("not_for_this_step", f"/{name}", {"step": step.value, "field": name})
