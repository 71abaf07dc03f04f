"""May the caller take this step of this manifest now? If not: what may they do instead?"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, StepRefused
from tracker.domain.manifest import Manifest, ManifestState, ManifestStep, NumberKind, Party
from tracker.lifecycle.manifest_steps import (
    ManifestRow,
    may_act,
    row_for,
    steps_now,
    turn_of,
)

S, M = ManifestState, ManifestStep


def permitted_step(step: ManifestStep, manifest: Manifest, caller: Caller) -> ManifestRow:
    """The row of this step; StepRefused, naming the steps that are possible, if there is none."""
    row = row_for(manifest.state, step)
    parties = manifest.parties_of(caller.organisation)
    possible = row in actions_now(manifest, caller)
    if row is not None and possible:
        return row
    words = {
        "step": step.value,
        "manifest_state": manifest.state.value,
        "allowed_steps": ", ".join(r.step.value for r in actions_now(manifest, caller)) or "-",
    }
    if row is not None and not may_act(row, parties, caller.roles):
        raise StepRefused(Fault("step_of_another", "/step", words | {"party": row.by.value}))
    raise StepRefused(Fault("step_not_now", "/step", words))


def actions_now(manifest: Manifest, caller: Caller) -> Sequence[ManifestRow]:
    """Every step that the caller may take with this manifest as it stands."""
    parties = manifest.parties_of(caller.organisation)
    found = steps_now(manifest.state, parties, caller.roles)
    return [row for row in found if _makes_sense(row, manifest)]


def _makes_sense(row: ManifestRow, manifest: Manifest) -> bool:
    """What the table of states alone cannot say."""
    awaited = back_awaited(manifest)
    last = manifest.leg == len(manifest.carriers)
    match row.step:
        case M.NUMBER:
            return manifest.kind is NumberKind.PROVISIONAL
        case M.HAND_OVER:
            return not last
        case M.DELIVER:
            return last
        case M.TAKE_RETURN:
            return manifest.state is S.REJECTED or awaited
        case M.CLOSE:
            return manifest.state is S.ACCEPTED or not awaited
        case _:
            return True


def turn_after(manifest: Manifest) -> int | None:
    """The organisation whose confirmation is awaited next; None: nobody's."""
    party = turn_of(manifest.state)
    if manifest.state is S.PARTLY_ACCEPTED:
        party = Party.SENDER if back_awaited(manifest) else Party.RECEIVER
    return organisation_of(party, manifest)


def back_awaited(manifest: Manifest) -> bool:
    """Whether a refused part has not come back to its sender yet."""
    return any(_refused_part(manifest)) and "returned" not in manifest.moments


def _refused_part(manifest: Manifest) -> Sequence[bool]:
    """For each row, whether a part of it goes back."""
    return [
        bool(row.aboard)
        if row.units
        else row.accepted_pieces is not None and row.accepted_pieces < row.pieces
        for row in manifest.rows
    ]


def organisation_of(party: Party | None, manifest: Manifest) -> int | None:
    """Who stands as this party now."""
    if party is Party.SENDER:
        return manifest.sender.organisation
    if party is Party.RECEIVER:
        return manifest.receiver.organisation
    legs = {Party.CARRIER: manifest.leg, Party.NEXT_CARRIER: manifest.leg + 1}
    if party is None:
        return None
    return next((one.organisation for one in manifest.carriers if one.leg == legs[party]), None)
