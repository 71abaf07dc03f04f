"""The sender issues a manifest: its part is sealed, its units are bound, others see it now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from tracker.domain.errors import Fault, Malformed
from tracker.domain.manifest import Manifest
from tracker.domain.scan import ScanKind
from tracker.rules.finding import Finding
from tracker.rules.manifest_findings import form_findings
from tracker.usecases.draw_on_approval import debit
from tracker.usecases.manifest_steps.facts import read_by_rules
from tracker.usecases.manifest_steps.numbers import numbered_manifest
from tracker.usecases.manifest_steps.papers import receiver_papers, sender_papers
from tracker.usecases.manifest_steps.units import book_units, units_with
from tracker.usecases.manifest_steps.work import StepDone, StepWork


def issue(work: StepWork) -> StepDone:
    """Names are taken down as they are today and never looked up again; what is on the manifest is
    dispatched, and cannot stand on another one."""
    numbered = numbered_manifest(work)
    m = _as_named_today(numbered, work)
    bind(m, m.bound, work)
    event = book_units(
        ScanKind.DISPATCH,
        m.sender.site_code,
        units_with(m.bound, work),
        work,
        peer=m.receiver.site_code,
    )
    show_to_all(m, work)
    drawn = debit(m, work.at, work.uow)
    issued = replace(m, moments={**m.moments, "issued": work.at})
    return StepDone(issued, findings=[*sending_findings(m, work), *drawn], event=event)


def bind(m: Manifest, units: Collection[int], work: StepWork) -> None:
    """These units stand on this manifest and on no other that is open."""
    taken = work.uow.manifests.bind(m.id, units)
    if taken:
        codes = work.uow.units.codes_of([unit for unit, _ in taken])
        raise Malformed(
            *(
                Fault("on_another_manifest", "/rows", {"code": codes[unit], "number": number})
                for unit, number in taken
            )
        )


def show_to_all(m: Manifest, work: StepWork) -> None:
    """Receiver and carriers find it among theirs."""
    everyone = {carrier.organisation for carrier in m.carriers} | {m.receiver.organisation}
    work.uow.manifests.show_to(m.id, everyone)


def sending_findings(m: Manifest, work: StepWork) -> Iterator[Finding]:
    """What looks wrong on the day of sending; it is booked, for the waste is really there."""
    yield from receiver_papers(m, work)
    yield from sender_papers(m, work)
    yield from form_findings(read_by_rules(m, work), work.day)


def _as_named_today(m: Manifest, work: StepWork) -> Manifest:
    found = work.uow.manifests.ends({m.sender.site_code, m.receiver.site_code})
    return replace(
        m, sender=found[m.sender.site_code].end, receiver=found[m.receiver.site_code].end
    )
