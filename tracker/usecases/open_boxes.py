"""A box of another province is received at the gate: what was announced in it comes into the books.

The box stays shut: its batteries and lots are received one by one, as if each had been scanned, and
packed into it again, in the books only. So whatever is done with the box later finds them in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tracker.domain.announced import Announced
from tracker.domain.identifiers import container_label
from tracker.domain.scan import Scan, ScanKind
from tracker.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opened:
    """``scan`` names contents instead of boxes that nobody here knows; ``boxes``: by code what
    lies straight in each, the innermost boxes first."""

    scan: Scan
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def packed_again(self) -> Iterator[Scan]:
        """One scan for each box, at the same place and moment."""
        for box, inside in self.boxes.items():
            yield Scan(
                client_id=self.scan.client_id,
                kind=ScanKind.PACK,
                site=self.scan.site,
                at=self.scan.at,
                codes=inside,
                container=box,
            )


def open_boxes(scan: Scan, uow: UnitOfWork) -> Opened:
    """The scan with the announced contents of its boxes. A box of ours that comes back is received
    as it is; one that nobody announced stays among the codes, to be refused."""
    if scan.kind is not ScanKind.RECEIVE:
        return Opened(scan)
    labels = [code for code in scan.codes if container_label.has_shape(code)]
    if not labels:
        return Opened(scan)
    known = uow.units.found(labels)
    inside = uow.units.announced_in([code for code in labels if code not in known])
    if not inside:
        return Opened(scan)
    boxes = _boxes(inside)
    codes = dict.fromkeys(code for code in scan.codes if code not in boxes)
    codes.update(dict.fromkeys(sorted(inside)))
    labelled = {box: lies for box, lies in boxes.items() if _is_label(box)}
    return Opened(replace(scan, codes=list(codes)), labelled)


def _is_label(box: str) -> bool:
    """Of a label that would be none here the content stays loose."""
    return isinstance(container_label.parse(box), container_label.ContainerLabel)


def _boxes(inside: Mapping[str, Announced]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    depth: dict[str, int] = {}
    for code, one in sorted(inside.items()):
        for level, (box, child) in enumerate(zip(one.boxes, (*one.boxes[1:], code), strict=True)):
            found.setdefault(box, {})[child] = None
            depth[box] = level
    return {box: tuple(found[box]) for box in sorted(found, key=lambda box: (-depth[box], box))}
