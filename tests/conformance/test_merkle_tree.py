"""Does our log agree with the roots of RFC 6962, and do its proofs keep their laws?"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from interop.checkpoints.proofs import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
)
from interop.checkpoints.tree import EMPTY_ROOT, Frontier, MemoryNodes, frontier_of
from tests.conformance.vectors import vectors


def test_the_roots_of_the_first_eight_sizes_are_the_published_ones() -> None:
    told = json.loads((vectors("rfc6962") / "roots.json").read_text())
    leaves = [bytes.fromhex(leaf) for leaf in told["leaves_hex"]]
    nodes = MemoryNodes(leaves)
    for size, root in told["roots_by_size"].items():
        assert Frontier().extend(leaves[: int(size)])[0].root().hex() == root
        assert frontier_of(int(size), nodes).root().hex() == root
    assert told["empty_root"] == EMPTY_ROOT.hex() == Frontier().root().hex()


LOGS = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@given(LOGS, st.data())
def test_every_leaf_proves_itself_and_nothing_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    nodes = MemoryNodes(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    place = data.draw(st.integers(0, size - 1))
    root = frontier_of(size, nodes).root()
    proof = inclusion_proof(place, size, nodes)
    assert is_included(leaves[place], place, size, root, proof)
    assert not is_included(leaves[place] + b"x", place, size, root, proof)
    assert not is_included(leaves[place], place, size, root, [*proof, bytes(32)])
    assert not is_included(leaves[place], size, size, root, proof)
    if proof:
        assert not is_included(leaves[place], place, size, root, proof[:-1])
        assert not is_included(leaves[place], place, size, root, [bytes(32), *proof[1:]])


@given(LOGS, st.data())
def test_a_log_that_only_grew_proves_it(leaves: list[bytes], data: st.DataObject) -> None:
    nodes = MemoryNodes(leaves)
    new = data.draw(st.integers(0, len(leaves)))
    old = data.draw(st.integers(0, new))
    roots = [frontier_of(size, nodes).root() for size in (old, new)]
    proof = consistency_proof(old, new, nodes)
    assert is_consistent(old, roots[0], new, roots[1], proof)
    assert not is_consistent(old, bytes(32), new, roots[1], proof)
    if 0 < old < new:
        assert not is_consistent(old, roots[0], new, bytes(32), proof)
        assert not is_consistent(old, roots[0], new, roots[1], [*proof, bytes(32)])
        assert not is_consistent(old, roots[0], new, roots[1], proof[:-1])


@given(LOGS)
def test_a_log_grown_step_by_step_is_the_log_grown_at_once(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier, _ = frontier.append(leaf)
    assert frontier == Frontier().extend(leaves)[0]
    assert frontier == frontier_of(len(leaves), MemoryNodes(leaves))
