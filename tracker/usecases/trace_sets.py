"""Someone asks about several units: what must be recalled, and what do they have in common?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.scan import ScanKind
from tracker.graph.facts import KnownSite
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import Origin
from tracker.graph.view import FlowView, Node
from tracker.usecases.reading_ports import Reading
from tracker.usecases.tell_life import ask, books_at
from tracker.usecases.trace_sides import find_origins, look_ahead, look_behind

#: So many units may be asked about together.
MOST_UNITS = 50


@dataclass(frozen=True, slots=True)
class RecallSet:
    """All that the units went into, and they themselves: ``codes`` sorted, with the SHA-256 of
    them, each followed by a line feed, so that whoever gets the list can prove that it is whole.

    ``exits`` are gaps at which the set leaves what the books know: there others must be told.
    ``hidden`` further things are not for the caller, and ``cut`` says that the walk was too deep.
    """

    codes: tuple[str, ...]
    digest: str
    exits: tuple[Node, ...]
    hidden: int
    cut: bool

    @property
    def count(self) -> int:
        return len(self.codes)


class Common(NamedTuple):
    """A thing that is behind all the units: a lot or box by its ``code``, a treatment by its
    ``event``. ``shares``: the part of each unit's mass that came from it, in the order asked."""

    code: str | None
    event: str | None
    scan: ScanKind | None
    site: KnownSite | None
    happened_at: datetime | None
    shares: tuple[Fraction | None, ...]


class CommonSite(NamedTuple):
    """A site that collected batteries behind all the units, with the shares."""

    site: KnownSite
    shares: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class CommonCause:
    """What lies behind every one of ``codes``, the greatest least share first; ``hidden`` things
    behind them are not for the caller and may be common, too."""

    codes: tuple[str, ...]
    things: tuple[Common, ...]
    sites: tuple[CommonSite, ...]
    hidden: int


def digest_of(codes: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the sorted codes in UTF-8, each followed by a line feed."""
    text = "".join(f"{code}\n" for code in sorted(codes))
    return hashlib.sha256(text.encode()).hexdigest()


def recall_set(
    codes: Sequence[str],
    caller: Caller,
    reading: Reading,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> RecallSet:
    """What the units with these codes went into. Raises as ``trace_unit``."""
    _check(codes, least=1)
    with reading:
        lineage = books_at(reading, known_at)
        views = [look_ahead(ask(code, caller, lineage, as_of, known_at)) for code in codes]
    nodes = [node for view in views for node in view.nodes]
    found = tuple(sorted({node.code for node in nodes if node.code}))
    return RecallSet(
        found,
        digest_of(found),
        _exits(views),
        sum(view.hidden for view in views),
        any(view.cut for view in views),
    )


def common_cause(
    codes: Sequence[str],
    caller: Caller,
    reading: Reading,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
) -> CommonCause:
    """What lies behind each of these units. Raises as ``trace_unit``."""
    _check(codes, least=2)
    views: list[FlowView] = []
    origins: list[Sequence[Origin]] = []
    with reading:
        lineage = books_at(reading, known_at)
        for code in codes:
            asked = ask(code, caller, lineage, as_of, known_at)
            behind = look_behind(asked)
            views.append(behind.looked.view)
            origins.append(find_origins(asked, behind, lineage)[0])
    hidden = sum(view.hidden for view in views)
    return CommonCause(tuple(codes), _things(views), _sites(origins), hidden)


def _check(codes: Sequence[str], least: int) -> None:
    if not least <= len(set(codes)) == len(codes) <= MOST_UNITS:
        raise Malformed(Fault("set_of_codes", "/codes", {"least": least, "most": MOST_UNITS}))


def _exits(views: Iterable[FlowView]) -> tuple[Node, ...]:
    gaps = [node for view in views for node in view.nodes if node.kind is NodeKind.GAP]
    return tuple({(node.event, node.reason): node for node in gaps}.values())


def _things(views: Sequence[FlowView]) -> tuple[Common, ...]:
    """The nodes that every view holds, the unit asked about included."""
    tables = [_by_name(view) for view in views]
    names = set(tables[0]).intersection(*tables[1:])
    found = []
    for name in names:
        node = tables[0][name]
        shares = tuple(table[name].share for table in tables)
        found.append(Common(node.code, node.event, node.scan, node.site, node.happened_at, shares))
    return tuple(sorted(found, key=lambda one: (-_least(one.shares), one.code or one.event or "")))


def _by_name(view: FlowView) -> dict[tuple[str | None, str | None], Node]:
    shown = [n for n in view.nodes if not n.hidden and n.kind is not NodeKind.GAP]
    return {(node.code, node.event): node for node in shown}


def _sites(origins: Sequence[Sequence[Origin]]) -> tuple[CommonSite, ...]:
    tables = [{one.site.code: one for one in some if one.site is not None} for some in origins]
    codes = set(tables[0]).intersection(*tables[1:])
    found = []
    for code in codes:
        site = tables[0][code].site
        if site is not None:
            found.append(CommonSite(site, tuple(table[code].share for table in tables)))
    return tuple(sorted(found, key=lambda one: (-_least(one.shares), one.site.code)))


def _least(shares: Sequence[Fraction | None]) -> Fraction:
    return min((share or Fraction(0) for share in shares), default=Fraction(0))
