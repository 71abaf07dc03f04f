"""What flows from where to where, as a picture: boxes in columns, streams as broad as their mass.

Layered SVG, drawn here, readable without script, printable on A4. Every number is in the boxes or
in the tables of the page, too: the breadth only shows at a glance what is much and what is little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from tracker.exports.picture import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GAP_Y,
    MARGIN,
    MOST_SMALL,
    alarm_mark,
    short_text,
)

GAP_X = 120
#: Breadth of the greatest stream, and of the least one that is still seen.
BROADEST, NARROWEST = 26, 1.5
#: Streams that run back pass so far below the lowest box.
BELOW = 34


class Box(NamedTuple):
    """Two lines of text; ``kind`` as in the pictures of traces: start, treatment, gap …; ``link``:
    the address that it leads to. ``column`` counts from the left; ``alarms`` are open about it."""

    name: str
    column: int
    first: str
    second: str = ""
    kind: str = ""
    link: str | None = None
    alarms: int = 0


class Stream(NamedTuple):
    """From one box to another, by name. Grams; nothing is drawn for nought."""

    source: str
    target: str
    mass_g: int


def draw(title: str, boxes: Sequence[Box], streams: Sequence[Stream]) -> str:
    """The SVG element; boxes of a column stand in the order in which they are given."""
    columns = [
        [box for box in boxes if box.column == column]
        for column in sorted({box.column for box in boxes})
    ]
    rows = max((len(column) for column in columns), default=0)
    places = dict(_placed(columns, rows))
    shown = [one for one in streams if one.mass_g and {one.source, one.target} <= places.keys()]
    runs_back = any(places[one.target][0] <= places[one.source][0] for one in shown)
    width = len(columns) * (BOX_WIDTH + GAP_X) - GAP_X + 2 * MARGIN
    height = rows * (BOX_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN + (BELOW if runs_back else 0)
    most = max((abs(one.mass_g) for one in shown), default=1)
    return "".join(
        (
            f'<svg class="flow" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' role="group" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">',
            *(_stream(one, places, most, height) for one in shown),
            *(_box(box, places[box.name]) for box in boxes),
            "</svg>",
        )
    )


def _placed(
    columns: Sequence[Sequence[Box]], rows: int
) -> Iterator[tuple[str, tuple[float, float]]]:
    for number, column in enumerate(columns):
        above = (rows - len(column)) / 2
        for place, box in enumerate(column):
            x = MARGIN + number * (BOX_WIDTH + GAP_X)
            yield box.name, (x, MARGIN + (above + place) * (BOX_HEIGHT + GAP_Y))


def _stream(one: Stream, places: dict[str, tuple[float, float]], most: int, height: float) -> str:
    (x1, y1), (x2, y2) = places[one.source], places[one.target]
    breadth = max(NARROWEST, BROADEST * abs(one.mass_g) / most)
    if x2 > x1:
        x1, y1, y2 = x1 + BOX_WIDTH, y1 + BOX_HEIGHT / 2, y2 + BOX_HEIGHT / 2
        bend = (x2 - x1) / 2
        way = f"C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    else:
        x1, x2 = x1 + BOX_WIDTH / 2, x2 + BOX_WIDTH / 2
        y1, y2 = y1 + BOX_HEIGHT, y2 + BOX_HEIGHT
        way = f"C{x1:.0f} {height:.0f} {x2:.0f} {height:.0f} {x2:.0f} {y2:.0f}"
    return f'<path class="stream" stroke-width="{breadth:.1f}" d="M{x1:.0f} {y1:.0f} {way}"/>'


def _box(box: Box, corner: tuple[float, float]) -> str:
    x, y = corner
    lines = (
        f"<title>{escape(f'{box.first} {box.second}'.strip())}</title>"
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
        f'<text x="{x + 12:.0f}" y="{y + 22:.0f}">{escape(short_text(box.first))}</text>'
        f'<text class="small" x="{x + 12:.0f}" y="{y + 41:.0f}">'
        f"{escape(short_text(box.second, MOST_SMALL))}</text>"
    )
    kind = f"node {box.kind}".strip()
    if box.alarms:
        kind, lines = f"{kind} alarmed", lines + alarm_mark(x, y, box.alarms)
    if box.link:
        return f'<a class="{kind}" href="{escape(box.link)}">{lines}</a>'
    return f'<g class="{kind}">{lines}</g>'
