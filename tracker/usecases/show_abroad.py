"""Which gaps of a trace have partners closed, and whom could one ask about the others?

What a partner answered is for those who oversee trade, not for the trade itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.roles import Role
from tracker.domain.unit import UnitKind
from tracker.graph.abroad import (
    CROSSINGS,
    Abroad,
    AnswersAbroad,
    AskedAbout,
    Standing,
    authority_of,
    best_of,
    up_to,
)
from tracker.graph.gaps import GapReason
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import Trace
from tracker.graph.view import FlowView, Node
from tracker.usecases.tell_life import Asked

#: Only those who decide about transfers ask other authorities.
ASKERS = frozenset({Role.BUREAU_CITY, Role.BUREAU_PROVINCE})
#: Both sides of a trace, ahead of the unit or not.
Sides = tuple[tuple[FlowView | None, bool], ...]
#: A gap within a trace: whether it is ahead of the unit, and its key there.
Place = tuple[bool, int]


class ToAsk(NamedTuple):
    """What an authority could be asked: what became of these units, or where they came from.
    ``held``: our books have them in hands here."""

    authority: str
    ahead: bool
    codes: tuple[str, ...]
    held: bool


def with_answers(
    back: FlowView | None, ahead: FlowView | None, asked: Asked, answers: AnswersAbroad
) -> tuple[FlowView | None, FlowView | None]:
    """The same views; each gap carries what its authority answered, and is closed by an answer
    that tells something."""
    home = asked.sight.division
    back = None if back is None else _brought(back, answers, home is not None)
    sides: Sides = ((back, False), (ahead, True))
    start = _names(asked.life.unit.code, asked.life.unit.codes)
    wanted = {} if home is None else _wanted(sides, home, start, asked.life.unit.kind)
    if not wanted:
        return back, ahead
    codes = {code for _, _, found in wanted.values() for code in found}
    told = answers.about(codes, asked.life.known_at)
    day = None if asked.life.as_of is None else day_of(asked.life.as_of)
    best = {
        place: up_to(answer, day)
        for place, (authority, on, found) in wanted.items()
        if (answer := best_of(_those(told, authority, on, found))) is not None
    }
    return _closed(back, False, best), _closed(ahead, True, best)


def _brought(view: FlowView, answers: AnswersAbroad, overseen: bool) -> FlowView:
    """What was received, nobody here knows from whom, but was announced by another province's
    authority, came from there."""
    near = _near(view, forward=False)
    lost = [node for node in view.nodes if node.reason is GapReason.NOT_SENT and not node.site]
    codes = {node.key: code for node in lost if (code := near[node.key].code) is not None}
    came = answers.came_from(codes.values()) if codes else {}
    nodes = list(view.nodes)
    for key, code in codes.items():
        if code in came:
            told = Abroad(came[code], Standing.NOT_ASKED, None, None) if overseen else None
            nodes[key] = nodes[key]._replace(reason=GapReason.CAME_FROM_PROVINCE, abroad=told)
    return replace(view, nodes=tuple(nodes))


def _those(
    told: Mapping[AskedAbout, Abroad], authority: str, ahead: bool, codes: tuple[str, ...]
) -> Iterator[Abroad]:
    names = (AskedAbout(authority, ahead, code) for code in codes)
    return (told[name] for name in names if name in told)


def _closed(view: FlowView | None, side: bool, best: Mapping[Place, Abroad]) -> FlowView | None:
    if view is None:
        return None
    nodes = list(view.nodes)
    for (on, key), answer in best.items():
        if on is side:
            kind = NodeKind.ABROAD if answer.standing is Standing.ANSWERED else NodeKind.GAP
            nodes[key] = nodes[key]._replace(kind=kind, abroad=answer)
    return replace(view, nodes=tuple(nodes))


def questions_of(trace: Trace, caller: Caller) -> list[ToAsk]:
    """Whom the caller could ask about the gaps of a trace, closed ones too: they may know more by
    now. Nobody but a bureau asks."""
    if not caller.roles & ASKERS:
        return []
    unit = trace.life.unit
    sides: Sides = ((trace.behind, False), (trace.ahead, True))
    found: dict[tuple[str, bool], dict[str, None]] = {}
    start = _names(unit.code, unit.codes)
    for authority, ahead, codes in _wanted(sides, caller.division, start, unit.kind).values():
        found.setdefault((authority, ahead), {}).update(dict.fromkeys(codes))
    return [
        ToAsk(authority, ahead, tuple(codes), not ahead)
        for (authority, ahead), codes in found.items()
    ]


def told_abroad(trace: Trace) -> list[Node]:
    """Gaps about which a partner was asked, whatever came of it, and those that it closed."""
    views = [view for view in (trace.behind, trace.ahead) if view is not None]
    return [node for view in views for node in view.nodes if node.abroad is not None]


def _names(code: str, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code, *codes)))


def _wanted(
    sides: Sides, home: str, start: tuple[str, ...], kind: UnitKind
) -> dict[Place, tuple[str, bool, tuple[str, ...]]]:
    """By side and key of each gap that another authority could close: that authority, whether
    what is ahead is missing, and the codes of the unit there."""
    found = {}
    for view, forward in sides:
        near = {} if view is None else _near(view, forward)
        for node in () if view is None else view.nodes:
            authority = authority_of(node.reason, node.site, home)
            if node.abroad is not None:
                authority = node.abroad.authority
            unit = near.get(node.key)
            if authority is None or node.reason is None or unit is None or unit.code is None:
                continue
            codes = start if unit.level == 0 else (unit.code,)
            if unit.level and unit.unit_kind is UnitKind.CONTAINER and kind is UnitKind.BATTERY:
                codes = (*start, unit.code)  # it went in this box; there it may have come out
            found[forward, node.key] = (authority, CROSSINGS[node.reason], codes)
    return found


def _near(view: FlowView, forward: bool) -> dict[int, Node]:
    """The unit at which each gap hangs."""
    ends = ((e.target, e.source) if forward else (e.source, e.target) for e in view.edges)
    return {gap: view.nodes[unit] for gap, unit in ends if view.nodes[gap].reason is not None}
