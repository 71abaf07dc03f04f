"""Does every refusal carry its code and its message?"""

from __future__ import annotations

import re

import pytest

from tracker.domain.errors import (
    DomainError,
    Fault,
    Malformed,
    SomeoneWasFaster,
    TooLarge,
    all_errors,
)

OURS = [error for error in all_errors() if error.__module__.startswith("tracker.")]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [error.code for error in OURS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)


@pytest.mark.parametrize("error", OURS, ids=lambda error: error.code)
def test_the_message_is_one_whole_sentence(error: type[DomainError]) -> None:
    assert re.match(r"[A-Z].*[.?]$", error.message())
    assert "\n" not in error.message()


def test_a_refusal_carries_all_faults_at_once() -> None:
    faults = Fault("unknown_site", "/site"), Fault("unknown_model", "/model")
    assert Malformed(*faults).faults == faults


def test_what_fills_the_message_travels_with_the_refusal() -> None:
    refusal = TooLarge(limit=1_000)
    assert refusal.params == {"limit": 1_000}
    assert "{limit}" in TooLarge.message()


def test_a_refusal_says_itself() -> None:
    assert str(SomeoneWasFaster()) == SomeoneWasFaster.message()


def test_grandchildren_are_found_too() -> None:
    class Narrower(SomeoneWasFaster):
        """A narrower case, made up for this test."""

        code = "narrower"

    assert Narrower in set(all_errors())
