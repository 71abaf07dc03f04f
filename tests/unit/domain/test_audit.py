"""Does the walk along a hash chain see every line that was changed, removed or slipped in?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.audit import SAYS, AuditLine, Breach, Broken, Head, breaks

STAMP = "2026-10-31T00:00:00.000+00:00 actor=1 "


@dataclass(frozen=True, slots=True)
class Trail:
    lines: list[AuditLine]
    heads: dict[int, Head]

    def broken(
        self, lines: list[AuditLine] | None = None, noted: dict[int, Head] | None = None
    ) -> list[Broken]:
        kept = self.lines if lines is None else lines
        return list(breaks(kept, self.heads, noted or {}))


def a_trail(*texts: str, chain: int = 1) -> Trail:
    """Lines as they are written, one after the other."""
    digest, lines = b"", []
    for number, said in enumerate(texts, 1):
        digest = hashlib.sha256(digest + (STAMP + said).encode()).digest()
        lines.append(AuditLine(chain, number, STAMP + said, digest, STAMP))
    return Trail(lines, {chain: Head(len(lines), digest)})


def test_what_was_written_is_whole() -> None:
    assert a_trail("一", "two", "three").broken() == []


@given(st.integers(0, 4), st.text(min_size=1))
def test_a_line_that_says_something_else_is_one_break(place: int, other: str) -> None:
    trail = a_trail("a", "b", "c", "d", "e")
    lines = list(trail.lines)
    lines[place] = lines[place]._replace(line=lines[place].line + other)
    assert trail.broken(lines) == [Broken(1, place + 1, Breach.DIGEST)]


def test_a_removed_line_leaves_a_gap() -> None:
    trail = a_trail("a", "b", "c")
    assert trail.broken([trail.lines[0], trail.lines[2]]) == [Broken(1, 3, Breach.GAP)]


def test_a_removed_end_is_missed_by_the_head() -> None:
    trail = a_trail("a", "b", "c")
    assert trail.broken(trail.lines[:2]) == [Broken(1, 3, Breach.HEAD)]
    assert trail.broken([]) == [Broken(1, 1, Breach.HEAD)]


def test_a_line_slipped_in_at_the_end_has_no_head() -> None:
    trail = a_trail("a", "b")
    assert a_trail("a", "b", "c").broken() == []
    assert trail.broken(a_trail("a", "b", "c").lines) == [Broken(1, 4, Breach.HEAD)]


def test_columns_that_say_another_actor_are_seen() -> None:
    trail = a_trail("a")
    other = trail.lines[0]._replace(stamp=STAMP.replace("actor=1", "actor=2"))
    assert trail.broken([other]) == [Broken(1, 1, Breach.STAMP)]


def test_who_writes_a_chain_anew_is_found_by_the_head_kept_elsewhere() -> None:
    noted = a_trail("a", "b").heads
    assert a_trail("a", "b", "c").broken(noted=noted) == []
    assert a_trail("a", "B", "c").broken(noted=noted) == [Broken(1, 2, Breach.NOTED)]
    assert a_trail("a").broken(noted=noted) == [Broken(1, 2, Breach.NOTED)]


@pytest.mark.parametrize("breach", Breach)
def test_every_breach_can_be_said(breach: Breach) -> None:
    assert SAYS[breach].endswith(".")
