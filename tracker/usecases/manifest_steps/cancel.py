"""The sender takes a manifest back before anything was loaded."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.consequences import Consequences
from tracker.domain.manifest import ManifestStep
from tracker.domain.scan import Scan, ScanKind
from tracker.usecases.amend_event import amend_event
from tracker.usecases.consequences import of_manifest
from tracker.usecases.draw_on_approval import release
from tracker.usecases.manifest_steps.work import StepDone, StepWork
from tracker.usecases.record_scan import book_judged


def cancel(work: StepWork) -> StepDone:
    """What it bound is free again, its dispatch is void, and its quantity goes back."""
    m, uow = work.manifest, work.uow
    event, told = None, None
    if "issued" in m.moments:
        quotas = uow.downstream.quotas_of(m.id, work.caller.organisation)
        found = release(m, work.at, uow)
        told = of_manifest(m, quotas, found, work.caller, uow)
        uow.manifests.free(m.id, m.bound)
        dispatched = uow.manifests.event_of(m.id, ManifestStep.ISSUE)
        if dispatched is not None and not _is_void(dispatched, work):
            event, of_event = _void(dispatched, work)
            told = told if of_event is None else replace(of_event, quotas=told.quotas)
    closed = replace(m, moments={**m.moments, "closed": work.at})
    return StepDone(closed, event=event, consequences=told)


def _is_void(dispatched: int, work: StepWork) -> bool:
    """Whether somebody took the dispatch back by a scan before."""
    past = work.uow.events.find(dispatched)
    return past is None or past.voided


def _void(dispatched: int, work: StepWork) -> tuple[int, Consequences | None]:
    site = work.manifest.sender.site_code
    place = work.uow.places.find(site)
    assert place is not None  # noqa: S101  sites never vanish
    scan = Scan("", ScanKind.VOID, site, work.at, event=dispatched, reason=work.filled.reason)
    event = work.uow.events.new_id(work.now)
    judged = amend_event(scan, event, work.now, work.caller, place, work.uow)
    book_judged(judged, place, work.caller, work.now, work.uow)
    return event, judged.consequences
