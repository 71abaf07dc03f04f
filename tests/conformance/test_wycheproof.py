"""Do our signature checks judge the hostile signatures of Wycheproof as they must be judged?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from interop.algorithms.suites import SUITES
from tests.conformance.vectors import vectors

FILES = {
    "Ed25519": ("ed25519_test.json", "pk", 151),
    "ES256": ("ecdsa_secp256r1_sha256_p1363_test.json", "uncompressed", 262),
}


@pytest.mark.parametrize("algorithm", FILES)
def test_every_signature_is_judged_as_wycheproof_judges_it(algorithm: str) -> None:
    file, member, count = FILES[algorithm]
    told: dict[str, Any] = json.loads((vectors("wycheproof") / file).read_text())
    suite, judged, wrong = SUITES[algorithm], 0, []
    for group in told["testGroups"]:
        public = bytes.fromhex(group["publicKey"][member])
        for test in group["tests"]:
            fits = suite.fits(public, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            judged += 1
            if fits != (test["result"] == "valid"):
                wrong.append((test["tcId"], test["comment"]))
    assert wrong == []
    assert judged == count


@pytest.mark.parametrize("algorithm", FILES)
def test_every_key_of_wycheproof_that_is_on_the_curve_may_be_enrolled(algorithm: str) -> None:
    file, member, _ = FILES[algorithm]
    told: dict[str, Any] = json.loads((vectors("wycheproof") / file).read_text())
    keys = {bytes.fromhex(group["publicKey"][member]) for group in told["testGroups"]}
    assert keys
    assert all(SUITES[algorithm].sound(public) for public in keys)
