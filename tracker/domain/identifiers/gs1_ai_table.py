"""How is a row of GS1's identifiers read, and where is each found by its digits?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.identifiers.gs1_ai_rows import MEASURES, ROWS, Row


@dataclass(frozen=True, slots=True)
class Component:
    """A stretch of a value: its character set, least and most characters, and checks by name."""

    charset: str
    least: int
    most: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """One AI; the meaning of its parts is that of ``gs1_ai_rows.Row``.

    ``least`` and ``most`` are characters of a whole value. ``qualifiers`` are, for a primary key,
    the sequences that may follow it in a path; None for what is no key.
    """

    ai: str
    predefined: bool
    attribute: bool
    components: tuple[Component, ...]
    least: int
    most: int
    needs: str
    excludes: tuple[str, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None


_PART = re.compile(r"(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?::([a-z0-9_,]+))?")


def _components(parts: str) -> Iterator[Component]:
    for part in parts.split():
        found = _PART.fullmatch(part)
        if found is None:
            raise ValueError(f"{part!r} is not a component")
        optional, charset, up_to, most, checks = found.groups()
        least = 1 if up_to else int(most)
        names = tuple(checks.split(",")) if checks else ()
        yield Component(charset, least, int(most), bool(optional), names)


def _numbers(ai: str) -> Iterator[str]:
    first, _, last = ai.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield f"{number:0{len(first)}d}"


def _all() -> Iterator[ApplicationIdentifier]:
    measures = (
        Row(f"{stem}0-{stem}5", "pa", "N6", needs, f"{stem}n")
        for needs, stems in MEASURES
        for stem in stems.split()
    )
    for row in (*ROWS, *measures):
        path = row.path
        qualifiers = None if path is None else tuple(_sequences(path))
        for ai in _numbers(row.ai):
            components = tuple(_components(row.parts))
            yield ApplicationIdentifier(
                ai=ai,
                predefined="p" in row.flags,
                attribute="a" in row.flags,
                components=components,
                least=sum(part.least for part in components if not part.optional),
                most=sum(part.most for part in components),
                needs=row.needs,
                excludes=tuple(row.excludes.split(",")) if row.excludes else (),
                qualifiers=qualifiers,
            )


def _sequences(path: str) -> Iterator[tuple[str, ...]]:
    for sequence in path.split("|"):
        yield tuple(sequence.split(",")) if sequence else ()


#: Every AI by its digits.
TABLE: dict[str, ApplicationIdentifier] = {entry.ai: entry for entry in _all()}
