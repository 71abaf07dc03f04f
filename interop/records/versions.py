"""Does a record continue what is known of its thing? Versions, from the origin only.

Clocks never decide and nothing is overwritten: two different records of one number and version are
both kept, the first stays in force, and a person is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from interop.records.envelope import Record, State


class Known(NamedTuple):
    """A stored version of the same thing (origin, id); ``applied`` unless it waits for another."""

    digest: str
    state: State
    applied: bool = True


class Step(StrEnum):
    """What to do with a record whose signature is good."""

    APPLY = "apply"
    #: The same bytes again: the same answer again.
    DUPLICATE = "duplicate"
    #: A version before it is missing: kept, and asked again when that has come.
    PENDING_GAP = "pending_gap"
    # refusals: rows of RECORD_REFUSALS
    VERSION_CONFLICT = "version_conflict"
    CHAIN_BROKEN = "chain_broken"
    STATE_FINAL = "state_final"


def step_for(record: Record, digest: str, known: Mapping[int, Known]) -> Step:
    """What a record is, given the other stored versions of its thing.

    Asked when the record arrives, and again for one that waited (then ``known`` is given without
    it), whenever a version before it was applied.
    """
    same = known.get(record.version)
    if same is not None:
        return Step.DUPLICATE if same.digest == digest else Step.VERSION_CONFLICT
    if any(k.state == State.CANCELLED for v, k in known.items() if v < record.version):
        return Step.STATE_FINAL
    if record.version == 1:
        return Step.APPLY
    before = known.get(record.version - 1)
    if before is None:
        return Step.PENDING_GAP
    if before.digest != record.prev:
        return Step.CHAIN_BROKEN
    return Step.APPLY if before.applied else Step.PENDING_GAP
