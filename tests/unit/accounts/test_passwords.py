"""Is a password kept safely, and compared at the same cost for everybody?"""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters

from tests.builders.accounts import CHEAP, cheap_passwords
from tracker.accounts.passwords import Passwords

SECRET = "seven lead plates"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that argon2 is asked to compare with."""
    seen: list[str] = []
    compare = PasswordHasher.verify

    def noted(self: PasswordHasher, kept: Any, password: Any) -> Any:
        seen.append(kept)
        return compare(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    return seen


def test_only_the_password_that_was_kept_matches() -> None:
    kept = CHEAP.hash(SECRET)
    assert CHEAP.verify(SECRET, kept)
    assert not CHEAP.verify(SECRET + "s", kept)


def test_what_is_kept_says_nothing_of_the_password_and_differs_each_time() -> None:
    kept = CHEAP.hash(SECRET)
    assert kept.startswith("$argon2id$")
    assert SECRET not in kept
    assert kept != CHEAP.hash(SECRET)


def test_full_width_letters_are_the_same_password() -> None:
    assert CHEAP.verify("ｌｅａｄ　12345", CHEAP.hash("lead 12345"))


def test_half_a_character_is_a_wrong_password_and_no_failure() -> None:
    assert not CHEAP.verify("\ud800", CHEAP.hash(SECRET))


@pytest.mark.parametrize("kept", ["", "$argon2id$broken", "plain text"])
def test_a_broken_hash_matches_nothing(kept: str) -> None:
    assert not CHEAP.verify(SECRET, kept)


def test_for_nobody_as_much_work_is_done_as_for_somebody(compared: list[str]) -> None:
    kept = CHEAP.hash(SECRET)
    assert not CHEAP.verify(SECRET, None)
    assert len(compared) == 1
    assert extract_parameters(compared[0]) == extract_parameters(kept)


def test_a_hash_of_other_parameters_is_found() -> None:
    kept = CHEAP.hash(SECRET)
    dearer = cheap_passwords(time_cost=2)
    assert not CHEAP.needs_rehash(kept)
    assert dearer.needs_rehash(kept)
    assert dearer.verify(SECRET, kept)


def test_the_parameters_of_the_house_take_64_mib() -> None:
    house = Passwords()
    assert house.needs_rehash(CHEAP.hash(SECRET))
    assert not house.needs_rehash(
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$" + "A" * 42 + "E"
    )


@pytest.mark.parametrize("deed", ["hash", "verify"])
def test_no_more_hashes_run_at_once_than_allowed(
    deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = cheap_passwords(at_once=1)
    others_may: list[bool] = []

    def noted(*_args: Any) -> Any:
        others_may.append(alone._turn.acquire(blocking=False))
        return True

    monkeypatch.setattr(PasswordHasher, deed, noted)
    if deed == "hash":
        alone.hash(SECRET)
    else:
        alone.verify(SECRET, "kept")
    assert others_may == [False]
    assert alone._turn.acquire(blocking=False), "the turn was not given back"
