"""What is refused before anything is read, and what do strangers learn? Nothing."""

from __future__ import annotations

from interop.algorithms.signer import SoftwareSigner
from interop.keys.names import Use
from interop.signing.answers import verify_answer
from interop.signing.wire import HttpRequest
from tests.builders.posted import (
    Pair,
    a_request,
    answered,
    code_of,
    signer,
    stored,
)


def test_n35_n37_what_is_sent_twice_in_one_field_or_after_signing_is_refused(
    provinces: Pair,
) -> None:
    request = a_request(provinces)
    for name in ("Content-Digest", "Idempotency-Key", "Signature-Input"):
        line = next(value for key, value in request.headers if key.lower() == name.lower())
        twice = HttpRequest(
            request.method, request.target, (*request.headers, (name, line)), request.body
        )
        assert answered(provinces, twice).status in (400, 401, 415), name
    other = HttpRequest(request.method, request.target, request.headers, request.body + b" ")
    assert code_of(answered(provinces, other)) == "digest_mismatch"
    assert set(stored(provinces[1]).values()) == {0}


def test_n33_an_address_spelled_otherwise_is_refused(provinces: Pair) -> None:
    request = a_request(provinces)
    for target in ("/interop/v1/%6dessages", "/interop%2fv1/messages"):
        odd = HttpRequest(request.method, target, request.headers, request.body)
        assert code_of(answered(provinces, odd)) == "path_not_canonical"


def test_n41_more_than_the_limit_is_refused_unread(provinces: Pair) -> None:
    request = a_request(provinces)
    large = HttpRequest(request.method, request.target, request.headers, b" " * (1 << 20) + b"x")
    answer = answered(provinces, large)
    assert (answer.status, code_of(answer)) == (413, "too_large")


def test_n94_answers_tell_no_secret_and_unknown_callers_are_told_alike(provinces: Pair) -> None:
    ours, theirs = provinces
    stranger = SoftwareSigner("CN-36:t-2099z", signer(ours, Use.TRANSPORT).private)
    wrong = SoftwareSigner(signer(ours, Use.TRANSPORT).keyid, signer(ours, Use.RECORD).private)
    told = {answered(provinces, a_request(provinces, by=by)).body for by in (stranger, wrong)}
    assert len(told) == 1
    assert b"PRIVATE" not in told.pop()
    assert set(stored(theirs).values()) == {0}


def test_the_answer_is_signed_and_bound_to_its_request(provinces: Pair) -> None:
    ours, theirs = provinces
    request = a_request(provinces)
    answer = answered(provinces, request)
    verify_answer(answer, request, theirs.host, theirs.name, ours.book(), ours.clock.now())
