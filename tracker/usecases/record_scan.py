"""Someone scanned a set: judge it, book it, note what looks wrong, answer code by code.

Reads like architecture's walk of a scan: answered before? whose place? which units? which step?
what looks wrong? then one booking and the only commit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tracker.domain.answer import Noted, ScanAnswer
from tracker.domain.booking import Booking
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    ClientIdReused,
    Fault,
    Malformed,
    NotAllowed,
    SomeoneWasFaster,
)
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan
from tracker.lifecycle.unit_steps import (
    ABOUT_EVENTS,
    scans_of,
)
from tracker.rules.finding import Finding
from tracker.usecases.amend_event import amend_event
from tracker.usecases.judge_scan import judge_scan
from tracker.usecases.judgement import Judged
from tracker.usecases.open_boxes import open_boxes
from tracker.usecases.ports import Clock, UnitOfWork
from tracker.usecases.scan_references import references_of

RECORDED, REFUSED = 201, 422
#: So often is a scan judged anew because somebody else was faster.
_TRIES = 5


def record_scan(
    scan: Scan, request_digest: bytes, caller: Caller, uow: UnitOfWork, clock: Clock
) -> ScanAnswer:
    """Book one scan; the answer names every code that was refused and every finding.

    ``request_digest`` is the SHA-256 of the request: the same ``client_id`` with the same request
    gets the first answer again, with another request it is refused (ClientIdReused). Raises
    Malformed for references that do not exist; nothing is written then. When somebody else was at
    the same things, it is judged again; SomeoneWasFaster only if that goes on and on.
    """
    for _ in range(_TRIES - 1):
        try:
            return record_once(scan, request_digest, caller, uow, clock)
        except SomeoneWasFaster:
            continue
    return record_once(scan, request_digest, caller, uow, clock)


def record_once(
    scan: Scan, request_digest: bytes, caller: Caller, uow: UnitOfWork, clock: Clock
) -> ScanAnswer:
    """The same without a second try, for transactions that hold more than one scan."""
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        before = uow.receipts.find(caller.organisation, scan.client_id)
        if before is not None:
            return _again(before, request_digest)

        place, roles = place_of_scan(scan, caller, uow)
        opened = open_boxes(scan, uow)
        scan = opened.scan
        now = clock.now()
        event_id = uow.events.new_id(now)
        if scan.kind in ABOUT_EVENTS:
            judged = amend_event(scan, event_id, now, caller, place, uow)
        else:
            judged = judge_scan(scan, event_id, now, caller, place, roles, uow)
        answer = ScanAnswer(
            event=judged.booking.id if judged.booking else None,
            refused=judged.refused,
            findings=[noted(f) for f in (*judged.findings, *judged.told)],
            labels=judged.labels,
            consequences=judged.consequences,
        )
        if scan.dry_run:
            return answer

        if judged.booking is not None:
            book_judged(judged, place, caller, now, uow)
            for pack in opened.packed_again():
                boxed = judge_scan(pack, uow.events.new_id(now), now, caller, place, roles, uow)
                if boxed.booking is not None:
                    book_judged(boxed, place, caller, now, uow)
        status = RECORDED if judged.booking else REFUSED
        uow.receipts.keep(caller.organisation, scan.client_id, request_digest, status, answer)
        uow.commit()
    return answer


def book_judged(
    judged: Judged, place: Place, caller: Caller, now: datetime, uow: UnitOfWork
) -> None:
    """One booking with all that belongs to it: standings, alarms, duty, audit line, sums."""
    booking = judged.booking
    assert booking is not None  # noqa: S101  whoever calls has looked
    uow.events.book(booking)
    if judged.standings:
        uow.units.set_standing(judged.standings, booking.id)
    uow.alarms.raise_for(judged.findings, place.site, booking.id, now)
    uow.explanations.resolve(judged.explained, booking.id, now)
    uow.duties.add("event.recorded", str(booking.id), 1)
    uow.audit.append(place.site, caller.user, now, _audit_line(booking))
    uow.rollups.count(booking)  # last: the audit trail lets one scan of a site pass at a time


def _again(before: tuple[bytes, int, ScanAnswer], request_digest: bytes) -> ScanAnswer:
    digest, _, answer = before
    if digest != request_digest:
        raise ClientIdReused(Fault("invalid", "/client_id", {"problem": ClientIdReused.message()}))
    return replace(answer, replayed=True)


def place_of_scan(scan: Scan, caller: Caller, uow: UnitOfWork) -> tuple[Place, frozenset[Role]]:
    """Where it was scanned, and as what the caller may scan there. Malformed when the caller has no
    such site, or the site no such scans, with whatever else the scan names wrongly."""
    place = uow.places.find(scan.site)
    roles = place.acting_roles(caller) if place else frozenset()
    if place is None or not (roles or place.organisation == caller.organisation):
        fault = Fault("unknown_site", "/site", {"code": scan.site})
    elif scan.kind not in scans_of(roles):
        words = {"code": scan.site, "kind": scan.kind.value}
        fault = Fault("site_lacks_role", "/site", words)
    else:
        return place, roles
    references_of(scan, uow, [fault])
    raise Malformed(fault)


def noted(f: Finding) -> Noted:
    return Noted(f.rule, f.subject, f.severity.value, f.authority.title, f.authority.article)


def _audit_line(booking: Booking) -> str:
    return f"scan {booking.kind.value} event={booking.id} units={len(booking.units)}"
