"""Is this leaf in the log, and is the old log the beginning of the new one (RFC 9162, 2.1)?

A proof is a list of hashes, made by whoever keeps the log, checked by anybody who has its root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interop.checkpoints.tree import (
    EMPTY_ROOT,
    Nodes,
    largest_power_below,
    leaf_hash,
    node_hash,
    span_hash,
)


def inclusion_proof(place: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes beside the way from a leaf to the root of the first ``size`` leaves."""
    if not 0 <= place < size:
        raise ValueError("no such leaf")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + largest_power_below(end - start)
        if place < split:
            proof.append(span_hash(split, end, nodes))
            end = split
        else:
            proof.append(span_hash(start, split, nodes))
            start = split
    return proof[::-1]


def is_included(leaf: bytes, place: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the leaf stands at that place of the log with this size and root."""
    if not 0 <= place < size or not _hashes(proof):
        return False
    node, last = place, size - 1
    found = leaf_hash(leaf)
    for beside in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(beside, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """The hashes that lead from the root of the first ``old`` leaves to that of ``new``."""
    if not 0 <= old <= new:
        raise ValueError("the old size is larger than the new one")
    return list(_consistency(old, 0, new, nodes, whole=True)) if 0 < old < new else []


def _consistency(old: int, start: int, end: int, nodes: Nodes, *, whole: bool) -> Iterator[bytes]:
    """``old`` counts from ``start``; ``whole``: the old root itself needs no telling."""
    width = end - start
    if old == width:
        if not whole:
            yield span_hash(start, end, nodes)
        return
    split = largest_power_below(width)
    if old <= split:
        yield from _consistency(old, start, start + split, nodes, whole=whole)
        yield span_hash(start + split, end, nodes)
    else:
        yield from _consistency(old - split, start + split, end, nodes, whole=False)
        yield span_hash(start, start + split, nodes)


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the old log is the beginning of the new one."""
    if not 0 <= old <= new or not _hashes(proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    hashes = list(proof)
    if old & (old - 1) == 0:
        hashes.insert(0, old_root)
    if not hashes:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _hashes(proof: Sequence[bytes]) -> bool:
    """No log has 2 ** 64 leaves, so no proof has more than 65 hashes."""
    return len(proof) <= 65 and all(len(hash_) == 32 for hash_ in proof)
