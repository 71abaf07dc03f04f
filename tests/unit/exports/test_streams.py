"""Are streams as broad as their mass, and boxes where their column says?"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tracker.exports.streams import BROADEST, NARROWEST, Box, Stream, draw

_BREADTH = re.compile(r'stroke-width="([0-9.]+)"')


def breadths(*streams: Stream) -> list[float]:
    boxes = [Box("a", 0, "A"), Box("b", 1, "B"), Box("c", 1, "C")]
    return [float(one) for one in _BREADTH.findall(draw("T", boxes, streams))]


def test_the_greatest_stream_is_the_broadest_and_none_vanishes() -> None:
    found = breadths(Stream("a", "b", 10_000_000), Stream("a", "c", 5_000_000))
    assert found == [BROADEST, BROADEST / 2]
    assert breadths(Stream("a", "b", 10**12), Stream("a", "c", 1))[1] == NARROWEST


def test_nothing_is_drawn_for_nought_or_to_nowhere() -> None:
    assert breadths(Stream("a", "b", 0), Stream("a", "z", 5)) == []


def test_a_stream_that_runs_back_makes_room_below() -> None:
    boxes = [Box("a", 0, "A"), Box("b", 1, "B")]
    forth = draw("T", boxes, [Stream("a", "b", 1)])
    back = draw("T", boxes, [Stream("a", "b", 1), Stream("b", "a", 1)])
    heights = [int(ElementTree.fromstring(one).attrib["height"]) for one in (forth, back)]  # noqa: S314  our own
    assert heights[0] < heights[1]


def test_what_people_wrote_is_no_markup() -> None:
    drawn = draw("<T>", [Box("a", 0, "<b>", '"&', link='/x?a="b"')], [])
    assert "<b>" not in drawn
    assert "<T>" not in drawn
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314  our own
