"""What does a row of a ledger of hazardous waste mean? Lots that begin, move on and become lead.

The batch code of a row becomes the code of a lot, with the organisation's code before it, because
HJ 1259-2022 counts batches in each enterprise anew (HWCS20211031001). A later batch code is one
more code of the same lot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.identifiers import container_label
from tracker.domain.register_kinds import Unfit
from tracker.domain.scan import Output, ScanKind, Uncoded
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.ledgers import cells
from tracker.ledgers.columns import happened, site_of
from tracker.ledgers.form import Books, KnownUnit, Row, Together, Wish

_K = ScanKind


def lot_code(batch: str, books: Books) -> str:
    """The code under which a batch is kept; one that the books know as it stands is left so."""
    plain = cells.code(batch)
    if books.unit(plain) is not None:
        return plain
    return cells.code(f"{books.organisation}-{plain}")


def codes(values: Mapping[str, Any]) -> Sequence[str]:
    """Batches, as they stand and under the organisation's code ('*')."""
    named = [values["batch"]] if "batch" in values else []
    named += values.get("sources") or []
    return [*named, *(f"*{batch}" for batch in named)]


def _heap(row: Row, books: Books) -> Uncoded:
    label = f"{books.organisation}-{row.get('batch')}" if row.get("batch") else None
    return Uncoded(
        row.get("pieces") or 0, row.get("mass"), None, cells.code(label) if label else None
    )


def made(row: Row, books: Books) -> Sequence[Wish]:
    """Collected; and packed, where the row names a label of the kind that boxes bear."""
    site, day = site_of(row, books), row.get("day")
    heap = _heap(row, books)
    collected = Together(_K.COLLECT, site, happened(day, _K.COLLECT))
    wishes = [Wish(collected, uncoded=heap, blame="batch")]
    box = row.get("container")
    if heap.label is not None and box is not None:
        label = container_label.parse(str(box))
        if isinstance(label, container_label.ContainerLabel):
            packed = Together(
                _K.PACK, site, happened(day, _K.PACK, after=_K.COLLECT), container=label.code
            )
            wishes.append(Wish(packed, (heap.label,), blame="container"))
    return wishes


def stored(row: Row, books: Books) -> Sequence[Wish]:
    """Put into store. What no earlier row told of begins here, with its collection."""
    site, day = site_of(row, books), row.get("day")
    sources = [lot_code(batch, books) for batch in row.get("sources") or []]
    stored = Together(_K.STORE, site, happened(day, _K.STORE))
    if sources and all(books.unit(code) is not None for code in sources):
        return [
            Wish(stored, tuple(sources), blame="sources"),
            *_renamed(row, sources, _K.STORE, books),
        ]
    heap = _heap(row, books)
    if heap.label is None:
        raise Unfit(Fault("required", "/batch"))
    if not sources and books.unit(heap.label) is not None:
        return [Wish(stored, (heap.label,), blame="batch")]
    collected = Together(_K.COLLECT, site, happened(day, _K.COLLECT))
    return [
        Wish(collected, uncoded=heap, blame="batch"),
        Wish(stored, (heap.label,), blame="batch"),
    ]


def _renamed(row: Row, sources: Sequence[str], after: ScanKind, books: Books) -> Sequence[Wish]:
    """The lot's next batch code, so that later rows find it; of several lots it cannot be one."""
    if row.get("batch") is None or len(sources) != 1:
        return []
    new = cells.code(f"{books.organisation}-{row.get('batch')}")
    if sources[0] in (new, row.get("batch")):
        return []
    relabelled = Together(
        _K.RELABEL,
        site_of(row, books),
        happened(row.get("day"), _K.RELABEL, after=after),
        new_code=new,
    )
    return [Wish(relabelled, tuple(sources), blame="batch")]


def left(row: Row, books: Books) -> Sequence[Wish]:
    """Sent to the site that the destination names, or that holds the receiver's licence."""
    sources = [lot_code(batch, books) for batch in row.get("sources")]
    licence, name = row.get("licence"), row.get("receiver")
    peer = (licence and books.site_licensed(licence)) or (name and books.site_named(name))
    if not peer:
        where = "/receiver" if name or not licence else "/licence"
        raise Unfit(Fault("unknown_receiver", where, {"name": name or licence or "—"}))
    sent = Together(
        _K.DISPATCH, site_of(row, books), happened(row.get("day"), _K.DISPATCH), peer_site=peer
    )
    return [
        Wish(sent, tuple(sources), blame="sources"),
        *_renamed(row, sources, _K.DISPATCH, books),
    ]


def used(row: Row, books: Books) -> Sequence[Wish]:
    """Batteries dismantled, lots of material smelted; rows of one batch are one treatment."""
    sources = [lot_code(batch, books) for batch in row.get("sources")]
    known = [books.unit(code) for code in sources]
    smelted = any(unit is not None and unit.kind is UnitKind.MATERIAL_LOT for unit in known)
    kind = _K.SMELT if smelted else _K.DISMANTLE
    outputs: tuple[Output, ...] = ()
    if row.get("material") is not None:
        if row.get("output_mass") is None:
            raise Unfit(Fault("required", "/output_mass"))
        own = row.get("output") or f"{row.get('batch')}-{row.get('material')}"
        code = cells.code(f"{books.organisation}-{own}")
        outputs = (Output(code, Material(row.get("material")), row.get("output_mass")),)
        books.expect(code, KnownUnit(UnitKind.MATERIAL_LOT, UnitState.IN_STORAGE))
    together = Together(
        kind, site_of(row, books), happened(row.get("day"), kind), batch=row.get("batch")
    )
    return [Wish(together, tuple(sources), outputs=outputs, blame="sources")]
