"""A scale says what stood on it: keep the ticket, and the mass of the unit if one lay there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from tracker.domain.answer import ScanAnswer
from tracker.domain.booking import Booking
from tracker.domain.caller import Caller
from tracker.domain.errors import ClientIdReused, Fault, Malformed, NotAllowed
from tracker.domain.moments import day_of
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.weighing import Ticket, Weighing
from tracker.rules.finding import Finding
from tracker.rules.scale_findings import scale_findings
from tracker.usecases.judge_scan import judge_scan
from tracker.usecases.judgement import Judged
from tracker.usecases.ports import Clock
from tracker.usecases.record_scan import (
    RECORDED,
    book_judged,
    noted,
    place_of_scan,
)
from tracker.usecases.register_ports import OfficeWork


def record_weighing(
    weighing: Weighing, caller: Caller, uow: OfficeWork, clock: Clock
) -> ScanAnswer:
    """Keep a ticket; ``event`` of the answer is the weighing of the unit, None without a unit.

    The ticket's number names the request within the organisation, and so does ``client_id`` if
    there is one: the same content gets the first answer again, other content is refused
    (ClientIdReused). Raises Malformed when the site is not the caller's or the unit cannot be
    weighed there; nothing is written then.
    """
    if caller.organisation is None:
        raise NotAllowed
    digest = _digest(weighing)
    with uow:
        before = _answered_before(weighing, digest, caller.organisation, uow)
        if before is not None:
            return before

        place, roles = _scale_place(weighing, caller, uow)
        now = clock.now()
        judged = _unit_weighed(weighing, place, roles, now, caller, uow)
        scale = list(_scale_findings(weighing, place.code))
        booking = judged.booking
        answer = ScanAnswer(
            event=booking.id if booking else None,
            refused={},
            findings=[noted(finding) for finding in (*judged.findings, *scale)],
        )

        if booking is not None:
            book_judged(judged, place, caller, now, uow)
        uow.weighings.add(_ticket(weighing, place, booking, now, caller))
        uow.alarms.raise_for(scale, place.site, answer.event, now)
        uow.duties.add("weighing.recorded", weighing.ticket, 1)
        line = f"weighing ticket={weighing.ticket} scale={weighing.scale} net_g={weighing.net_g}"
        uow.audit.append(place.site, caller.user, now, line)
        for name in _names(weighing):
            uow.receipts.keep(caller.organisation, name, digest, RECORDED, answer)
        uow.commit()
    return answer


def _scale_place(
    weighing: Weighing, caller: Caller, uow: OfficeWork
) -> tuple[Place, frozenset[Role]]:
    """Where the scale stands; Malformed when that is not a site of the caller's own."""
    place, roles = place_of_scan(_as_scan(weighing), caller, uow)
    if place.organisation != caller.organisation:
        raise Malformed(Fault("unknown_site", "/site", {"code": weighing.site}))
    return place, roles


def _unit_weighed(
    weighing: Weighing,
    place: Place,
    roles: frozenset[Role],
    now: datetime,
    caller: Caller,
    uow: OfficeWork,
) -> Judged:
    """The weighing of the unit that lay on the scale, booking nothing without one; Malformed when
    it cannot be weighed there."""
    if weighing.code is None:
        return Judged(None, {}, ())
    event = uow.events.new_id(now)
    judged = judge_scan(_as_scan(weighing), event, now, caller, place, roles, uow)
    if judged.booking is None:
        raise Malformed(*_at_the_code(judged))
    return judged


def _ticket(
    weighing: Weighing, place: Place, booking: Booking | None, now: datetime, caller: Caller
) -> Ticket:
    """The ticket as it is kept, with the unit and the event if there is one."""
    assert caller.organisation is not None  # noqa: S101  whoever calls has asked
    return Ticket(
        organisation=caller.organisation,
        ticket=weighing.ticket,
        scale=weighing.scale,
        site=place.site,
        weighed_at=weighing.weighed_at,
        recorded_at=now,
        gross_g=weighing.gross_g,
        tare_g=weighing.tare_g,
        actor=caller.user,
        unit=booking.units[0] if booking else None,
        event=booking.id if booking else None,
        vehicle=weighing.vehicle,
        manifest=weighing.manifest,
        calibrated_until=weighing.calibrated_until,
    )


def _names(weighing: Weighing) -> list[str]:
    """Under which names the answer is kept. That of the ticket is longer than any client_id, so
    that nobody can take it by chance."""
    by_ticket = f"weighing:{hashlib.sha256(weighing.ticket.encode()).hexdigest()}"
    return [by_ticket] if weighing.client_id is None else [by_ticket, weighing.client_id]


def _answered_before(
    weighing: Weighing, digest: bytes, organisation: int, uow: OfficeWork
) -> ScanAnswer | None:
    """The answer to this ticket if it was recorded; a client_id alone may not be used again."""
    reused = (
        Fault("ticket_reused", "/ticket", {"ticket": weighing.ticket}),
        Fault("invalid", "/client_id", {"problem": ClientIdReused.message()}),
    )
    found = None
    for name, fault in zip(_names(weighing), reused, strict=False):
        kept = uow.receipts.find(organisation, name)
        if kept is not None and kept[0] != digest:
            raise ClientIdReused(fault)
        found = found or kept
    if found is None:
        return None
    _, _, answer = found
    return ScanAnswer(answer.event, {}, answer.findings, replayed=True)


def _digest(weighing: Weighing) -> bytes:
    """SHA-256 of what the ticket says; how the request named itself is no part of it."""
    said = {
        "ticket": weighing.ticket,
        "scale": weighing.scale,
        "site": weighing.site,
        "weighed_at": weighing.weighed_at.isoformat(),
        "gross_g": weighing.gross_g,
        "tare_g": weighing.tare_g,
        "code": weighing.code,
        "vehicle": weighing.vehicle,
        "manifest": weighing.manifest,
        "calibrated_until": str(weighing.calibrated_until),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


def _as_scan(weighing: Weighing) -> Scan:
    """The weighing of a unit is a scan like any other."""
    return Scan(
        client_id="",
        kind=ScanKind.WEIGH,
        site=weighing.site,
        at=weighing.weighed_at,
        codes=() if weighing.code is None else (weighing.code,),
        manifest=weighing.manifest,
        vehicle=weighing.vehicle,
        mass_g=weighing.net_g,
    )


def _at_the_code(judged: Judged) -> Iterator[Fault]:
    return (Fault(fault.code, "/code", fault.params) for fault in judged.refused.values())


def _scale_findings(weighing: Weighing, site: str) -> Iterator[Finding]:
    """A scale's name is unique at its site only."""
    subject = f"{site}/{weighing.scale}"
    return scale_findings(subject, day_of(weighing.weighed_at), weighing.calibrated_until)
