"""What was refused comes back, the receiver tells what became of the waste, paper is filled in."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.scan import ScanKind
from tracker.rules.manifest_clocks import CLOCKS, due
from tracker.rules.rulebook import finding
from tracker.usecases.draw_on_approval import book_debit
from tracker.usecases.fill_manifest import aboard
from tracker.usecases.manifest_steps.issue import bind, sending_findings, show_to_all
from tracker.usecases.manifest_steps.numbers import numbered_manifest
from tracker.usecases.manifest_steps.units import book_units, compared, explained_load
from tracker.usecases.manifest_steps.work import StepDone, StepWork


def take_return(work: StepWork) -> StepDone:
    """The sender compares what came back with what was refused, and keeps it again."""
    m = work.manifest
    found = compared(work)
    told = explained_load(found, work)
    seen = found.seen.values() if found else ()
    event = book_units(ScanKind.STOCK_TAKE, m.sender.site_code, seen, work, strict=False)
    work.uow.manifests.free(m.id, m.aboard)
    returned = replace(
        m, rows=aboard(m.rows, now=False), moments={**m.moments, "returned": work.at}
    )
    return StepDone(returned, told, event=event)


def close(work: StepWork) -> StepDone:
    """The receiver tells what became of it (article 12); nothing is awaited any more."""
    m = work.manifest
    return StepDone(replace(m, moments={**m.moments, "closed": work.at}))


def back_fill(work: StepWork) -> StepDone:
    """A transfer that went on paper is filled in after it was completed (article 20)."""
    completed = work.filled.delivered_at
    begun = work.manifest.moments["loaded"]
    if completed is None or completed < begun:
        raise Malformed(Fault("before_the_last_step", "/delivered_at"))
    numbered = numbered_manifest(work)
    m = replace(numbered, rows=aboard(numbered.rows, now=True), leg=len(numbered.carriers))
    bind(m, m.bound, work)
    show_to_all(m, work)
    findings = [*sending_findings(m, work), *book_debit(m, begun, work.uow)]
    last = due("back_fill", completed, work.uow.figures.calendar())
    today = day_of(work.now)
    if today > last.day:
        rule = CLOCKS["back_fill"].rule
        found = finding(rule, m.number, today, due=last.day, provisional=last.provisional)
        findings.append(found)
    moments = {**m.moments, "issued": begun, "delivered": completed, "filled": work.now}
    return StepDone(replace(m, moments=moments), findings=findings)
