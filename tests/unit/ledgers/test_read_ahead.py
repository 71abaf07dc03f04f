"""Is the next thing made ready beside the last one, in order, and no more than that?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tracker.ledgers.read_ahead import ahead


def test_all_things_come_in_their_order() -> None:
    assert list(ahead(range(5))) == [0, 1, 2, 3, 4]
    assert list(ahead([])) == []


def test_one_thing_at_most_waits() -> None:
    made: list[int] = []

    def things() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    coming = ahead(things())
    assert next(coming) == 0
    assert len(made) <= 2
    coming.close()  # type: ignore[attr-defined]  # a generator
    assert len(made) <= 2


def test_what_goes_wrong_is_told_in_its_turn() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise LookupError("torn")

    coming = ahead(things())
    assert next(coming) == 1
    with pytest.raises(LookupError, match="torn"):
        next(coming)
