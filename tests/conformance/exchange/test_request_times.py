"""N16 to N18, N23: how old may a signature be, how long may it live, what is a nonce?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders.exchange import (
    NOW,
    Pair,
    a_request,
    verified,
    with_parameter,
)
from tests.builders.turned_away import (
    refused,
)


@pytest.mark.parametrize("created", [None, '"1795253864"', "-5", "17952538.5", "?1"])
def test_n16_created_must_be_a_time(pair: Pair, created: str | None) -> None:
    assert refused(pair, with_parameter(a_request(pair), "created", created)) == (401, "sig_time")


def test_n16_a_time_of_nineteen_digits_is_no_integer_of_a_structured_field(pair: Pair) -> None:
    request = with_parameter(a_request(pair), "created", str(2**63))
    assert refused(pair, request) == (401, "sig_malformed")


def test_n16_a_minute_ahead_is_taken_and_a_second_more_is_not(pair: Pair) -> None:
    ahead = a_request(pair, at=NOW + timedelta(seconds=60))
    assert verified(pair, ahead).partner == "CN-36"
    too_far = a_request(pair, at=NOW + timedelta(seconds=61))
    assert refused(pair, too_far) == (401, "sig_time")


def test_n17_a_signature_that_expired_a_minute_ago_is_too_old(pair: Pair) -> None:
    request = a_request(pair)
    assert verified(pair, request, NOW + timedelta(seconds=360)).partner == "CN-36"
    assert refused(pair, request, NOW + timedelta(seconds=361)) == (401, "sig_time")


@pytest.mark.parametrize("seconds", [-1, 301])
def test_n17_a_life_that_ends_before_it_starts_or_is_too_long_is_refused(
    pair: Pair, seconds: int
) -> None:
    expires = str(int(NOW.timestamp()) + seconds)
    request = with_parameter(a_request(pair), "expires", expires)
    assert refused(pair, request) == (401, "sig_time")


@pytest.mark.parametrize(
    "nonce", [None, f'"{"n" * 21}"', f'"{"n" * 200}"', '"nonce of more+words/="']
)
def test_n18_a_nonce_too_short_too_long_or_foreign_is_forbidden(
    pair: Pair, nonce: str | None
) -> None:
    request = with_parameter(a_request(pair), "nonce", nonce)
    assert refused(pair, request) == (401, "sig_param_forbidden")


def test_n23_a_replay_after_the_nonce_was_forgotten_is_too_old(pair: Pair) -> None:
    taken = verified(pair, a_request(pair))
    forgotten = taken.nonce_kept_until
    assert forgotten == NOW + timedelta(seconds=420)
    assert refused(pair, taken.request, forgotten) == (401, "sig_time")
