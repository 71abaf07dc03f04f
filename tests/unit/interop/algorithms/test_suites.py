"""Do the suites tell sound keys from unsound ones, and good signatures from all others?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.algorithms.points import is_sound_ed25519_point
from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.algorithms.suites import DEFAULT, NOBODYS, SIGNATURE_BYTES, SUITES, fits
from tests.builders.exchange import ALGORITHMS

#: The eight points of small order, as y coordinates, and other spellings of them.
P = 2**255 - 19
SMALL = [0, 1, P - 1, P, P + 1]


def test_the_tests_know_every_algorithm() -> None:
    assert set(SUITES) == set(ALGORITHMS)
    assert DEFAULT in SUITES


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_a_signer_signs_fits_its_key_and_no_other(algorithm: str) -> None:
    signer, other = (SoftwareSigner("CN-42:r-2026a", new_private_key(algorithm)) for _ in range(2))
    signature = signer.sign(b"data")
    assert len(signature) == SIGNATURE_BYTES
    assert fits(algorithm, signer.public, signature, b"data")
    assert not fits(algorithm, other.public, signature, b"data")
    assert not fits(algorithm, signer.public, signature, b"date")
    assert not fits("none", signer.public, signature, b"data")
    assert SUITES[algorithm].sound(signer.public)


@given(st.sampled_from(ALGORITHMS), st.binary(max_size=80), st.binary(max_size=80))
def test_no_bytes_make_a_check_fail(algorithm: str, public: bytes, signature: bytes) -> None:
    assert not fits(algorithm, public, signature, b"data")
    assert SUITES[algorithm].sound(public) in (True, False)


@pytest.mark.parametrize("y", SMALL)
@pytest.mark.parametrize("sign", [0, 1])
def test_points_of_small_order_are_unsound_in_every_spelling(y: int, sign: int) -> None:
    assert not is_sound_ed25519_point((y | sign << 255).to_bytes(32, "little"))


def test_points_of_real_keys_are_sound() -> None:
    for _ in range(20):
        assert is_sound_ed25519_point(SoftwareSigner("", new_private_key("Ed25519")).public)


def test_nobody_s_key_is_a_point_like_any_other() -> None:
    assert is_sound_ed25519_point(NOBODYS)
    assert not fits(DEFAULT, NOBODYS, bytes(64), b"")


def test_a_foreign_algorithm_makes_no_key() -> None:
    with pytest.raises(KeyError):
        new_private_key("RS256")
