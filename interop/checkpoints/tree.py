"""A log that cannot be rewritten unnoticed: its Merkle tree (RFC 6962, RFC 9162 section 2.1).

The store keeps one hash per complete subtree: ``(level, place)``, level 0 being the leaves. A leaf
adds two of them on average, and every root and proof is made of a few dozen, whatever the size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The 0x00 and 0x01 before leaves and nodes keep the one from being taken for the other."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Nodes(Protocol):
    """Where the hashes of complete subtrees lie: ``2 ** level`` leaves from ``place * 2 ** level``
    on. KeyError for one that is not there."""

    def __call__(self, level: int, place: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class NewNode:
    """A subtree that became complete with a leaf: a row for the store."""

    level: int
    place: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to go on appending: the size, and the hashes of the complete subtrees on
    the right edge, the largest first. A value; about 20 hashes for a million leaves."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> tuple[Frontier, list[NewNode]]:
        """The frontier with one leaf more, and the subtrees that it completed."""
        place, level, hash_ = self.size, 0, leaf_hash(leaf)
        new = [NewNode(0, place, hash_)]
        peaks = list(self.peaks)
        while place & 1:
            hash_ = node_hash(peaks.pop(), hash_)
            place, level = place >> 1, level + 1
            new.append(NewNode(level, place, hash_))
        return Frontier(self.size + 1, (*peaks, hash_)), new

    def extend(self, leaves: Iterable[bytes]) -> tuple[Frontier, list[NewNode]]:
        """The same for several leaves, in order."""
        frontier, new = self, []
        for leaf in leaves:
            frontier, made = frontier.append(leaf)
            new += made
        return frontier, new

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        *left, root = self.peaks
        for peak in reversed(left):
            root = node_hash(peak, root)
        return root


def frontier_of(size: int, nodes: Nodes) -> Frontier:
    """The frontier of the first ``size`` leaves."""
    peaks, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append(nodes(level, start >> level))
            start += 1 << level
    return Frontier(size, tuple(peaks))


def span_hash(start: int, end: int, nodes: Nodes) -> bytes:
    """The hash of the leaves from ``start`` to ``end`` as one subtree of the log (``start`` is a
    multiple of the subtree's width)."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes(level, start >> level)
    split = start + largest_power_below(width)
    return node_hash(span_hash(start, split, nodes), span_hash(split, end, nodes))


def largest_power_below(number: int) -> int:
    """The largest power of two that is smaller than ``number`` (2 or more)."""
    return 1 << ((number - 1).bit_length() - 1)


class MemoryNodes:
    """Nodes of a log in memory: for tests, and for logs of one day."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.frontier, new = Frontier().extend(leaves)
        self._hashes = {(node.level, node.place): node.hash for node in new}

    def __call__(self, level: int, place: int) -> bytes:
        return self._hashes[level, place]
