"""In which boxes do the codes of a list lie? A box is a stretch of the list; boxes lie in boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Box(NamedTuple):
    """``pieces`` codes of the list from place ``first`` (from 0) on lie in the box ``code``."""

    code: str
    first: int
    pieces: int


def boxes_of(within: Mapping[str, Sequence[str]]) -> tuple[list[str], list[Box]]:
    """Codes by the boxes they lie in (the outermost first) as a list in which the content of each
    box stands together, and the boxes, an outer one before those in it."""
    codes = sorted(within, key=lambda code: (not within[code], tuple(within[code]), code))
    boxes: dict[tuple[str, ...], Box] = {}
    for place, code in enumerate(codes):
        around = tuple(within[code])
        for depth in range(1, len(around) + 1):
            path = around[:depth]
            box = boxes.get(path, Box(path[-1], place, 0))
            boxes[path] = box._replace(pieces=place + 1 - box.first)
    return codes, list(boxes.values())


def within_boxes(codes: Sequence[str], told: object) -> dict[str, tuple[str, ...]]:
    """The same read back from what a partner tells; ValueError if its boxes are no such stretches.
    A box that would only cut another is none."""
    found: dict[str, list[str]] = {code: [] for code in codes}
    around: list[int] = []
    for box in sorted(_read(told), key=lambda box: (box.first, -box.pieces)):
        end = box.first + box.pieces
        while around and around[-1] <= box.first:
            around.pop()
        if end > len(codes) or (around and end > around[-1]):
            raise ValueError("boxes")
        around.append(end)
        for code in codes[box.first : end]:
            found[code].append(box.code)
    return {code: tuple(boxes) for code, boxes in found.items()}


def _read(told: object) -> list[Box]:
    rows: list[Any] = told if isinstance(told, list) else []
    found = []
    for row in rows:
        said: list[Any] = [row.get(name) for name in Box._fields] if isinstance(row, dict) else []
        if [type(value) for value in said] != [str, int, int]:
            raise ValueError("boxes")
        box = Box(*said)
        if not 0 < len(box.code) <= 100 or box.first < 0 or box.pieces < 1:
            raise ValueError("boxes")
        found.append(box)
    return found
