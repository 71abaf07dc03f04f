"""What does the house hold, written in the form in which it is imported?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.register import Register
from tracker.domain.sight import sight_of_registers
from tracker.ledgers.form import Column, Form
from tracker.ledgers.templates import filled
from tracker.store.queries.registers import Wanted, listed

_PAGE = 1_000


def exported(form: Form, session: Any, caller: Caller) -> bytes:
    """A register with all entries that the caller sees whole, as a workbook. NotFound for a form
    of which there is no export."""
    if form.register is None:
        raise NotFound
    return filled(form, _entries(form, form.register, session, caller))


def _entries(
    form: Form, register: Register, session: Any, caller: Caller
) -> Iterator[Mapping[str, str]]:
    after = None
    while True:
        wanted = Wanted(limit=_PAGE, after=after)
        found = listed(session, register, sight_of_registers(caller), wanted)
        for entry in found[:_PAGE]:
            if entry.whole:
                yield {
                    field.name: _text(form.column(field.name), field.kind.write(value))
                    for field in register.fields
                    if (value := entry.values.get(field.key)) is not None
                }
        if len(found) <= _PAGE:
            return
        after = str(found[_PAGE - 1].values["code"])


def _text(column: Column, value: object) -> str:
    """As a person would write it into the cell."""
    if isinstance(value, list):
        return "、".join(_text(column, one) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
