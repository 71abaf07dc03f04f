"""The other side answers a revision: consents or refuses; who proposed it may withdraw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.consequences import Consequences
from tracker.domain.errors import Fault, NotAllowed, NotFound, SomeoneWasFaster, StepRefused
from tracker.domain.manifest import Manifest, ManifestStep
from tracker.domain.manifest_revision import Revision, RevisionState
from tracker.domain.moments import day_of
from tracker.rules.finding import Finding
from tracker.rules.manifest_findings import weight_findings
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.consequences import of_manifest
from tracker.usecases.draw_on_approval import revise, settle
from tracker.usecases.find_manifest import sees
from tracker.usecases.judge_step import turn_after
from tracker.usecases.manifest_ports import Confirmation
from tracker.usecases.ports import Clock
from tracker.usecases.revision_values import current, revised

S = RevisionState


class Answered(NamedTuple):
    """The manifest as it stands, and what an accepted revision changes downstream."""

    manifest: Manifest
    consequences: Consequences | None


def answer_revision(
    number: str,
    revision_number: int,
    answer: RevisionState,
    reason: str | None,
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> Answered:
    """Close the open revision; with ``ACCEPTED`` the manifest says what was proposed from now on,
    and the answer what that changes downstream.

    Raises StepRefused when none is open or the answer is not the caller's to give.
    """
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        m = uow.manifests.locked(number)
        if m is None or not sees(m, caller):
            raise NotFound
        revision = uow.manifests.open_revision(m.id)
        if revision is None or revision.number != revision_number:
            raise StepRefused(Fault("no_revision"))
        _judge(revision, answer, m, caller)
        now = clock.now()
        after, consequences = m, None
        if answer is S.ACCEPTED:
            quotas = uow.downstream.quotas_of(m.id, caller.organisation)
            after, found = _applied(m, revision, uow, clock)
            consequences = of_manifest(after, quotas, found, caller, uow)
            uow.manifests.save(after, turn_after(after))
            uow.manifests.confirm(
                Confirmation(
                    manifest=m.id,
                    number=after.version,
                    step=ManifestStep.REVISE,
                    actor=caller.user,
                    organisation=caller.organisation,
                    happened_at=now,
                    recorded_at=now,
                    said={
                        "revision": revision.number,
                        "changes": [list(change) for change in revision.changes],
                    },
                )
            )
        uow.manifests.decide(revision, answer, reason, caller.user, now)
        uow.duties.add("manifest.revision", after.number, revision.number)
        line = f"manifest {after.number} revision={revision.number} {answer.value}"
        uow.audit.append(m.sender.site, caller.user, now, line)
        uow.commit()
    return Answered(replace(after, open_revision=None), consequences)


def _judge(revision: Revision, answer: RevisionState, m: Manifest, caller: Caller) -> None:
    if answer is S.WITHDRAWN:
        if caller.organisation != revision.proposed_by:
            raise StepRefused(Fault("not_your_revision"))
    elif caller.organisation != revision.consent_of:
        party = "receiver" if revision.consent_of == m.receiver.organisation else "sender"
        if revision.consent_of not in (m.receiver.organisation, m.sender.organisation):
            party = "carrier"
        raise StepRefused(Fault("consent_of_another", params={"party": party}))


def _applied(
    m: Manifest, revision: Revision, uow: LawWork, clock: Clock
) -> tuple[Manifest, list[Finding]]:
    """The manifest with all changes, and what is found; quantities drawn on an approval follow."""
    after = m
    for change in revision.changes:
        if current(m, change.field, change.place) != change.old:
            raise SomeoneWasFaster
        after = revised(after, change)
    now = clock.now()
    told: list[Finding] = []
    if after.mass_g != m.mass_g and "decided" not in m.moments:
        found = revise(m, after.mass_g, now, uow)
        uow.alarms.raise_for(found, m.sender.site, None, now)
        told += found
    if "decided" in m.moments and after.accepted_g != m.accepted_g:
        found = [*settle(m, after.accepted_g or 0, now, uow), *_scales(after, now, uow)]
        uow.alarms.raise_for(found, m.receiver.site, None, now)
        told += found
    return replace(after, version=m.version + 1), told


def _scales(m: Manifest, now: datetime, uow: LawWork) -> Iterator[Finding]:
    """The masses at both ends, where all that was sent was accepted."""
    if all(row.accepted_pieces == row.pieces for row in m.rows):
        day, figures = day_of(now), uow.figures.parameters()
        yield from weight_findings(m.number, m.mass_g, m.accepted_g or 0, day, figures)
