"""A manifest gets its number: typed in as the issuing system gave it, or the next of a block."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import manifest_number, provisional_number
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.manifest_number import ExternalNumber
from tracker.domain.manifest import Manifest, NumberKind
from tracker.domain.moments import day_of
from tracker.rules.manifest_findings import form_findings
from tracker.usecases.manifest_steps.facts import read_by_rules
from tracker.usecases.manifest_steps.work import StepDone, StepWork

MOST_CHARACTERS = 32
_SHAPE = re.compile(rf"[0-9A-Za-z-]{{1,{MOST_CHARACTERS}}}")


def number(work: StepWork) -> StepDone:
    """A provisional number gives way to the official one."""
    if not work.filled.number and not work.filled.from_block:
        raise Malformed(Fault("number_needed", "/number"))
    numbered = numbered_manifest(work)
    return StepDone(numbered, findings=list(form_findings(read_by_rules(numbered, work), work.day)))


def numbered_manifest(work: StepWork) -> Manifest:
    """The manifest under the number that was filled in; unchanged when none was."""
    filled, m = work.filled, work.manifest
    if filled.number and filled.from_block:
        raise Malformed(Fault("number_or_block", "/number"))
    if filled.from_block:
        return _from_block(work)
    if not filled.number:
        return m
    text = filled.number.replace(" ", "")
    if not _SHAPE.fullmatch(text):
        raise Malformed(Fault("number_malformed", "/number", {"limit": MOST_CHARACTERS}))
    if not isinstance(provisional_number.parse(text), CodeFault):
        raise Malformed(Fault("provisional_is_ours", "/number", {"number": text}))
    read = manifest_number.parse(text)
    external = isinstance(read, ExternalNumber)
    kind = NumberKind.EXTERNAL if external else NumberKind.OFFICIAL
    if not work.uow.manifests.register_number(m.id, read.number, kind):
        raise Malformed(Fault("manifest_number_taken", "/number", {"number": read.number}))
    return replace(
        m,
        number=read.number,
        kind=kind,
        warning=read.warning.value if isinstance(read, ExternalNumber) else None,
    )


def _from_block(work: StepWork) -> Manifest:
    """The next reserved number; who asks at the same moment gets the one after it."""
    m, year = work.manifest, day_of(work.now).year
    prefecture = m.sender.division[:4]
    blocks, kind = work.uow.number_blocks, NumberKind.RESERVED
    taken = blocks.take(prefecture, year, m.sender.organisation)
    while taken is not None and not work.uow.manifests.register_number(m.id, taken, kind):
        taken = blocks.take(prefecture, year, m.sender.organisation)
    if taken is None:
        words = {"prefecture": prefecture, "year": year}
        raise Malformed(Fault("numbers_spent", "/from_block", words))
    return replace(m, number=taken, kind=kind, warning=None)
