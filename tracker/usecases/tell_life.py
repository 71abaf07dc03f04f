"""Someone asks what happened to a battery, box or lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed, UnknownCode
from tracker.domain.roles import Right
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.graph.amended import with_corrections, with_what_was_taken_back
from tracker.graph.facts import BEGINNING, FoundUnit, Instant, horizon
from tracker.graph.life import Lived, Window, live, outermost, windows_of
from tracker.graph.sight import Sight, sight_of
from tracker.graph.told_life import Life, TracedUnit, told
from tracker.usecases.past_lives import outcome_of
from tracker.usecases.reading_ports import Lineage, Reading
from tracker.usecases.remembered import Remembered


def tell_life(
    code: str,
    caller: Caller,
    reading: Reading,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> Life:
    """The unit with this normalised code, and what happened to it up to ``as_of`` (aware), as far
    as it had been recorded by ``known_at`` (aware).

    NotAllowed without the right to trace; UnknownCode when there is no such unit, or none of its
    events is for this caller.
    """
    with reading:
        return ask(code, caller, books_at(reading, known_at), as_of, known_at).life


def books_at(reading: Reading, known_at: datetime | None) -> Lineage:
    """The books as they are, or as they were known at a moment."""
    return reading.lineage if known_at is None else reading.as_known_at(known_at)


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that somebody asked about and may know, with all of its life, seen or not."""

    found: FoundUnit
    windows: list[Window]
    lived: list[Lived]
    end: Instant
    books: Remembered
    sight: Sight
    life: Life


def ask(
    code: str,
    caller: Caller,
    lineage: Lineage,
    as_of: datetime | None,
    known_at: datetime | None = None,
) -> Asked:
    """Find a unit and its life; raises as ``tell_life``. ``lineage`` are the books as they were
    known at ``known_at``."""
    if not caller.may(Right.TRACE):
        raise NotAllowed
    found = lineage.unit(code)
    if found is None:
        raise UnknownCode(code=code)
    end = horizon(as_of)
    books = Remembered(lineage, end)
    windows = windows_of(found.id, end, books)
    lived = live(windows, books)
    if as_of is None and known_at is None:
        state, effective, site = _stands(found, windows)
    else:
        state, effective, site = _stood(found, windows, lineage, end)
    events = [one.event for one in lived]
    whole = with_corrections(lived, end, books)
    whole = with_what_was_taken_back(whole, windows, end, books)
    books.know([site, *(at for one in whole for at in (one.event.site, one.event.peer_site))])
    sight = sight_of(caller, books.sites)
    seen = told(whole, windows, sight)
    if not seen or not events:  # of what was all taken back nothing is known
        raise UnknownCode(code=code)
    known = sight.sees(events[-1])
    if not known and found.kind is UnitKind.CONTAINER:
        found = found._replace(mass_g=None)  # others may have emptied it since
    boxes = [window.stay.box_code for window in outermost(windows) if window.stay]
    unit = TracedUnit(
        code=code,
        codes=tuple(found.codes),
        kind=found.kind,
        state=state if known else None,
        effective_state=effective if known else None,
        place=books.sites[site] if known and site is not None else None,
        boxes=tuple(boxes) if known else (),
        mass_g=found.mass_g,
        pieces=found.pieces,
        damaged=found.damaged,
        battery_class=found.battery_class,
        material=found.material,
        lead_share=found.lead_share,
    )
    life = Life(unit, tuple(seen), len(whole) - len(seen), as_of, known_at)
    return Asked(found, windows, lived, end, books, sight, life)


def _stands(found: FoundUnit, windows: list[Window]) -> tuple[UnitState, UnitState, int | None]:
    """The unit's own state, and state and place of what it is in, as the rows say now."""
    boxes = outermost(windows)
    stay = boxes[-1].stay if boxes else None
    if stay is None:
        return found.state, found.state, found.site
    return found.state, stay.box_state, stay.box_site


def _stood(
    found: FoundUnit, windows: list[Window], lineage: Lineage, end: Instant
) -> tuple[UnitState, UnitState, int | None]:
    """The same as of another moment, or as it was known: told again from the history."""
    boxes = outermost(windows)
    stay = boxes[-1].stay if boxes else None
    own = _unit(found.id, found.kind)
    outer = _unit(stay.box, UnitKind.CONTAINER) if stay else own
    histories = lineage.history([own.id, outer.id])
    outcomes = [
        outcome_of(unit, [e for e in histories.get(unit.id, []) if e.happened_at <= end[0]])
        for unit in (own, outer)
    ]
    return outcomes[0].state, outcomes[1].state, outcomes[1].site


def _unit(id_: int, kind: UnitKind) -> Unit:
    """As much of a unit as its history needs in order to be told again."""
    nowhere = (UnitState.VOIDED, None, None, None, None, 1, False, BEGINNING[0])
    return Unit(id_, "", kind, *nowhere)
