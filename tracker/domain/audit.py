"""Does a hash chain of audit lines hold, and if not, where does it break?

digest = SHA-256(digest before || line as UTF-8); the first digest before is empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple


class Breach(Enum):
    """What can be wrong with an audit trail."""

    GAP = "gap"
    DIGEST = "digest"
    STAMP = "stamp"
    HEAD = "head"
    NOTED = "noted"
    EVENT = "event"
    UNLISTED = "unlisted"


#: How each is said (English msgids).
SAYS: Mapping[Breach, str] = {
    Breach.GAP: "A line is missing before this one.",
    Breach.DIGEST: "This line, or one before it, is not the one that was written.",
    Breach.STAMP: "The columns beside this line say another time or another actor than the line.",
    Breach.HEAD: "The chain does not end where its head says.",
    Breach.NOTED: "The chain no longer leads through the head that was kept elsewhere.",
    Breach.EVENT: "The event that this line names is not in the books, or differs from the line.",
    Breach.UNLISTED: "There are more events in the books than lines about them.",
}


class AuditLine(NamedTuple):
    """One line as it is kept; ``stamp`` is how it must begin by the columns beside it."""

    chain: int
    number: int
    line: str
    digest: bytes
    stamp: str


class Head(NamedTuple):
    """Where a chain ends: its length and last digest."""

    length: int
    digest: bytes


class Broken(NamedTuple):
    """A place where a trail breaks: the line with this number, the head if it is past the last."""

    chain: int
    number: int
    what: Breach


NO_HEAD = Head(0, b"")


def breaks(
    lines: Iterable[AuditLine], heads: Mapping[int, Head], noted: Mapping[int, Head]
) -> Iterator[Broken]:
    """Every break of the chains; lines come chain by chain, in order of their numbers.

    After a break the walk goes on from what is kept, so that one changed line is one break.
    ``noted`` are heads that were kept elsewhere when the chains were shorter.
    """
    last: dict[int, Head] = {}
    for chain, number, line, digest, stamp in lines:
        before = last.get(chain, NO_HEAD)
        if number != before.length + 1:
            yield Broken(chain, number, Breach.GAP)
        elif hashlib.sha256(before.digest + line.encode()).digest() != digest:
            yield Broken(chain, number, Breach.DIGEST)
        if not line.startswith(stamp):
            yield Broken(chain, number, Breach.STAMP)
        last[chain] = Head(number, digest)
        kept = noted.get(chain)
        if kept is not None and kept.length == number and kept.digest != digest:
            yield Broken(chain, number, Breach.NOTED)
    for chain in sorted({*heads, *last}):
        end = last.get(chain, NO_HEAD)
        if heads.get(chain, NO_HEAD) != end:
            yield Broken(chain, end.length + 1, Breach.HEAD)
    for chain, kept in sorted(noted.items()):
        if last.get(chain, NO_HEAD).length < kept.length:
            yield Broken(chain, kept.length, Breach.NOTED)
