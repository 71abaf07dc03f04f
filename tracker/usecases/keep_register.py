"""Somebody registers a thing, or amends what is registered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.caller import Caller
from tracker.domain.errors import (
    AlreadyExists,
    Fault,
    Malformed,
    NotAllowed,
    NotFound,
    SomeoneWasFaster,
)
from tracker.domain.moments import day_of
from tracker.domain.register import Field, Refers, Register, Values
from tracker.domain.roles import Right
from tracker.usecases.ports import Clock
from tracker.usecases.register_ports import Entry, OfficeWork

#: The chain of the audit trail for what happens at no site.
OFFICE = 0
_UNKNOWN = {
    Refers.ORGANISATION: "unknown_organisation",
    Refers.DIVISION: "unknown_division",
    Refers.ATTACHMENT: "unknown_attachment",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The entry as it now stands, by the keys of its fields, and what is odd about it."""

    values: Values
    version: int
    notes: Sequence[Fault]


def register_entry(
    register: Register,
    given: Values,
    faults: Sequence[Fault],
    caller: Caller,
    uow: OfficeWork,
    clock: Clock,
) -> Kept:
    """Keep a new entry.

    ``given`` holds the fields that could be read, ``faults`` what was wrong with the others: all
    are told at once (Malformed). Raises NotFound when it is to be another organisation's,
    NotAllowed when only the office keeps this register, AlreadyExists when the code is taken.
    """
    if not (caller.may(Right.EDIT_REFERENCE) or register.own):
        raise NotAllowed
    with uow:
        entry, owner_faults = _with_owner(register, given, faults, caller, uow)
        wrong = [*faults, *owner_faults, *_wrong(register, entry, uow)]
        if wrong:
            raise Malformed(*wrong)
        notes = _notes(register, entry, uow, clock)
        code = str(entry["code"])
        id_ = uow.registers.add(register, entry)
        if id_ is None:
            raise AlreadyExists(Fault("code_taken", "/code", {"code": code}))

        said = {f.name: _said(f, entry[f.key]) for f in register.fields}
        _write_down(register, id_, code, 1, said, caller, uow, clock)
        uow.commit()
    return Kept(entry, 1, notes)


def amend_entry(
    register: Register,
    code: str,
    version: int | None,
    given: Values,
    faults: Sequence[Fault],
    caller: Caller,
    uow: OfficeWork,
    clock: Clock,
) -> Kept:
    """Replace an entry by what is given, if ``version`` is still the one the caller has read.

    Raises NotFound for what another organisation keeps, NotAllowed for what only the office
    amends, Malformed with every fault, SomeoneWasFaster for a stale version. The same again
    changes nothing and keeps the version.
    """
    with uow:
        before = uow.registers.locked(register, code)
        if before is None or not _may_see(before, caller):
            raise NotFound
        if not _may_amend(register, before, caller):
            raise NotAllowed
        fixed = {f.key: before.values[f.key] for f in register.fields if f.fixed}
        entry = register.whole({**given, **fixed})
        wrong = [*faults, *_moved(register, given, fixed), *_wrong(register, entry, uow, before)]
        if wrong or version is None:
            raise Malformed(*wrong)
        if version != before.version:
            words = {"yours": version, "current": before.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", words))
        notes = _notes(register, entry, uow, clock)
        changes = {
            f.name: [_said(f, before.values[f.key]), _said(f, entry[f.key])]
            for f in register.fields
            if before.values[f.key] != entry[f.key]
        }
        if not changes:
            return Kept(entry, version, notes)

        uow.registers.amend(register, before.id, entry)
        _write_down(register, before.id, code, version + 1, changes, caller, uow, clock)
        uow.commit()
    return Kept(entry, version + 1, notes)


def _with_owner(
    register: Register, given: Values, faults: Sequence[Fault], caller: Caller, uow: OfficeWork
) -> tuple[dict[str, object], list[Fault]]:
    """The entry with its keeper: whoever keeps only the own need not say whose it is."""
    entry = register.whole(given)
    keeper = register.keeper
    if keeper is None or any(fault.pointer == f"/{keeper.name}" for fault in faults):
        return entry, []
    if caller.may(Right.EDIT_REFERENCE):
        return entry, [] if entry[keeper.key] else [Fault("required", f"/{keeper.name}")]
    own = uow.registers.organisation_code(caller.organisation)
    if own is None:
        raise NotAllowed
    if entry[keeper.key] not in (None, own):
        words = {"code": entry[keeper.key]}
        raise NotFound(Fault("unknown_organisation", f"/{keeper.name}", words))
    return {**entry, keeper.key: own}, []


def _may_see(entry: Entry, caller: Caller) -> bool:
    return caller.may(Right.EDIT_REFERENCE) or caller.organisation in entry.parties


def _may_amend(register: Register, entry: Entry, caller: Caller) -> bool:
    own = register.own and entry.parties[:1] == (caller.organisation,)
    return caller.may(Right.EDIT_REFERENCE) or (own and caller.may(Right.EDIT_OWN))


def _moved(register: Register, given: Values, fixed: Values) -> Iterator[Fault]:
    for field in register.fields:
        if field.fixed and given.get(field.key) not in (None, fixed[field.key]):
            yield Fault("fixed_field", f"/{field.name}")


def _wrong(
    register: Register, entry: Values, uow: OfficeWork, before: Entry | None = None
) -> Iterator[Fault]:
    """What does not hold of the entry as a whole, and references to what is not there."""
    for check in register.checks:
        yield from check(entry)
    keeper = register.keeper
    owner = None if keeper is None else entry[keeper.key]
    for field in register.fields:
        code = entry[field.key]
        if field.refers is None or not isinstance(code, str):
            continue
        if before is not None and before.values[field.key] == code:
            continue  # it stood there before; an attachment's owner may have been the office
        if not uow.registers.exists(field.refers, code, str(owner)):
            yield Fault(_UNKNOWN[field.refers], f"/{field.name}", {"code": code})


def _notes(register: Register, entry: Values, uow: OfficeWork, clock: Clock) -> list[Fault]:
    notes = [note for check in register.notes for note in check(entry)]
    today = day_of(clock.now())
    for field in register.fields:
        code = entry[field.key]
        if field.refers is not Refers.DIVISION or not isinstance(code, str):
            continue
        if uow.registers.withdrawn(code, today):
            notes.append(Fault("division_withdrawn", f"/{field.name}", {"code": code}))
    return notes


def _said(field: Field, value: object) -> object:
    return None if value is None else field.kind.write(value)


def _write_down(
    register: Register,
    id_: int,
    code: str,
    version: int,
    what: Mapping[str, object],
    caller: Caller,
    uow: OfficeWork,
    clock: Clock,
) -> None:
    """The trail holds what was there and what is: registers themselves keep no history."""
    chain = id_ if register.noun == "site" else OFFICE
    said = json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = f"{register.noun} code={code} version={version} {said}"
    uow.audit.append(chain, caller.user, clock.now(), line)
    uow.duties.add(register.topic, code, version)
