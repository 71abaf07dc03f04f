"""The bureau sets a figure from a day on, or enters the working days of a year."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotAllowed
from tracker.domain.parameters import DEFINITIONS, KINDS, Parameter, Sureness
from tracker.domain.register_kinds import Unfit
from tracker.domain.roles import Right
from tracker.domain.workdays import CalendarYear
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.keep_register import OFFICE
from tracker.usecases.ports import Clock

_SOURCE = kind.words(500)
#: More moved days than this no year has.
_MOST_DAYS = 100
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def set_parameter(
    name: str,
    valid_from: object,
    value: object,
    source: object,
    caller: Caller,
    province: int,
    uow: LawWork,
    clock: Clock,
) -> Parameter:
    """Add a row to a parameter's history; ``value`` as it travels, None: no limit from then on.

    The same day again counts instead of what was entered before. Raises Malformed with every
    fault, NotAllowed for whoever does not keep reference data.
    """
    if not caller.may(Right.EDIT_REFERENCE):
        raise NotAllowed
    faults: list[Fault] = []
    definition = DEFINITIONS.get(name)
    if definition is None:
        choices = ", ".join(DEFINITIONS)
        raise Malformed(Fault("not_one_of", "/name", {"choices": choices}))
    first = _read(kind.DAY, valid_from, "/valid_from", faults)
    told = _read(_SOURCE, source, "/source", faults)
    kept = None if value is None else _read(KINDS[definition.measure], value, "/value", faults)
    if faults or not isinstance(first, date):
        raise Malformed(*faults)
    with uow:
        row = Parameter(
            name,
            province,
            first,
            kept if isinstance(kept, int) else None,
            str(told),
            Sureness.BUREAU.value,
        )
        number = uow.figures.add_parameter(row, caller.user)
        said = {"value": value, "source": told, "valid_from": first.isoformat()}
        line = f"parameter {name} {json.dumps(said, ensure_ascii=False, sort_keys=True)}"
        uow.audit.append(OFFICE, caller.user, clock.now(), line)
        uow.duties.add("parameter.changed", name, number)
        uow.commit()
    return row


def enter_year(
    year: object,
    days_off: Sequence[object],
    days_worked: Sequence[object],
    source: object,
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> CalendarYear:
    """Keep the working days of a year as announced; entered again, it counts instead of before.

    Deadlines are computed anew from then on: whoever asks reads the calendar of that moment, and
    the next sweep, which the duty calls for, clears provisional alarms that moved. Raises Malformed
    with every fault, NotAllowed.
    """
    if not caller.may(Right.EDIT_REFERENCE):
        raise NotAllowed
    faults: list[Fault] = []
    number = _read(kind.number(_FIRST_YEAR, _LAST_YEAR), year, "/year", faults)
    told = _read(_SOURCE, source, "/source", faults)
    lists = []
    for name, days in (("days_off", days_off), ("days_worked", days_worked)):
        if len(days) > _MOST_DAYS:
            faults.append(Fault("list_too_long", f"/{name}", {"limit": _MOST_DAYS}))
            continue
        read = [_read(kind.DAY, day, f"/{name}/{place}", faults) for place, day in enumerate(days)]
        lists.append(frozenset(day for day in read if isinstance(day, date)))
    if not days_off:
        faults.append(Fault("empty_list", "/days_off"))
    if faults or not isinstance(number, int):
        raise Malformed(*faults)
    kept = _announced(number, *lists)
    with uow:
        before = uow.figures.year(number)
        uow.figures.keep_year(kept, str(told), caller.user)
        said = {"before": _written(before), "now": _written(kept), "source": told}
        line = f"calendar {number} {json.dumps(said, ensure_ascii=False, sort_keys=True)}"
        uow.audit.append(OFFICE, caller.user, clock.now(), line)
        uow.duties.add("calendar.changed", str(number), 1)
        uow.commit()
    return kept


def _announced(year: int, off: frozenset[date], worked: frozenset[date]) -> CalendarYear:
    """Weekends named among the holidays are no news; a day of another year is a slip."""
    try:
        return CalendarYear(year, frozenset(day for day in off if day.weekday() < 5), worked)
    except ValueError as error:
        raise Malformed(Fault("day_not_moved", "", {"year": year})) from error


def _read(kind_: kind.Kind, value: object, pointer: str, faults: list[Fault]) -> object:
    try:
        return kind_.read(value)
    except Unfit as error:
        faults += (Fault(f.code, pointer + f.pointer, f.params) for f in error.faults)
        return None


def _written(year: CalendarYear | None) -> dict[str, list[str]] | None:
    if year is None:
        return None
    return {
        "off": [day.isoformat() for day in sorted(year.days_off)],
        "worked": [day.isoformat() for day in sorted(year.days_worked)],
    }
