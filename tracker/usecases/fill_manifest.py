"""What was filled in, looked up: sites, carriers, batteries, tickets, with every fault at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.manifest import Carrier, End, Party, WasteRow
from tracker.domain.manifest_draft import Draft, DraftRow
from tracker.lifecycle.manifest_steps import PARTY_ROLES
from tracker.usecases.manifest_ports import Firm, NamedPlace, TransferWork


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The parts of a manifest as they will be kept."""

    sender: End
    receiver: End
    carriers: Sequence[Carrier]
    rows: Sequence[WasteRow]


def fill_manifest(draft: Draft, caller: Caller, uow: TransferWork) -> FilledIn:
    """Look up all that a draft names. Raises Malformed with every fault; writes nothing."""
    assert caller.organisation is not None  # noqa: S101  whoever calls has asked
    ends = uow.manifests.ends({draft.sender, draft.receiver})
    firms = uow.manifests.firms({one.organisation for one in draft.carriers})
    faults = [
        *_end_faults(draft, ends, caller),
        *(
            Fault("unknown_organisation", f"/carriers/{place}", {"code": one.organisation})
            for place, one in enumerate(draft.carriers)
            if one.organisation not in firms
        ),
    ]
    units, unit_faults = _bound(draft.rows, uow)
    rows, row_faults = _rows(draft.rows, units, caller.organisation, uow)
    faults += [*unit_faults, *row_faults]
    if faults:
        raise Malformed(*faults)
    return FilledIn(ends[draft.sender].end, ends[draft.receiver].end, _carriers(draft, firms), rows)


def _end_faults(draft: Draft, ends: dict[str, NamedPlace], caller: Caller) -> list[Fault]:
    faults = []
    sender, receiver = ends.get(draft.sender), ends.get(draft.receiver)
    if sender is None or sender.place.organisation != caller.organisation:
        faults.append(Fault("unknown_site", "/sender", {"code": draft.sender}))
    elif not sender.place.roles & caller.roles & PARTY_ROLES[Party.SENDER]:
        faults.append(Fault("site_cannot_send", "/sender", {"code": draft.sender}))
    if receiver is None:
        faults.append(Fault("unknown_peer_site", "/receiver", {"code": draft.receiver}))
    elif not receiver.place.roles & PARTY_ROLES[Party.RECEIVER]:
        faults.append(Fault("site_cannot_receive", "/receiver", {"code": draft.receiver}))
    elif draft.receiver == draft.sender:
        faults.append(Fault("same_place", "/receiver"))
    return faults


def _carriers(draft: Draft, firms: dict[str, Firm]) -> list[Carrier]:
    return [
        Carrier(
            leg=leg,
            organisation=firms[one.organisation].id,
            code=one.organisation,
            name=firms[one.organisation].name,
            vehicle=one.vehicle,
            permit=one.permit,
            start=one.start,
            end=one.end,
        )
        for leg, one in enumerate(draft.carriers, 1)
    ]


def _bound(
    rows: Sequence[DraftRow], uow: TransferWork
) -> tuple[list[tuple[int, ...]], list[Fault]]:
    """The ids of the units of each row. Nobody stands on a manifest twice."""
    codes = [code for row in rows for code in row.codes]
    known = uow.units.locked(codes)
    faults: list[Fault] = []
    first: dict[int, str] = {}
    for place, row in enumerate(rows):
        for at, code in enumerate(row.codes):
            pointer, unit = f"/rows/{place}/codes/{at}", known.get(code)
            if unit is None:
                faults.append(Fault("unknown_code", pointer, {"code": code}))
            elif unit.id in first:
                faults.append(Fault("named_twice", pointer, {"value": code}))
            else:
                first[unit.id] = code
    bound = [tuple(known[code].id for code in row.codes if code in known) for row in rows]
    return bound, faults


def _rows(
    rows: Sequence[DraftRow],
    units: Sequence[tuple[int, ...]],
    organisation: int,
    uow: TransferWork,
) -> tuple[list[WasteRow], list[Fault]]:
    faults: list[Fault] = []
    found = []
    for place, (row, bound) in enumerate(zip(rows, units, strict=True)):
        mass_g, fault = weighed(row.mass_g, row.ticket, organisation, f"/rows/{place}", uow)
        if fault is not None:
            faults.append(fault)
        elif mass_g is None:
            faults.append(Fault("required", f"/rows/{place}/mass_kg"))
        found.append(
            WasteRow(
                position=place + 1,
                waste=row.waste,
                name=row.name,
                pieces=row.pieces,
                mass_g=mass_g or 0,
                measured=row.ticket is not None,
                ticket=row.ticket,
                form=row.form,
                hazards=row.hazards,
                packing=row.packing,
                packages=row.packages,
                units=bound,
            )
        )
    return found, faults


def weighed(
    mass_g: int | None, ticket: str | None, organisation: int, pointer: str, uow: TransferWork
) -> tuple[int | None, Fault | None]:
    """The mass of a row: what is stated, or the net mass of a ticket of this organisation.

    A mass that is stated beside a ticket may be a part of it (several rows on one truck), not more.
    """
    if ticket is None:
        return mass_g, None
    found = uow.weighings.find(organisation, ticket)
    if found is None:
        return mass_g, Fault("unknown_ticket", f"{pointer}/ticket", {"ticket": ticket})
    net_g = found.gross_g - found.tare_g
    if mass_g is not None and mass_g > net_g:
        return mass_g, Fault("more_than_weighed", f"{pointer}/mass_kg", {"ticket": ticket})
    return mass_g or net_g, None


def aboard(rows: Sequence[WasteRow], *, now: bool) -> list[WasteRow]:
    """The rows with all their bound units on the vehicle, or with none."""
    return [replace(row, aboard=tuple(row.units) if now else ()) for row in rows]
