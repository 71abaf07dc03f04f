"""Someone scanned a set: judge it, book it, note what looks wrong, answer code by code.

Reads like architecture's walk of a scan: answered before? whose place? which units? which step?
what looks wrong? then one booking and the only commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.domain.answer import Noted, ScanAnswer
from tracker.domain.booking import Booking, Move, NewUnit, Seen
from tracker.domain.caller import Caller
from tracker.domain.errors import ClientIdReused, Fault, Malformed, NotAllowed
from tracker.domain.identifiers import platform_label
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.admission import Admission, admit
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, BRINGS_HERE, TREATMENTS, scans_of
from tracker.rules.finding import Finding
from tracker.rules.scan_findings import ScannedUnit, licence_findings, scan_findings
from tracker.usecases.amend_event import amend_event
from tracker.usecases.judgement import Judged
from tracker.usecases.ports import Clock, Model, UnitOfWork
from tracker.usecases.prepare_container import Packing, prepare_packing, prepare_unpacking
from tracker.usecases.prepare_treatment import prepare_outputs

#: Keeping waste batteries takes a licence; shops that take back old for new are only points.
LICENSED_KEEPERS = frozenset({Role.STATION, Role.RECYCLER})
LICENSED_SCANS = frozenset({ScanKind.RECEIVE, ScanKind.COLLECT, ScanKind.DISMANTLE, ScanKind.SMELT})
ON_THE_ROAD = frozenset({UnitState.IN_TRANSIT, UnitState.DISPATCHED})
RECORDED, REFUSED = 201, 422


def record_scan(
    scan: Scan, request_digest: bytes, caller: Caller, uow: UnitOfWork, clock: Clock
) -> ScanAnswer:
    """Book one scan; the answer names every code that was refused and every finding.

    ``request_digest`` is the SHA-256 of the request: the same ``client_id`` with the same request
    gets the first answer again, with another request it is refused (ClientIdReused). Raises
    Malformed for references that do not exist; nothing is written then.
    """
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        before = uow.receipts.find(caller.organisation, scan.client_id)
        if before is not None:
            return _again(before, request_digest)

        place, roles = _place(scan, caller, uow)
        now = clock.now()
        event_id = uow.events.new_id(now)
        if scan.kind in ABOUT_EVENTS:
            judged = amend_event(scan, event_id, now, caller, place, uow)
        else:
            judged = _judge(scan, event_id, caller, place, roles, uow, clock)
        answer = ScanAnswer(
            event=judged.booking.id if judged.booking else None,
            refused=judged.refused,
            findings=[_noted(f) for f in judged.findings],
            labels=judged.labels,
        )
        if scan.dry_run:
            return answer

        if judged.booking is not None:
            uow.events.book(judged.booking)
            uow.alarms.raise_for(judged.findings, place.site, event_id, now)
            uow.duties.add("event.recorded", str(event_id), 1)
            uow.audit.append(place.site, caller.user, now, _audit_line(judged.booking))
        status = RECORDED if judged.booking else REFUSED
        uow.receipts.keep(caller.organisation, scan.client_id, request_digest, status, answer)
        uow.commit()
    return answer


def _again(before: tuple[bytes, int, ScanAnswer], request_digest: bytes) -> ScanAnswer:
    digest, _, answer = before
    if digest != request_digest:
        raise ClientIdReused(Fault("invalid", "/client_id", {"problem": ClientIdReused.message()}))
    return ScanAnswer(answer.event, answer.refused, answer.findings, answer.labels, replayed=True)


def _place(scan: Scan, caller: Caller, uow: UnitOfWork) -> tuple[Place, frozenset[Role]]:
    place = uow.places.find(scan.site)
    roles = place.acting_roles(caller) if place else frozenset()
    if place is None or not (roles or place.organisation == caller.organisation):
        raise Malformed(Fault("unknown_site", "/site", {"code": scan.site}))
    if scan.kind not in scans_of(roles):
        words = {"code": scan.site, "kind": scan.kind.value}
        raise Malformed(Fault("site_lacks_role", "/site", words))
    return place, roles


def _judge(
    scan: Scan,
    event_id: int,
    caller: Caller,
    place: Place,
    roles: frozenset[Role],
    uow: UnitOfWork,
    clock: Clock,
) -> Judged:
    assert caller.organisation is not None  # noqa: S101  record_scan asked
    peer = _peer(scan, uow)
    model = _model(scan, uow)
    units = uow.units.locked(scan.codes)
    packing = _packing(scan, units, place, uow)
    if scan.kind is ScanKind.UNPACK and not scan.codes and packing.container is not None:
        units = {unit.code: unit for unit in uow.units.inside(packing.container)}
    codes = list(scan.codes or (units if scan.kind is ScanKind.UNPACK else ()))
    boxes = {unit.container for unit in units.values() if unit.container is not None}
    admitted = admit(
        scan.kind,
        codes,
        units,
        place,
        roles,
        out_of=packing.container if scan.kind is ScanKind.UNPACK else None,
        container_codes=uow.units.codes_of(boxes - {packing.container}) if boxes else {},
    )
    packing.refuse(admitted)
    newcomers, labels = _newcomers(scan, admitted, place, model, uow)
    known = [unit for unit, _ in admitted.steps]
    if not known and not newcomers:
        return Judged(None, admitted.refused, ())

    outputs = prepare_outputs(scan, known, place, uow) if scan.kind in TREATMENTS else ()
    findings = [
        *(f for unit, step in admitted.steps for f in _findings(scan, unit, place, step.finding)),
        *(f for new in newcomers for f in _newcomer_findings(scan, admitted, new, place)),
        *_licence_findings(scan, place, uow),
    ]
    here = place.site if scan.kind in BRINGS_HERE else None
    if scan.kind is ScanKind.SELL and peer is not None:
        here = peer
    inside = scan.kind in (ScanKind.PACK, ScanKind.UNPACK)
    consumed = scan.kind in TREATMENTS
    booking = Booking(
        id=event_id,
        kind=scan.kind,
        happened_at=scan.at,
        recorded_at=clock.now(),
        site=place.site,
        organisation=caller.organisation,
        actor=caller.user,
        units=[unit.id for unit in known] + [new.id for new in newcomers],
        pieces=sum(unit.pieces for unit in known) + sum(new.pieces for new in newcomers),
        mass_g=scan.mass_g if scan.mass_g is not None else _mass(known, newcomers),
        peer_site=peer,
        container=packing.container,
        category=scan.category,
        payload=_payload(scan),
        touched=() if consumed else packing.touched if inside else [unit.id for unit in known],
        inputs={unit.id: unit.mass_g for unit in known} if consumed else {},
        outputs=outputs,
        newcomers=[*packing.newcomers, *newcomers],
        moves=[*_moves(admitted, here), *packing.moves(scan, known)],
        seen=_seen(scan, known, packing),
        packed=[unit.id for unit in known] if scan.kind is ScanKind.PACK else (),
        unpacked=[unit.id for unit in known] if scan.kind is ScanKind.UNPACK else (),
    )
    if scan.kind is ScanKind.RELABEL and scan.new_code is not None:
        uow.events.add_code(known[0].id, scan.new_code)
    return Judged(booking, admitted.refused, findings, labels)


def _peer(scan: Scan, uow: UnitOfWork) -> int | None:
    if scan.peer_site is None:
        return None
    peer = uow.places.find(scan.peer_site)
    if peer is None:
        raise Malformed(Fault("unknown_peer_site", "/peer_site", {"code": scan.peer_site}))
    return peer.site


def _model(scan: Scan, uow: UnitOfWork) -> Model | None:
    if scan.model is None:
        return None
    model = uow.places.model(scan.model)
    if model is None:
        raise Malformed(Fault("unknown_model", "/model", {"code": scan.model}))
    return model


def _packing(scan: Scan, units: Mapping[str, Unit], place: Place, uow: UnitOfWork) -> Packing:
    if scan.kind is ScanKind.PACK:
        return prepare_packing(scan, units, place, uow)
    if scan.kind is ScanKind.UNPACK:
        return prepare_unpacking(scan, place, uow)
    return Packing()


def _newcomers(
    scan: Scan, admitted: Admission, place: Place, model: Model | None, uow: UnitOfWork
) -> tuple[list[NewUnit], list[str]]:
    """Units that enter the books with this scan, and the labels issued for uncoded ones."""
    step = admitted.newcomer_step
    if step is None or not (admitted.newcomers or scan.uncoded):
        return [], []
    ids = iter(uow.units.new_ids(len(admitted.newcomers) + len(scan.uncoded)))
    found = []
    for code, id_ in zip(admitted.newcomers, ids, strict=False):
        seen = scan.details.get(code)
        found.append(
            NewUnit(
                id=id_,
                code=code,
                kind=UnitKind.BATTERY,
                state=step.after,
                site=place.site,
                mass_g=(seen and seen.mass_g) or (model.nominal_mass_g if model else None),
                model=model.id if model else None,
                battery_class=(seen and seen.battery_class)
                or (model.battery_class if model else None),
                lead_share=model.lead_share if model else None,
                damaged=bool(seen and seen.damaged),
            )
        )
    labels = []
    for heap, id_ in zip(scan.uncoded, ids, strict=True):
        label = heap.label or platform_label.build(place.division[:2], id_)
        labels.append(label)
        kind = UnitKind.BATTERY if heap.pieces == 1 else UnitKind.UNCODED_LOT
        found.append(
            NewUnit(
                id=id_,
                code=label,
                kind=kind,
                state=step.after,
                site=place.site,
                mass_g=heap.mass_g,
                pieces=heap.pieces,
                battery_class=heap.battery_class,
            )
        )
    return found, labels


def _findings(scan: Scan, unit: Unit, place: Place, step_finding: str | None) -> list[Finding]:
    if step_finding is None and unit.site == place.site and unit.since <= scan.at:
        seen = scan.details.get(unit.code) if scan.details else None
        if seen is None or seen.damaged is not False:
            return []  # the common case, a thousand times a truck
    seen = scan.details.get(unit.code)
    facts = ScannedUnit(
        code=unit.code,
        since=unit.since,
        elsewhere=scan.kind in BRINGS_HERE and unit.site != place.site and _kept(unit, place),
        on_the_road=unit.state in ON_THE_ROAD,
        damaged_before=unit.damaged,
        damaged_now=seen.damaged if seen else None,
        step_finding=step_finding,
    )
    return list(scan_findings(facts, scan.at))


def _kept(unit: Unit, place: Place) -> bool:
    """In the same organisation's keeping, but at another of its sites."""
    return unit.owner == place.organisation and unit.state not in (
        UnitState.REGISTERED,
        UnitState.ON_SALE,
        UnitState.IN_USE,
    )


def _newcomer_findings(
    scan: Scan, admitted: Admission, new: NewUnit, place: Place
) -> list[Finding]:
    step = admitted.newcomer_step
    coded = new.code in scan.codes if len(scan.codes) < 2 else new.kind is UnitKind.BATTERY
    if step is None or step.finding is None or not coded or platform_label_of_ours(new.code):
        return []
    facts = ScannedUnit(new.code, None, False, False, False, None, step.finding)
    return list(scan_findings(facts, scan.at))


def platform_label_of_ours(code: str) -> bool:
    """A battery under our own label had no readable code; nobody expects to know its sale."""
    return code.startswith(platform_label.PREFIX) and len(code) == platform_label.LENGTH


def _licence_findings(scan: Scan, place: Place, uow: UnitOfWork) -> list[Finding]:
    if scan.kind not in LICENSED_SCANS or not place.roles & LICENSED_KEEPERS:
        return []
    held = uow.places.licences(place.organisation)
    return list(licence_findings(held, place.organisation_code, scan.at))


def _moves(admitted: Admission, here: int | None) -> list[Move]:
    groups: dict[UnitState, list[int]] = {}
    for unit, step in admitted.steps:
        groups.setdefault(step.after, []).append(unit.id)
    return [Move(ids, state, here) for state, ids in groups.items()]


def _seen(scan: Scan, known: Sequence[Unit], packing: Packing) -> list[Seen]:
    found = []
    if scan.kind is ScanKind.WEIGH and scan.mass_g is not None and len(known) == 1:
        found.append(Seen(known[0].id, scan.mass_g, None, None))
    for unit in known if scan.details else ():
        detail = scan.details.get(unit.code)
        if detail is not None:
            damaged = True if detail.damaged else None  # damage is never undone
            found.append(Seen(unit.id, detail.mass_g, damaged, detail.battery_class))
    return found + packing.seen(scan, known)


def _mass(known: Sequence[Unit], newcomers: Sequence[NewUnit]) -> int | None:
    masses = [unit.mass_g for unit in known] + [new.mass_g for new in newcomers]
    whole = [mass for mass in masses if mass is not None]
    return sum(whole) if len(whole) == len(masses) else None


def _payload(scan: Scan) -> dict[str, object] | None:
    stolen = {"stolen": True} if scan.stolen else {}
    said = {
        "manifest": scan.manifest,
        "vehicle": scan.vehicle,
        "reason": scan.reason,
        "country": scan.country,
        "new_code": scan.new_code,
        **stolen,
    }
    return {word: value for word, value in said.items() if value is not None} or None


def _noted(f: Finding) -> Noted:
    return Noted(f.rule, f.subject, f.severity.value, f.authority.title, f.authority.article)


def _audit_line(booking: Booking) -> str:
    return f"scan {booking.kind.value} event={booking.id} units={len(booking.units)}"
