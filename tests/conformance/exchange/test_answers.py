"""N70 to N74 and N89: which answers settle a delivery, and which heads accuse their keeper?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from interop.checkpoints.heads import (
    Head,
    HeadRefused,
    check_grown,
    countersign,
    read_head,
    sign_head,
)
from interop.checkpoints.proofs import consistency_proof
from interop.checkpoints.tree import MemoryNodes
from interop.documents.digest import sha256, spelled
from interop.keys.names import Use
from interop.records.receipt import (
    Receipt,
    ReceiptRefused,
    Result,
    Status,
    check_answers,
    read_receipt,
    seal_receipt,
)
from interop.refusals import Refused
from interop.signing.answers import AnswerRefused, sign_answer, verify_answer
from interop.signing.wire import HttpAnswer, HttpRequest
from tests.builders.exchange import (
    ALGORITHMS,
    MESSAGE_ID,
    NONCE,
    NOW,
    Pair,
    a_message,
    a_pair,
    a_request,
    an_answer,
    sent,
)


@pytest.fixture(params=ALGORITHMS)
def pair(request: pytest.FixtureRequest) -> Pair:
    return a_pair(request.param)


def why(pair: Pair, answer: HttpAnswer, request: HttpRequest) -> str:
    with pytest.raises(AnswerRefused) as refusal:
        verify_answer(answer, request, pair.ours.host, "CN-42", pair.book, NOW)
    return refusal.value.why


def without(answer: HttpAnswer, *names: str) -> HttpAnswer:
    kept = tuple(line for line in answer.headers if line[0].lower() not in names)
    return replace(answer, headers=kept)


def test_the_base_answer_settles(pair: Pair) -> None:
    request = a_request(pair)
    found = verify_answer(
        an_answer(pair, request), request, pair.ours.host, "CN-42", pair.book, NOW
    )
    assert found.key.authority == "CN-42"
    assert found.answer.status == 202


@pytest.mark.parametrize("status", [202, 400, 413, 422])
def test_n70_n79_an_unsigned_answer_proves_nothing_whatever_it_says(
    pair: Pair, status: int
) -> None:
    request = a_request(pair)
    bare = without(an_answer(pair, request, status=status), "signature", "signature-input")
    assert why(pair, bare, request) == "sig_missing"
    page = HttpAnswer(status, (("Content-Type", "text/html"),), b"<h1>Bad Gateway</h1>")
    assert why(pair, page, request) == "sig_missing"


@pytest.mark.parametrize("whose", ["another partner", "our own", "record key"])
def test_n70_an_answer_signed_with_another_key_proves_nothing(pair: Pair, whose: str) -> None:
    request = a_request(pair)
    signer = {
        "another partner": pair.theirs.signer(),
        "our own": pair.theirs.signer(),
        "record key": pair.ours.signer(Use.RECORD),
    }[whose]
    answer = sign_answer(
        HttpAnswer(202, (), b"{}"), request, pair.ours.host, signer, NOW, "a" + NONCE
    )
    assert why(pair, answer, request) == "key"


def test_n71_the_answer_to_another_request_does_not_fit(pair: Pair) -> None:
    request = a_request(pair)
    for other in (
        a_request(pair, nonce="another-nonce-of-128-bits"),
        a_request(pair, at=NOW - timedelta(seconds=5)),
        a_request(pair, message_id="0199b0f2-0000-7000-8000-0000000000ff"),
        a_request(pair, b'{"other":1}'),
        a_request(pair, target="/interop/v1/receipts"),
    ):
        assert why(pair, an_answer(pair, other), request) == "sig_invalid"


def test_n72_a_changed_status_does_not_fit(pair: Pair) -> None:
    request = a_request(pair)
    answer = replace(an_answer(pair, request, status=500), status=202)
    assert why(pair, answer, request) == "sig_invalid"


def test_n72_an_answer_to_a_get_is_bound_to_it_too(pair: Pair) -> None:
    request = a_request(pair, method="GET", target="/interop/v1/time")
    other = a_request(pair, method="GET", target="/interop/v1/keys")
    assert why(pair, an_answer(pair, other), request) == "sig_invalid"


def a_receipt(pair: Pair, **changes: Any) -> Receipt:
    ((key, digest),) = sent(pair)
    receipt = Receipt(
        message_id=MESSAGE_ID,
        message_digest=sha256(a_message(pair).body()),
        sender="CN-42",
        receiver="CN-36",
        received_at=NOW,
        results=[Result(key, digest, Status.STORED)],
        high_water=1,
        missing=[],
        log_size=1,
        log_root=spelled(bytes(32)),
    )
    return replace(receipt, **changes)


def checked(pair: Pair, content: bytes) -> Receipt:
    """The receipt after every check that the sender makes."""
    receipt = read_receipt(json.loads(content), "CN-42", pair.book, NOW)
    check_answers(receipt, "CN-36", MESSAGE_ID, sha256(a_message(pair).body()), sent(pair))
    return receipt


def test_n73_a_receipt_for_what_was_sent_settles() -> None:
    pair = a_pair()
    receipt = a_receipt(pair)
    assert checked(pair, seal_receipt(receipt, [pair.ours.signer(Use.RECORD)])) == receipt


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"message_id": "0199b0f2-0000-7000-8000-0000000000ff"}, "message_id"),
        ({"message_digest": "sha256:" + "0" * 64}, "message_digest"),
        ({"receiver": "CN-34"}, "receiver"),
        ({"results": []}, "results"),
        ({"probe": True}, "receiver"),
        ({"sender": "CN-34"}, "sender"),
        ({"received_at": NOW + timedelta(minutes=5)}, "time"),
    ],
)
def test_n73_a_receipt_for_anything_else_settles_nothing(change: dict[str, Any], why: str) -> None:
    pair = a_pair()
    content = seal_receipt(a_receipt(pair, **change), [pair.ours.signer(Use.RECORD)])
    with pytest.raises(ReceiptRefused) as refusal:
        checked(pair, content)
    assert refusal.value.why == why


def test_n73_a_receipt_that_names_another_digest_settles_nothing() -> None:
    pair = a_pair()
    (result,) = a_receipt(pair).results
    other = replace(result, digest="sha256:" + "0" * 64)
    content = seal_receipt(a_receipt(pair, results=[other]), [pair.ours.signer(Use.RECORD)])
    with pytest.raises(ReceiptRefused, match="results"):
        checked(pair, content)


@pytest.mark.parametrize("use", [Use.TRANSPORT, Use.CHECKPOINT])
def test_n73_a_receipt_signed_with_another_kind_of_key_settles_nothing(use: Use) -> None:
    pair = a_pair()
    with pytest.raises(ReceiptRefused, match="signature"):
        checked(pair, seal_receipt(a_receipt(pair), [pair.ours.signer(use)]))


def test_n54_sealing_with_ed25519_twice_gives_the_same_bytes() -> None:
    pair = a_pair()
    signers = [pair.ours.signer(Use.RECORD)]
    assert seal_receipt(a_receipt(pair), signers) == seal_receipt(a_receipt(pair), signers)


def test_n74_an_encoded_or_oversized_answer_is_not_read(pair: Pair) -> None:
    request = a_request(pair)
    answer = an_answer(pair, request)
    zipped = replace(answer, headers=(*answer.headers, ("Content-Encoding", "gzip")))
    assert why(pair, zipped, request) == "content_encoding"
    assert why(pair, replace(answer, body=b" " * (1024 * 1024 + 1)), request) == "too_large"
    assert why(pair, replace(answer, body=b"{}"), request) == "digest_mismatch"


def test_n91_a_refusal_for_the_clock_is_signed_so_that_it_can_be_believed(pair: Pair) -> None:
    request = a_request(pair, at=NOW - timedelta(seconds=3600))
    assert Refused("sig_time").answer_signed
    answer = an_answer(pair, request, b'{"code":"sig_time"}', 401)
    found = verify_answer(answer, request, pair.ours.host, "CN-42", pair.book, NOW)
    assert found.answer.status == 401


LEAVES = [f"leaf {number}".encode() for number in range(13)]


def a_head(leaves: list[bytes]) -> Head:
    root = MemoryNodes(leaves).frontier.root()
    return Head("CN-42", "CN-36", len(leaves), root, NOW)


@pytest.mark.parametrize("altered", ["changed", "removed", "reordered", "shrunk"])
def test_n89_a_log_that_was_rewritten_is_found_out(pair: Pair, altered: str) -> None:
    seen = a_head(LEAVES[:8])
    grown = {
        "changed": [b"other", *LEAVES[1:]],
        "removed": [*LEAVES[:3], *LEAVES[4:]],
        "reordered": [LEAVES[1], LEAVES[0], *LEAVES[2:]],
        "shrunk": LEAVES[:5],
    }[altered]
    new = a_head(grown)
    proof = consistency_proof(8, len(grown), MemoryNodes(grown)) if len(grown) > 8 else []
    with pytest.raises(HeadRefused, match="rewritten"):
        check_grown(seen, new, proof)
    honest = consistency_proof(8, 13, MemoryNodes(LEAVES))
    check_grown(seen, a_head(LEAVES), honest)


def test_n89_a_countersigned_head_names_both_sides(pair: Pair) -> None:
    head = a_head(LEAVES)
    document = sign_head(head, pair.ours.signer(Use.CHECKPOINT))
    assert read_head(document, pair.book, NOW).signed_by == {"CN-42"}
    both = countersign(document, pair.theirs.signer(Use.CHECKPOINT))
    found = read_head(both, pair.book, NOW)
    assert (found.head, found.signed_by) == (head, frozenset({"CN-42", "CN-36"}))


@pytest.mark.parametrize("use", [Use.TRANSPORT, Use.RECORD])
def test_n89_a_head_signed_with_another_kind_of_key_is_not_believed(pair: Pair, use: Use) -> None:
    document = sign_head(a_head(LEAVES), pair.ours.signer(use))
    with pytest.raises(HeadRefused, match="signature"):
        read_head(document, pair.book, NOW)


def test_n89_a_head_without_its_keeper_s_signature_is_not_believed(pair: Pair) -> None:
    document = sign_head(a_head(LEAVES), pair.theirs.signer(Use.CHECKPOINT))
    with pytest.raises(HeadRefused, match="signature"):
        read_head(document, pair.book, NOW)
