"""Someone asks where a battery, box or lot came from and what became of it."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.graph.battery_pages import MOST_PER_PAGE, USUAL_PAGE, Cursor, read
from tracker.graph.lineage import NodeKind
from tracker.graph.told_life import Life
from tracker.graph.trace import Counts, Direction, Trace
from tracker.graph.view import FlowView
from tracker.usecases.reading_ports import Reading
from tracker.usecases.show_abroad import with_answers
from tracker.usecases.tell_life import ask, books_at, tell_life
from tracker.usecases.trace_sides import (
    Behind,
    battery_page,
    find_origins,
    look_ahead,
    look_behind,
)

__all__ = ["MOST_PER_PAGE", "USUAL_PAGE", "tell_life", "trace_unit"]


def trace_unit(
    code: str,
    direction: str,
    caller: Caller,
    reading: Reading,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    cursor: str | None = None,
    limit: int = USUAL_PAGE,
    with_origins: bool = True,
) -> Trace:
    """The unit with this normalised code, its life, and what lies behind and ahead of it.

    ``direction`` is a word of ``Direction``. ``as_of`` (aware) leaves out what happened later,
    ``known_at`` (aware) what was recorded later, voids and corrections too.
    ``cursor`` is the ``next_cursor`` of the page before; ``limit`` batteries are told, 1,000 at
    most. Origins cost a look at every single battery: ``with_origins`` False spares it.

    NotAllowed without the right to trace; UnknownCode when there is no such unit, or none of its
    events is for this caller; Malformed for a cursor or a direction that is not ours.
    """
    wanted, after = _wanted(direction), _after(cursor)
    limit = max(1, min(limit, MOST_PER_PAGE))
    with reading:
        lineage = books_at(reading, known_at)
        asked = ask(code, caller, lineage, as_of, known_at)
        behind = look_behind(asked) if wanted is not Direction.FORWARD else None
        ahead = look_ahead(asked) if wanted is not Direction.BACK else None
        origins, rest = None, None
        if behind is not None and with_origins:
            origins, rest = find_origins(asked, behind, lineage)
        page = battery_page(behind, after, limit, lineage) if behind is not None else ((), None)
        back = None if behind is None else behind.looked.view
        back, ahead = with_answers(back, ahead, asked, reading.abroad)
    return Trace(
        life=asked.life,
        behind=back,
        ahead=ahead,
        origins=origins,
        unexplained=rest,
        batteries=page[0],
        next_cursor=page[1],
        counts=_counts(asked.life, behind, back, ahead),
    )


def _counts(
    life: Life, behind: Behind | None, back: FlowView | None, ahead: FlowView | None
) -> Counts:
    views = [view for view in (back, ahead) if view is not None]
    kinds = [node.kind for view in views for node in view.nodes[1:]]
    return Counts(
        batteries=sum(holder.leaf.number for holder in behind.holders) if behind else 0,
        units=kinds.count(NodeKind.UNIT),
        treatments=kinds.count(NodeKind.TREATMENT),
        hidden_nodes=sum(view.hidden for view in views),
        hidden_events=life.hidden,
        gaps=kinds.count(NodeKind.GAP),
    )


def _wanted(direction: str) -> Direction:
    try:
        return Direction(direction)
    except ValueError as error:
        raise Malformed(Fault("invalid", "/direction", {"problem": str(error)})) from error


def _after(cursor: str | None) -> Cursor | None:
    try:
        return read(cursor)
    except ValueError as error:
        raise Malformed(Fault("invalid", "/cursor", {"problem": str(error)})) from error
