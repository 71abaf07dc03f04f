"""On the road: depart, hand over to the next carrier, take over, deliver."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.scan import ScanKind
from tracker.rules.manifest_findings import delivery_findings, party_findings
from tracker.usecases.manifest_steps.facts import read_by_rules
from tracker.usecases.manifest_steps.load import taken_by
from tracker.usecases.manifest_steps.mismatch import must_agree
from tracker.usecases.manifest_steps.papers import carrier_papers, receiver_papers
from tracker.usecases.manifest_steps.units import (
    book_units,
    compared,
    explained_load,
    still_aboard,
    units_with,
)
from tracker.usecases.manifest_steps.work import StepDone, StepWork


def depart(work: StepWork) -> StepDone:
    """The journey begins."""
    m = work.manifest
    return StepDone(replace(m, moments={**m.moments, "departed": work.at}))


def hand_over(work: StepWork) -> StepDone:
    """This carrier gives the load up; it answers for it until the next one confirms."""
    m = work.manifest
    carriers = [
        replace(one, left_at=work.at, end=work.filled.place or one.end) if one.leg == m.leg else one
        for one in m.carriers
    ]
    return StepDone(replace(m, carriers=carriers))


def take_over(work: StepWork) -> StepDone:
    """The next carrier compares the load and has it from now on (article 17)."""
    m = work.manifest
    found = compared(work)
    told = explained_load(found, work)
    must_agree(told, work)
    taken = replace(
        m,
        leg=m.leg + 1,
        carriers=taken_by(m, m.leg + 1, work),
        rows=still_aboard(m.rows, found),
    )
    seen = list(found.seen.values()) if found else []
    wrong = [
        *party_findings(read_by_rules(taken, work), work.day),
        *receiver_papers(taken, work),
        *carrier_papers(taken, seen, work),
    ]
    event = book_units(ScanKind.HAND_OVER, m.sender.site_code, seen, work, strict=False)
    return StepDone(taken, told, wrong, event)


def deliver(work: StepWork) -> StepDone:
    """The load stands at the gate. Another place than the receiver's is booked, and found wrong."""
    m, named = work.manifest, work.manifest.receiver.site_code
    found = list(delivery_findings(m.number, named, work.filled.site or named, work.day))
    event = book_units(ScanKind.DELIVER, named, units_with(m.aboard, work), work, strict=False)
    delivered = replace(m, moments={**m.moments, "delivered": work.at})
    return StepDone(delivered, findings=found, event=event)
