"""Does any document at all, however strange, only ever meet a refusal of its own kind?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interop.checkpoints.heads import Head, HeadRefused, read_head, sign_head
from interop.documents.canonical import canonical
from interop.documents.jws import Typ, seal
from interop.keys.documents import announce, history, read_announcement, read_history
from interop.keys.names import Use
from interop.keys.refusals import KeyRefused
from interop.records.envelope import RecordRefused, named_anyhow, read_record
from interop.records.message import read_message
from interop.records.receipt import ReceiptRefused, read_receipt
from interop.refusals import Refused
from tests.builders.exchange import NOW, a_message, a_pair, sealed

PAIR = a_pair()
STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab:-1", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1, max_size=2), inner)
    ),
    max_leaves=5,
)


@st.composite
def mutated(draw: st.DrawFn, document: Any) -> Any:
    """A document in which one place, anywhere, holds something else or is gone."""
    if not isinstance(document, dict | list) or not document or draw(st.integers(0, 3)) == 0:
        return draw(STRANGE)
    keys = list(document) if isinstance(document, dict) else range(len(document))
    place = draw(st.sampled_from(list(keys)))
    changed = dict(document) if isinstance(document, dict) else list(document)
    if draw(st.integers(0, 4)) == 0:
        del changed[place]
    else:
        changed[place] = draw(mutated(document[place]))
    return changed


def plain(document: Any) -> Any:
    return json.loads(canonical(document))


def read(reader: Callable[..., Any], refusal: type[Exception], *given: Any) -> Any:
    """What the reader makes of it; any other exception than its own refusal fails the test."""
    try:
        return reader(*given)
    except refusal as refused:
        return refused


RECORD = plain(sealed(PAIR))
MESSAGE = plain(json.loads(a_message(PAIR).body()))
HISTORY = plain(history(PAIR.book))
HEAD = Head("CN-42", "CN-36", 1, bytes(32), NOW).document()
RECEIPT = {
    "type": "receipt",
    "v": 1,
    "message_id": MESSAGE["message_id"],
    "message_digest": "sha256:" + "0" * 64,
    "from": "CN-42",
    "to": "CN-36",
    "received_at": "2026-11-21T09:37:44Z",
    "results": [
        {
            "origin": "CN-36",
            "id": RECORD["record"]["id"],
            "version": 1,
            "digest": "sha256:" + "0" * 64,
            "status": "stored",
            "code": None,
            "pointers": [],
        }
    ],
    "high_water": 1,
    "missing": [],
    "log": {"size": 1, "root": "sha256:" + "0" * 64},
}


def test_the_documents_are_good_before_they_are_mutated() -> None:
    signed = seal(RECEIPT, Typ.RECEIPT, [PAIR.ours.signer(Use.RECORD)])
    assert read_receipt(signed, "CN-42", PAIR.book, NOW).high_water == 1
    assert read_record(RECORD)
    assert read_message(canonical(MESSAGE))
    assert len(read_history(HISTORY)) == 6


@given(mutated(RECORD))
def test_any_record_is_read_or_refused(document: Any) -> None:
    found = read(read_record, RecordRefused, document)
    assert found is not None
    assert len(named_anyhow(document)) == 2


@given(mutated(MESSAGE))
def test_any_message_is_read_or_refused(document: Any) -> None:
    assert read(read_message, Refused, canonical(document)) is not None


@settings(max_examples=60)
@given(mutated(HISTORY))
def test_any_key_history_is_read_or_refused(document: Any) -> None:
    assert read(read_history, KeyRefused, document) is not None


@given(mutated(RECEIPT))
def test_any_receipt_is_read_or_refused(document: Any) -> None:
    signed = plain(seal(document, Typ.RECEIPT, [PAIR.ours.signer(Use.RECORD)]))
    assert read(read_receipt, ReceiptRefused, signed, "CN-42", PAIR.book, NOW) is not None


@given(mutated(HEAD))
def test_any_head_is_read_or_refused(document: Any) -> None:
    signed = plain(seal(document, Typ.CHECKPOINT, [PAIR.ours.signer(Use.CHECKPOINT)]))
    assert read(read_head, HeadRefused, signed, PAIR.book, NOW) is not None


WHOLE = [
    (plain(sign_head(Head("CN-42", "CN-36", 1, bytes(32), NOW), PAIR.ours.signer(Use.CHECKPOINT)))),
    plain(announce(list(PAIR.book), "CN-36", NOW, PAIR.theirs.signer(Use.RECORD))),
]


@given(st.sampled_from(WHOLE).flatmap(mutated))
def test_any_wrapping_of_a_signed_document_is_read_or_refused(document: Any) -> None:
    assert read(read_head, HeadRefused, document, PAIR.book, NOW) is not None
    assert read(read_receipt, ReceiptRefused, document, "CN-42", PAIR.book, NOW) is not None
    assert read(read_announcement, KeyRefused, document, PAIR.book, NOW) is not None
