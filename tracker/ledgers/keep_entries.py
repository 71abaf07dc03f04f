"""How do rows get into a register? Each by itself: new entries are registered, others amended.

An entry that says what is registered already changes nothing. What a file has no column for stays
as it is registered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.domain.errors import AlreadyExists, DatabaseUnavailable, DiskFull, DomainError, Fault
from tracker.domain.register import Register
from tracker.domain.register_kinds import Unfit
from tracker.ledgers.form import Row
from tracker.ledgers.outcome import Outcome
from tracker.ledgers.plan_rows import Desk
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.keep_register import amend_entry, register_entry


def keep_rows(rows: Sequence[Row], columns: frozenset[str], desk: Desk, outcome: Outcome) -> None:
    """Keep a chunk of entries; ``columns`` are the keys that the file has."""
    register = desk.form.register
    assert register is not None  # noqa: S101  forms of ledgers are booked elsewhere
    for row in rows:
        given, faults = _through_kinds(register, row)
        try:
            changed = _keep(register, given, faults, columns, desk)
        except (DatabaseUnavailable, DiskFull):
            raise  # nothing is wrong with the row; the import goes on later
        except DomainError as error:
            told = error.faults or (Fault("invalid", params={"problem": error.message()}),)
            outcome.refuse(row.number, *((_key(fault), fault) for fault in told))
            continue
        if changed:
            outcome.booked += 1
        else:
            outcome.known += 1


def _through_kinds(register: Register, row: Row) -> tuple[dict[str, Any], list[Fault]]:
    """What the register's own kinds read, and every fault of the row."""
    faults = [Fault(fault.code, f"/{key}", fault.params) for key, fault in row.faults]
    given: dict[str, Any] = {}
    for field in register.fields:
        if field.name not in row.values:
            continue
        try:
            given[field.key] = field.kind.read(row.values[field.name])
        except Unfit as error:
            faults += [Fault(f.code, f"/{field.name}", f.params) for f in error.faults]
    return given, faults


def _keep(
    register: Register,
    given: dict[str, Any],
    faults: list[Fault],
    columns: frozenset[str],
    desk: Desk,
) -> bool:
    """Whether anything changed."""
    try:
        register_entry(register, given, faults, desk.caller, _work(desk), desk.clock)
    except AlreadyExists:
        code = str(given["code"])
        with _work(desk) as uow:
            before = uow.registers.locked(register, code)
        if before is None:
            raise
        kept = {f.key: before.values[f.key] for f in register.fields if f.name not in columns}
        amended = amend_entry(
            register,
            code,
            before.version,
            {**kept, **given},
            faults,
            desk.caller,
            _work(desk),
            desk.clock,
        )
        return amended.version != before.version
    return True


def _work(desk: Desk) -> SqlUnitOfWork:
    return SqlUnitOfWork(desk.sessions, desk.province)


def _key(fault: Fault) -> str:
    return fault.pointer.lstrip("/").split("/")[0]
