"""N94 and N96: does the exchange keep secrets to itself, and are its manners those of its rules?"""

from __future__ import annotations

import ast
import json
import logging
import re
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interop.keys.names import Use
from interop.refusals import REFUSALS, Refused
from interop.signing.requests import verify_request
from tests.architecture.sources import ROOT, files, imported, tree
from tests.builders.exchange import (
    NOW,
    a_message,
    a_pair,
    a_request,
    with_header,
    with_parameter,
)

INTEROP = files("interop")


def calls(file: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def test_n94_no_refusal_and_no_log_line_tells_a_secret_or_repeats_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pair = a_pair()
    private = pair.ours.signer(Use.TRANSPORT).private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    secret = private.decode().splitlines()[1]
    request = a_request(pair)
    wrong = [
        with_header(request, "Signature"),
        with_header(request, "Signature", "req=:AAAA:"),
        with_header(request, "Content-Digest", "sha-256=:AAAA:"),
        with_parameter(request, "keyid", '"330102199001011234"'),
        with_parameter(request, "created", "1"),
        a_request(pair, target="/interop/v1/messages", host="330102199001011234.example"),
    ]
    said = []
    with caplog.at_level(logging.DEBUG):
        for one in wrong:
            with pytest.raises(Refused) as refusal:
                verify_request(one, pair.receiver, NOW)
            said.append(json.dumps(refusal.value.problem()) + repr(refusal.value))
        said.append(repr(pair) + repr(request) + repr(a_message(pair)))
    told = "".join(said) + caplog.text
    assert secret not in told
    assert "PRIVATE" not in told
    assert "330102199001011234" not in told


def test_n94_the_same_code_gives_the_same_answer() -> None:
    for code in REFUSALS:
        assert Refused(code).problem() == Refused(code).problem()
        assert Refused(code).problem()["type"] == f"urn:pv:interop:{code}"
        assert 400 <= Refused(code).status < 600


def test_n96_libraries_that_were_rejected_are_not_locked() -> None:
    locked = (ROOT / "requirements.lock").read_text() + (ROOT / "requirements-dev.lock").read_text()
    names = {name.lower() for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", locked)}
    rejected = {"gmssl", "pysmx", "tongsuopy", "httpsig", "rfc3161ng", "pymerkle", "jcs"}
    assert names & rejected == set()
    assert "cryptography" in names


def test_n96_randomness_never_comes_from_the_module_random() -> None:
    assert [file for file in INTEROP if "random" in set(imported(file))] == []


def test_n96_no_certificate_goes_unchecked() -> None:
    unchecked = [
        f"{file}:{call.lineno}"
        for file in INTEROP
        for call in calls(file)
        for keyword in call.keywords
        if keyword.arg == "verify"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
    ]
    assert unchecked == []


def test_n96_only_the_strict_reader_reads_json() -> None:
    readers = {
        file
        for file in INTEROP
        for call in calls(file)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("loads", "load", "JSONDecoder", "get_json")
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("json", "orjson", "request")
    }
    assert readers == {"interop/documents/strict_json.py"}


def test_every_refusal_of_a_signature_is_401_and_none_but_the_clock_s_is_signed() -> None:
    signatures = {code for code in REFUSALS if code.startswith("sig_")}
    assert len(signatures) == 8
    assert {REFUSALS[code].status for code in signatures} == {401}
    assert {code for code in signatures if Refused(code).answer_signed} == {"sig_time"}
