"""Does the registry of keys only grow, and trust a key only when two people compared it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.algorithms.signer import new_private_key, public_bytes
from interop.keys.book import KeyBook
from interop.keys.documents import announce, history, read_announcement, read_history
from interop.keys.fingerprint import fingerprint, fingerprint_sm3, is_fingerprint_of
from interop.keys.key import Key, Standing
from interop.keys.names import KeyName, Use, key_name
from interop.keys.refusals import KeyRefused
from tests.builders.exchange import NOT_AFTER, NOT_BEFORE, NOW, a_pair, a_side, approved

DAY = timedelta(days=1)


def a_key(keyid: str = "CN-36:t-2026b", **changes: object) -> Key:
    key = Key(keyid, "Ed25519", public_bytes(new_private_key("Ed25519")), NOT_BEFORE, NOT_AFTER)
    return replace(key, **changes)  # type: ignore[arg-type]


def refusal(act: object, *given: object) -> str:
    with pytest.raises(KeyRefused) as refused:
        act(*given)  # type: ignore[operator]
    assert refused.value.says
    return refused.value.code


def test_two_different_people_make_a_key_usable() -> None:
    key = a_key()
    book = KeyBook().enrol(key, "lin", NOW)
    print_ = fingerprint(key)
    assert book.good("CN-36", Use.TRANSPORT, NOW) == []
    book = book.approve(key.keyid, "wang", NOW, print_)
    assert book.good("CN-36", Use.TRANSPORT, NOW) == []
    assert refusal(book.approve, key.keyid, "wang", NOW, print_) == "approver_twice"
    book = book.approve(key.keyid, "zhao", NOW + DAY, print_)
    assert [good.keyid for good in book.good("CN-36", Use.TRANSPORT, NOW + DAY)] == [key.keyid]
    found = book.find(key.keyid)
    assert found is not None
    assert found.standing(NOW) == Standing.NOT_APPROVED


def test_the_fingerprint_of_another_key_approves_nothing() -> None:
    key = a_key()
    book = KeyBook().enrol(key, "lin", NOW)
    assert refusal(book.approve, key.keyid, "wang", NOW, fingerprint(a_key())) == "key_fingerprint"


def test_a_fingerprint_covers_name_span_and_algorithm() -> None:
    key = a_key()
    others = [
        replace(key, keyid="CN-36:r-2026b"),
        replace(key, not_after=NOT_AFTER + DAY),
        replace(key, algorithm="ES256"),
        replace(key, public=bytes(32)),
    ]
    assert all(fingerprint(other) != fingerprint(key) for other in others)
    assert is_fingerprint_of("SHA256:" + fingerprint(key).upper().replace(" ", ""), key)
    assert fingerprint_sm3(key) != fingerprint(key)


def test_a_name_is_never_used_again() -> None:
    key = a_key()
    book = KeyBook().enrol(key, "lin", NOW).revoke(key.keyid, "lin", NOW)
    assert refusal(book.enrol, a_key(), "lin", NOW) == "key_exists"
    assert refusal(book.approve, key.keyid, "wang", NOW, fingerprint(key)) == "key_ended"
    assert refusal(book.revoke, "CN-36:t-2026z", "lin", NOW) == "key_unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"keyid": "CN-36:x-2026a"}, "keyid_form"),
        ({"not_after": NOT_BEFORE}, "key_span"),
        ({"not_after": NOT_BEFORE + 401 * DAY}, "key_span"),
    ],
)
def test_odd_keys_are_not_enrolled(changes: dict[str, Any], code: str) -> None:
    assert refusal(KeyBook().enrol, replace(a_key(), **changes), "lin", NOW) == code


def successor(begins: datetime) -> Key:
    return a_key("CN-36:t-2027a", not_before=begins, not_after=begins + 395 * DAY)


def test_a_successor_overlaps_for_thirty_days_at_most() -> None:
    book = approved(KeyBook(), a_key("CN-36:t-2026a"))
    fitting = successor(NOT_AFTER - 30 * DAY)
    assert len(approved(book, fitting).good("CN-36", Use.TRANSPORT, NOT_AFTER - DAY)) == 2
    early = successor(NOT_AFTER - 31 * DAY)
    assert refusal(approved, book, early) == "key_overlap"
    retired = book.retire("CN-36:t-2026a", "lin", NOW, NOT_AFTER - 10 * DAY)
    assert approved(retired, early).find(early.keyid)


def test_the_newest_good_key_signs_and_the_old_one_still_counts() -> None:
    begins = NOT_AFTER - 30 * DAY
    book = approved(approved(KeyBook(), a_key("CN-36:t-2026a")), successor(begins))
    names = [
        [key.keyid for key in book.good("CN-36", Use.TRANSPORT, moment)]
        for moment in (begins - DAY, begins + DAY, NOT_AFTER + DAY)
    ]
    assert names == [["CN-36:t-2026a"], ["CN-36:t-2027a", "CN-36:t-2026a"], ["CN-36:t-2027a"]]


def test_what_happened_to_a_key_is_told_for_every_moment() -> None:
    key = a_key()
    book = approved(KeyBook(), key)
    book = book.compromised(key.keyid, "lin", NOW + 5 * DAY, NOW).revoke(
        key.keyid, "lin", NOW + DAY
    )
    found = book.find(key.keyid)
    assert found is not None
    assert found.standing(NOW - DAY) == Standing.GOOD
    assert found.standing(NOW) == Standing.COMPROMISED
    assert found.fell_later(NOW - DAY) == Standing.COMPROMISED
    assert found.standing(NOT_BEFORE - DAY) == Standing.NOT_APPROVED


def test_a_retirement_never_reaches_back() -> None:
    book = approved(KeyBook(), a_key()).retire("CN-36:t-2026b", "lin", NOW, NOT_BEFORE)
    found = book.find("CN-36:t-2026b")
    assert found is not None
    assert found.ends == NOW


def test_a_history_survives_its_journey() -> None:
    book = a_pair().book.revoke("CN-36:t-2026a", "wang", NOW)
    assert list(read_history(history(book))) == list(book)


@pytest.mark.parametrize("document", [None, {}, {"keys": 5}, {"keys": [5]}, {"keys": [{}]}])
def test_what_is_no_history_is_refused(document: object) -> None:
    assert refusal(read_history, document) == "key_announcement"


def test_an_announcement_makes_nothing_trusted_and_names_only_its_makers_keys() -> None:
    pair, new = a_pair(), a_key("CN-36:t-2027a")
    signer = pair.theirs.signer(Use.RECORD)
    told = read_announcement(announce([new], "CN-36", NOW, signer), pair.book, NOW)
    assert told == [new]
    assert told[0].standing(NOW) == Standing.NOT_APPROVED
    foreign = announce([a_key("CN-34:t-2027a")], "CN-36", NOW, signer)
    assert refusal(read_announcement, foreign, pair.book, NOW) == "key_announcement"
    stranger = a_side("CN-36", "x.example").signer(Use.RECORD)
    unknown = announce([new], "CN-36", NOW, replace(stranger, keyid="CN-36:r-2026z"))
    assert refusal(read_announcement, unknown, pair.book, NOW) == "key_announcement"
    transport = announce([new], "CN-36", NOW, pair.theirs.signer())
    assert refusal(read_announcement, transport, pair.book, NOW) == "key_announcement"


@given(st.text(max_size=80))
def test_no_text_is_taken_for_a_name_by_accident(text: str) -> None:
    name = key_name(text)
    assert name is None or str(name) == text


def test_a_name_says_whose_key_it_is_and_what_for() -> None:
    assert key_name("CN-42:c-2026a") == KeyName("CN-42", Use.CHECKPOINT, 2026, "a")
    assert key_name("CN:t-2026sm") == KeyName("CN", Use.TRANSPORT, 2026, "sm")
    assert key_name(None) is None
