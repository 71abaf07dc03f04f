"""What does the house hold, written in the form in which it is imported?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, FileRefused, NotAllowed
from tracker.domain.moments import CHINA
from tracker.domain.register import Register
from tracker.domain.sight import sight_of_registers
from tracker.ledgers.form import Column, Form
from tracker.ledgers.rows_out import TOLD
from tracker.ledgers.templates import filled
from tracker.ledgers.zip_guard import MOST_ROWS
from tracker.store.queries.ledger_facts import ledger_facts
from tracker.store.queries.registers import Wanted, listed
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Period:
    """Days of China, both of them in it; None: without bound."""

    first: date | None = None
    last: date | None = None

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """From the first moment to before the last one."""
        start = datetime.combine(self.first, time(), CHINA) if self.first else None
        end = datetime.combine(self.last, time(), CHINA) + timedelta(days=1) if self.last else None
        return start, end


def exported(
    form: Form, sessions: Sessions, province: int, caller: Caller, period: Period = Period()
) -> bytes:
    """The form with all that it tells, as a workbook: of a register the entries that the caller
    sees whole, of a ledger what the caller's organisation recorded at its sites in the period.

    NotAllowed for a ledger when the caller has no organisation; FileRefused when there are more
    rows than an import takes.
    """
    if form.register is None:
        rows = _recorded(form, sessions, province, caller, period)
    else:
        rows = _entries(form, form.register, sessions, caller)
    return filled(form, _not_too_many(rows))


def _recorded(
    form: Form, sessions: Sessions, province: int, caller: Caller, period: Period
) -> Iterator[Mapping[str, str]]:
    if caller.organisation is None:
        raise NotAllowed
    with SqlUnitOfWork(sessions, province) as uow:
        own = uow.registers.organisation_code(caller.organisation) or ""
    told = TOLD[form.name]
    with sessions() as session:
        for facts in ledger_facts(session, caller.organisation, told.kinds, *period.moments()):
            for event in facts.events:
                yield from told.rows(facts, event, own)


def _not_too_many(rows: Iterator[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    yield from islice(rows, MOST_ROWS)
    if next(rows, None) is not None:
        raise FileRefused(Fault("too_many_rows_out", params={"limit": MOST_ROWS}))


def _entries(
    form: Form, register: Register, sessions: Sessions, caller: Caller
) -> Iterator[Mapping[str, str]]:
    after = None
    with sessions() as session:
        while True:
            wanted = Wanted(limit=_PAGE, after=after)
            found = listed(session, register, sight_of_registers(caller), wanted)
            for entry in found[:_PAGE]:
                if entry.whole:
                    yield _entry(form, register, entry.values)
            if len(found) <= _PAGE:
                return
            after = str(found[_PAGE - 1].values["code"])


def _entry(form: Form, register: Register, values: Mapping[str, Any]) -> Mapping[str, str]:
    return {
        field.name: _text(form.column(field.name), field.kind.write(value))
        for field in register.fields
        if (value := values.get(field.key)) is not None
    }


def _text(column: Column, value: object) -> str:
    """As a person would write it into the cell."""
    if isinstance(value, list):
        return "、".join(_text(column, one) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
