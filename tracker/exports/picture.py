"""A trace as a picture: layered SVG, drawn here, readable without script, printable on A4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import escape
from types import MappingProxyType

from tracker.exports.abroad_line import abroad_line
from tracker.graph.layout import Layout, Line, Spot, layout
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import Trace
from tracker.graph.view import Node
from tracker.i18n import formats
from tracker.i18n.catalogue import translate, word

#: Sizes in SVG units; a box holds two lines of text.
BOX_WIDTH, BOX_HEIGHT = 168, 54
GAP_X, GAP_Y = 72, 18
MARGIN = 16
#: A line of text fits so many Latin letters, a small one more; a Chinese character takes the room
#: of two. Codes are digits and capitals, which are broader; of one that is too long, so many are
#: kept at its end, where it differs from others.
MOST_LETTERS, MOST_SMALL = 19, 25
MOST_OF_CODE, TAIL = 17, 11
#: A picture of more columns than this is as broad as its page; its class says how many it has.
NARROW, BROADEST = 6, 14


def picture(
    trace: Trace,
    language: str,
    link: Callable[[str], str],
    alarms: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """The SVG element. ``link`` makes the address of a code's page; ``alarms`` says how many are
    open about a code, or about an event by its number."""
    drawn = layout(trace)
    places = {spot.name: _corner(spot) for spot in drawn.spots}
    width = drawn.columns * (BOX_WIDTH + GAP_X) - GAP_X + 2 * MARGIN
    height = drawn.rows * (BOX_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN
    columns = min(drawn.columns, BROADEST)
    broad = f" columns-{columns}" if columns > NARROW else ""
    title = escape(translate("Where {code} came from and went", language, code=_start(trace)))
    parts = [
        f'<svg class="flow{broad}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="group" aria-label="{title}" xmlns="http://www.w3.org/2000/svg">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
        *(_line(line, places) for line in drawn.lines),
        *_labels(drawn, places, language),
        *(
            _box(spot, places[spot.name], language, link, _start(trace), _alarmed(spot, alarms))
            for spot in drawn.spots
        ),
        "</svg>",
    ]
    return "".join(parts)


def _start(trace: Trace) -> str:
    return trace.life.unit.code


def _corner(spot: Spot) -> tuple[float, float]:
    return (
        MARGIN + spot.column * (BOX_WIDTH + GAP_X),
        MARGIN + spot.row * (BOX_HEIGHT + GAP_Y),
    )


def _line(line: Line, places: dict[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[line.source], places[line.target]
    start, end = x1 + BOX_WIDTH, x2
    y1, y2 = y1 + BOX_HEIGHT / 2, y2 + BOX_HEIGHT / 2
    bend = max((end - start) / 2, 24)
    return (
        f'<path class="edge" marker-end="url(#tip)" d="M{start:.0f} {y1:.0f}'
        f' C{start + bend:.0f} {y1:.0f} {end - bend:.0f} {y2:.0f} {end:.0f} {y2:.0f}"/>'
    )


def _labels(drawn: Layout, places: dict[str, tuple[float, float]], language: str) -> Iterator[str]:
    """The share on each line, where it leaves."""
    for line in drawn.lines:
        if line.edge is None or line.edge.share is None or line.edge.share == 1:
            continue
        (x1, y1), (x2, y2) = places[line.source], places[line.target]
        x = (x1 + BOX_WIDTH + x2) / 2
        y = (y1 + y2) / 2 + BOX_HEIGHT / 2 - 4
        percent = formats.percent(round(line.edge.share * 1_000_000), 1)
        yield f'<text class="share" x="{x:.0f}" y="{y:.0f}">{percent}</text>'


def _box(
    spot: Spot,
    corner: tuple[float, float],
    language: str,
    link: Callable[[str], str],
    start: str,
    alarms: int,
) -> str:
    x, y = corner
    node = spot.node
    if node is None and spot.batteries:
        first = translate("{count} batteries", language, count=spot.batteries)
        second, kind = _percent(spot.share), "batteries"
    elif node is None:
        first, second = translate("{count} more", language, count=spot.folded), ""
        kind = "fold"
    else:
        first, second = _said(node, language)
        kind = "hidden" if node.hidden else node.kind.value
        if node.level == 0:
            kind += " start"
    lines = (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
        f'<text x="{x + 12:.0f}" y="{y + 22:.0f}">{escape(_first(first))}</text>'
        f'<text class="small" x="{x + 12:.0f}" y="{y + 41:.0f}">'
        f"{escape(short_text(second, MOST_SMALL))}</text>"
    )
    said = [first, second]
    if alarms:
        said.append(translate("{count} open alarms", language, count=alarms))
        kind, lines = f"{kind} alarmed", lines + alarm_mark(x, y, alarms)
    tip = f"<title>{escape(' '.join(filter(None, said)))}</title>"
    if node is not None and node.code and node.code != start:
        return f'<a class="node {kind}" href="{escape(link(node.code))}">{tip}{lines}</a>'
    return f'<g class="node {kind}">{tip}{lines}</g>'


def _alarmed(spot: Spot, alarms: Mapping[str, int]) -> int:
    node = spot.node
    return 0 if node is None or node.hidden else alarms.get(node.code or node.event or "", 0)


def names_in(trace: Trace) -> list[str]:
    """Codes and numbers of events that the picture shows."""
    nodes = [spot.node for spot in layout(trace).spots if spot.node is not None]
    return [name for node in nodes if (name := node.code or node.event) and not node.hidden]


def alarm_mark(x: float, y: float, alarms: int) -> str:
    """A mark at the upper right corner of a box, with the number of open alarms."""
    right = x + BOX_WIDTH - 4
    return (
        f'<circle class="alarm" cx="{right:.0f}" cy="{y + 4:.0f}" r="11"/>'
        f'<text class="alarm" x="{right:.0f}" y="{y + 8:.0f}">!{min(alarms, 99)}</text>'
    )


def _said(node: Node, language: str) -> tuple[str, str]:
    """Two lines: what it is, and how much, when and where."""
    if node.hidden:
        return translate("not visible to you", language), word("node_kind", node.kind, language)
    if node.abroad:
        return word("gap", node.reason or "", language), abroad_line(node.abroad, language)
    if node.reason:
        who = node.site.code if node.site else ""
        return word("gap", node.reason, language), who
    if node.kind is NodeKind.TREATMENT:
        when = formats.day(node.happened_at, language) if node.happened_at else ""
        where = node.site.code if node.site else ""
        return word("kind", node.scan or "", language), f"{when} {where}".strip()
    share = _percent(node.share) if node.level else ""
    mass = formats.kilograms(node.mass_g, language)
    what = word("material", node.material, language) if node.material else ""
    return node.code or "", f"{what} {mass} {share}".strip()


def _percent(share: Fraction | None) -> str:
    return "" if share is None else formats.percent(round(share * 1_000_000), 1)


def _first(text: str) -> str:
    """A code that is too long loses its middle, anything else its end."""
    if not text.isascii() or " " in text or len(text) <= MOST_OF_CODE:
        return short_text(text)
    return f"{text[: MOST_OF_CODE - TAIL - 1]}…{text[-TAIL:]}"


def short_text(text: str, room: int = MOST_LETTERS) -> str:
    """As much of it as a box has room for."""
    for place, letter in enumerate(text):
        room -= 1 if letter.isascii() else 2
        if room < 0:
            return text[: place - 1] + "…"
    return text
