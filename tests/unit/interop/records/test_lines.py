"""Is a day of the exchange compared by the same lines and the same digest on both sides?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from interop.documents.digest import sha256
from interop.records.envelope import RecordKey
from interop.records.lines import compare_day, day_of_exchange, digest_of_day, line_of


def test_a_line_names_the_record_and_its_digest() -> None:
    key = RecordKey("CN-36", "0199b0f2-0000-7000-8000-0000000000aa", 3)
    assert line_of(key, "sha256:ab") == b"CN-36|0199b0f2-0000-7000-8000-0000000000aa|3|sha256:ab"


def test_a_day_ends_at_midnight_in_china() -> None:
    assert day_of_exchange(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert day_of_exchange(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)


@given(st.lists(st.binary(min_size=1), unique=True), st.randoms())
def test_the_order_in_which_records_came_does_not_matter(
    lines: list[bytes], random: object
) -> None:
    mixed = list(lines)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert digest_of_day(mixed) == digest_of_day(lines)


@given(st.lists(st.from_regex(rb"\A[a-z]{1,4}\Z"), min_size=1, unique=True))
def test_a_missing_record_changes_the_digest(lines: list[bytes]) -> None:
    assert digest_of_day(lines[1:]) != digest_of_day(lines)


def test_a_day_without_records_has_the_digest_of_nothing() -> None:
    assert digest_of_day([]) == sha256(b"")


def a_key(number: int) -> RecordKey:
    return RecordKey("CN-36", f"0199b0f2-0000-7000-8000-{number:012d}", 1)


def test_n88_a_day_that_differs_says_what_to_send_to_fetch_and_to_look_at() -> None:
    ours = {a_key(1): "same", a_key(2): "ours only", a_key(3): "one"}
    theirs = {a_key(1): "same", a_key(3): "other", a_key(4): "theirs only"}
    found = compare_day(ours, theirs)
    assert list(found.send) == [a_key(2)]
    assert list(found.fetch) == [a_key(4)]
    assert list(found.contradicting) == [a_key(3)]
    assert not found.agrees
    assert compare_day(ours, dict(ours)).agrees


DAYS = st.dictionaries(st.integers(1, 9).map(a_key), st.sampled_from(["a", "b"]))


@given(DAYS, DAYS)
def test_n88_after_sending_and_fetching_only_contradictions_are_left(
    ours: dict[RecordKey, str], theirs: dict[RecordKey, str]
) -> None:
    found = compare_day(ours, theirs)
    mended_there = theirs | {key: ours[key] for key in found.send}
    mended_here = ours | {key: theirs[key] for key in found.fetch}
    left = compare_day(mended_here, mended_there)
    assert (left.send, left.fetch) == (frozenset(), frozenset())
    assert left.contradicting == found.contradicting
    assert compare_day(theirs, ours).send == found.fetch
