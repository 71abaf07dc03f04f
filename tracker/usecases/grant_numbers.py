"""The bureau takes down a block of numbers that the issuing system granted for outages."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import manifest_number
from tracker.domain.identifiers.manifest_number import ManifestNumber
from tracker.usecases.manifest_ports import NumberBlock, TransferWork
from tracker.usecases.ports import Clock

#: Audit lines that belong to no site stand on the office's chain.
OFFICE = 0


def block_of(first: str, last: str) -> tuple[str, int, int] | Fault:
    """Prefecture, first and last number; or why the two are no block: it lies within one year and
    one prefecture (the first eight digits), and its first number is not after its last."""
    low, high = manifest_number.parse(first), manifest_number.parse(last)
    if not isinstance(low, ManifestNumber) or not isinstance(high, ManifestNumber):
        return Fault("block_malformed", "/first")
    if low.number[:8] != high.number[:8] or low.serial > high.serial:
        return Fault("block_malformed", "/last")
    return low.prefecture, int(low.number), int(high.number)


def grant_numbers(
    block: NumberBlock,
    organisation: str | None,
    caller: Caller,
    uow: TransferWork,
    clock: Clock,
) -> int:
    """Keep a block; ``organisation`` is the code of the sender it was granted to, if to one only.

    We only use up what was granted: no number is ever made here. Raises Malformed when the block
    overlaps another one or the organisation is not known.
    """
    with uow:
        owner = None
        if organisation is not None:
            firm = uow.manifests.firms({organisation}).get(organisation)
            if firm is None:
                words = {"code": organisation}
                raise Malformed(Fault("unknown_organisation", "/organisation", words))
            owner = firm.id
        kept = uow.number_blocks.add(replace(block, organisation=owner), caller.user)
        if kept is None:
            raise Malformed(Fault("block_overlaps", "/first"))
        line = f"numbers granted {block.first} to {block.last} by {block.granted_by}"
        uow.audit.append(OFFICE, caller.user, clock.now(), line)
        uow.commit()
    return kept
