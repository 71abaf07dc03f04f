"""Is the table of identifiers whole, and does it agree with itself?"""

import pytest

from tracker.domain.identifiers.gs1_ai_rows import MEASURES, ROWS
from tracker.domain.identifiers.gs1_ai_table import TABLE


def test_no_identifier_stands_in_two_rows() -> None:
    ranges = [row.ai.partition("-") for row in ROWS]
    listed = sum(int(last or first) - int(first) + 1 for first, _, last in ranges)
    measures = sum(6 * len(stems.split()) for _, stems in MEASURES)
    assert len(TABLE) == listed + measures


def test_identifiers_that_begin_alike_are_equally_long() -> None:
    # Only so can an element string without brackets be cut into its elements.
    lengths: dict[str, set[int]] = {}
    for ai in TABLE:
        lengths.setdefault(ai[:2], set()).add(len(ai))
    assert {start: found for start, found in lengths.items() if len(found) > 1} == {}


def test_whatever_is_needed_excluded_or_qualifies_exists() -> None:
    named: set[str] = set()
    for entry in TABLE.values():
        named.update(entry.excludes)
        named.update(entry.needs.replace("+", ",").split(",") if entry.needs else ())
        for sequence in entry.qualifiers or ():
            named.update(sequence)
    unknown = {
        pattern
        for pattern in named
        if not any(len(ai) == len(pattern) and ai.startswith(pattern.rstrip("n")) for ai in TABLE)
    }
    assert unknown == set()


def test_only_the_last_component_varies_in_length_and_none_follows_an_optional_one() -> None:
    for entry in TABLE.values():
        *before, _ = entry.components
        assert all(part.least == part.most for part in before), entry.ai
        optional = [part.optional for part in entry.components]
        assert optional == sorted(optional), entry.ai


def test_a_predefined_length_is_one_length() -> None:
    assert all(entry.least == entry.most for entry in TABLE.values() if entry.predefined)


def test_no_value_is_longer_than_90_characters() -> None:
    assert max(entry.most for entry in TABLE.values()) == 90


@pytest.mark.parametrize(
    ("ai", "least", "most", "qualifiers"),
    [
        ("00", 18, 18, ((),)),
        ("01", 14, 14, (("22", "10", "21"), ("235",))),
        ("8003", 14, 30, ((),)),
        ("8004", 1, 30, (("7040",),)),
        ("414", 13, 13, (("254",), ("7040",))),
        ("21", 1, 20, None),
        ("7039", 4, 30, None),
    ],
)
def test_keys_know_their_lengths_and_qualifiers(
    ai: str, least: int, most: int, qualifiers: tuple[tuple[str, ...], ...] | None
) -> None:
    entry = TABLE[ai]
    assert (entry.least, entry.most, entry.qualifiers) == (least, most, qualifiers)
