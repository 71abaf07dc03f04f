"""Somebody confirms a step of a manifest: judge it, do it, keep who did it, all in one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tracker.domain.answer import Noted
from tracker.domain.caller import Caller
from tracker.domain.consequences import Consequences
from tracker.domain.errors import Fault, Malformed, NotAllowed
from tracker.domain.manifest import Manifest, ManifestStep
from tracker.domain.manifest_draft import Filled
from tracker.domain.moments import CLOCK_TOLERANCE
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.find_manifest import locked_manifest
from tracker.usecases.judge_step import permitted_step, turn_after
from tracker.usecases.manifest_answers import answered_before, keep_answer
from tracker.usecases.manifest_ports import Confirmation
from tracker.usecases.manifest_steps.cancel import cancel
from tracker.usecases.manifest_steps.decide import accept, accept_partly, reject
from tracker.usecases.manifest_steps.drive import deliver, depart, hand_over, take_over
from tracker.usecases.manifest_steps.finish import back_fill, close, take_return
from tracker.usecases.manifest_steps.issue import issue
from tracker.usecases.manifest_steps.load import load
from tracker.usecases.manifest_steps.numbers import number as give_number
from tracker.usecases.manifest_steps.work import StepDone, StepWork
from tracker.usecases.ports import Clock
from tracker.usecases.record_scan import noted

M = ManifestStep

#: What each step does.
DONE_BY: Mapping[ManifestStep, Callable[[StepWork], StepDone]] = {
    M.ISSUE: issue,
    M.CANCEL: cancel,
    M.LOAD: load,
    M.DEPART: depart,
    M.HAND_OVER: hand_over,
    M.TAKE_OVER: take_over,
    M.DELIVER: deliver,
    M.ACCEPT: accept,
    M.ACCEPT_PARTLY: accept_partly,
    M.REJECT: reject,
    M.TAKE_RETURN: take_return,
    M.CLOSE: close,
    M.BACK_FILL: back_fill,
    M.NUMBER: give_number,
}


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The manifest after the step, what looked wrong about it, and what a step that takes others
    back changes downstream. ``replayed``: this request was answered before; it is told the same
    again, of the manifest as it stands now."""

    manifest: Manifest
    findings: tuple[Noted, ...] = ()
    replayed: bool = False
    consequences: Consequences | None = None


def confirm_manifest(
    number: str,
    filled: Filled,
    said: Mapping[str, object],
    request_digest: bytes,
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> Confirmed:
    """Take one step; ``said`` is what was filled in, kept as it travelled.

    Frames that are confirmed are never judged again by what registers say later: each step looks
    only at what it brings itself. Raises StepRefused (with the steps that are possible),
    SomeoneWasFaster for an older version, LoadDiffers while a difference has no reason, Malformed
    with every other fault; nothing is written then.
    """
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        before = answered_before(filled.client_id, request_digest, caller.organisation, uow)
        if before is not None:
            return Confirmed(
                before.manifest, before.findings, replayed=True, consequences=before.consequences
            )

        manifest = locked_manifest(number, filled.version, caller, uow)
        row = permitted_step(filled.step, manifest, caller)
        work = _work(manifest, filled, caller, uow, clock)
        done = DONE_BY[filled.step](work)

        after = replace(done.manifest, state=row.after, version=manifest.version + 1)
        uow.manifests.save(after, turn_after(after))
        uow.manifests.confirm(_confirmation(work, done, after, said))
        place = _place(after, uow.approvals.province)
        uow.alarms.raise_for(done.findings, place, done.event, work.now)
        uow.duties.add("manifest.confirmed", after.number, after.version)
        line = f"manifest {after.number} {filled.step.value} version={after.version}"
        uow.audit.append(place, caller.user, work.now, line)
        findings, told = tuple(noted(one) for one in done.findings), done.consequences
        organisation, client_id = caller.organisation, filled.client_id
        keep_answer(client_id, request_digest, organisation, after.id, uow, findings, told)
        uow.commit()
    return Confirmed(after, findings, consequences=told)


def _work(
    manifest: Manifest, filled: Filled, caller: Caller, uow: LawWork, clock: Clock
) -> StepWork:
    """What the step is given; Malformed when it is said to have happened before the last one."""
    now = clock.now()
    at = filled.at or now
    last = max(manifest.moments.values(), default=at)
    if at < last - CLOCK_TOLERANCE:
        raise Malformed(Fault("before_the_last_step", "/at"))
    return StepWork(manifest, filled, caller, uow, now, at)


def _confirmation(
    work: StepWork, done: StepDone, after: Manifest, said: Mapping[str, object]
) -> Confirmation:
    """Who confirmed the step, and what differed."""
    assert work.caller.organisation is not None  # noqa: S101  whoever calls has asked
    return Confirmation(
        manifest=after.id,
        number=after.version,
        step=work.filled.step,
        actor=work.caller.user,
        organisation=work.caller.organisation,
        happened_at=work.at,
        recorded_at=work.now,
        event=done.event,
        said=said,
        differences=done.differences,
    )


def _place(manifest: Manifest, home: int) -> int:
    """The site whose books and alarms it belongs to: the receiver's once it stands at its gate,
    unless that lies in another province, whose people nobody here can tell."""
    here = manifest.receiver.division.startswith(str(home))
    arrived = "delivered" in manifest.moments and here
    return manifest.receiver.site if arrived else manifest.sender.site
