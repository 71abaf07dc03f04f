"""N01 to N14, N43: which signature fields are turned away, before anything is read?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from interop.signing import requests as signing
from interop.signing.profile import request_components
from tests.builders.exchange import (
    NONCE,
    Pair,
    a_request,
    a_side,
    header,
    verified,
    with_header,
    with_parameter,
)
from tests.builders.turned_away import (
    refused,
    signature_of,
    signed_over,
    with_signature,
)


def test_the_base_message_is_taken(pair: Pair) -> None:
    taken = verified(pair, a_request(pair))
    assert (taken.partner, taken.nonce) == ("CN-36", NONCE)


def test_n01_an_unsigned_request_is_missing_its_signature(pair: Pair) -> None:
    bare = with_header(with_header(a_request(pair), "Signature"), "Signature-Input")
    assert refused(pair, bare) == (401, "sig_missing")


@pytest.mark.parametrize("gone", ["Signature", "Signature-Input"])
def test_n02_one_signature_field_without_the_other_is_missing(pair: Pair, gone: str) -> None:
    assert refused(pair, with_header(a_request(pair), gone)) == (401, "sig_missing")


def test_n03_labels_that_differ_are_malformed(pair: Pair) -> None:
    request = a_request(pair)
    other = header(request, "Signature").replace("req=", "other=")
    assert refused(pair, with_header(request, "Signature", other)) == (401, "sig_malformed")


@pytest.mark.parametrize("value", ["req=abc(", 'req=("@method', "req=(ü)", "req", "=", "req=()x,"])
def test_n04_a_field_that_is_no_dictionary_is_malformed(pair: Pair, value: str) -> None:
    request = with_header(a_request(pair), "Signature-Input", value)
    assert refused(pair, request) == (401, "sig_malformed")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('req="abc"', "sig_malformed"),
        ("req=::", "sig_invalid"),
        (f"req=:{'A' * 84}:", "sig_invalid"),
        (f"req=:{'A' * 87}=:", "sig_invalid"),
    ],
)
def test_n05_a_signature_of_the_wrong_kind_or_length_is_turned_away(
    pair: Pair, value: str, code: str
) -> None:
    assert refused(pair, with_header(a_request(pair), "Signature", value)) == (401, code)


def test_n06_one_flipped_bit_in_any_byte_of_the_signature_is_invalid(pair: Pair) -> None:
    request = a_request(pair)
    right = signature_of(request)
    for place in range(len(right)):
        wrong = bytes(byte ^ (place == at) for at, byte in enumerate(right))
        assert refused(pair, with_signature(request, wrong)) == (401, "sig_invalid")


def test_n07_a_label_that_stands_twice_is_malformed(pair: Pair) -> None:
    request = a_request(pair)
    said = header(request, "Signature-Input")
    for values in [(f"{said}, {said}",), (said, said)]:
        twice = with_header(request, "Signature-Input", *values)
        assert refused(pair, twice) == (401, "sig_malformed")


@pytest.mark.parametrize("garbage", [False, True], ids=["n08", "n09"])
def test_n08_n09_a_second_signature_is_one_too_many(pair: Pair, garbage: bool) -> None:
    request = a_request(pair)
    stranger = a_request(pair, signer=a_side("CN-34", "x.example", pair.algorithm).signer())
    said = header(stranger, "Signature-Input").replace("req=", "two=", 1)
    made = header(stranger, "Signature").replace("req=", "two=", 1)
    both = with_header(request, "Signature-Input", header(request, "Signature-Input"), said)
    second = "two=:AAAA:" if garbage else made
    both = with_header(both, "Signature", header(request, "Signature"), second)
    assert refused(pair, both) == (401, "sig_multiple")


@pytest.mark.parametrize("left_out", request_components("POST"))
def test_n10_each_component_must_be_covered(pair: Pair, left_out: str) -> None:
    rest = tuple(name for name in request_components("POST") if name != left_out)
    assert refused(pair, signed_over(pair, rest)) == (401, "sig_component_missing")


def test_n11_covering_nothing_is_covering_too_little(pair: Pair) -> None:
    assert refused(pair, signed_over(pair, ())) == (401, "sig_component_missing")


@pytest.mark.parametrize("extra", ['"@method"', '"@foo"', '"@status"', '"@path";req', '"Date"'])
def test_n12_a_repeated_or_foreign_component_is_turned_away(pair: Pair, extra: str) -> None:
    request = a_request(pair)
    said = header(request, "Signature-Input").replace(")", f" {extra})", 1)
    assert refused(pair, with_header(request, "Signature-Input", said)) == (401, "sig_malformed")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("context", '"x"'),
        ("alg", '"ed25519"'),
        ("alg", '"rsa-pss-sha512"'),
        ("alg", '"none"'),
        ("alg", '"hmac-sha256"'),
    ],
)
def test_n13_a_further_parameter_and_any_alg_are_forbidden(
    pair: Pair, name: str, value: str
) -> None:
    request = with_parameter(a_request(pair), name, value)
    assert refused(pair, request) == (401, "sig_param_forbidden")


@pytest.mark.parametrize("tag", [None, '"other"', '"pv-interop-res/1"', "token"])
def test_n14_another_tag_or_none_is_forbidden(pair: Pair, tag: str | None) -> None:
    request = with_parameter(a_request(pair), "tag", tag)
    assert refused(pair, request) == (401, "sig_param_forbidden")


def test_n43_fields_beyond_measure_are_turned_away_before_they_are_read(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("read all the same")

    request = a_request(pair)
    many = tuple((f"X-{number}", "v" * 8192) for number in range(64))
    huge = "req=(" + '"a" ' * 1000 + ");created=1"
    with monkeypatch.context() as patched:
        patched.setattr(signing, "signature_fits", never)
        assert refused(pair, replace(request, headers=(*request.headers, *many)))[0] == 431
        for value in ("x" * 100_000, huge):
            told = with_header(request, "Signature-Input", value)
            assert refused(pair, told) == (431, "headers_too_large")
