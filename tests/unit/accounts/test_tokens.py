"""Is a token hard to guess, easy to recognise, and kept only as its digest?"""

from __future__ import annotations

import hashlib
import re

import pytest

from tracker.accounts.tokens import make_token, token_digest

TOKEN = "plb_" + "a" * 43


def test_a_token_is_its_prefix_and_43_url_safe_characters() -> None:
    assert re.fullmatch(r"plb_[A-Za-z0-9_-]{43}", make_token())


def test_no_token_is_made_twice() -> None:
    assert len({make_token() for _ in range(100)}) == 100


def test_a_token_is_known_by_the_sha_256_of_the_whole_of_it() -> None:
    assert token_digest(TOKEN) == hashlib.sha256(TOKEN.encode()).digest()


@pytest.mark.parametrize(
    "text",
    ["", TOKEN[4:], TOKEN[:-1], TOKEN + "a", TOKEN + "\n", "PLB_" + TOKEN[4:], TOKEN[:-1] + "é"],
)
def test_what_is_no_token_of_ours_has_no_digest(text: str) -> None:
    assert token_digest(text) is None
