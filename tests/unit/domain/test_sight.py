"""Whose records does each caller see?"""

from __future__ import annotations

import pytest

from tests.builders.scans import a_caller
from tracker.domain.roles import OVERSIGHT, TRADE, Role
from tracker.domain.sight import Sight, sight_of, sight_of_registers


@pytest.mark.parametrize("role", sorted(TRADE))
def test_whoever_trades_sees_the_own_organisation(role: Role) -> None:
    assert sight_of(a_caller(role, organisation=7)) == Sight(organisation=7)


@pytest.mark.parametrize("role", sorted(OVERSIGHT))
@pytest.mark.parametrize(
    ("division", "digits", "province"),
    [("420000", "42", 42), ("420100", "4201", None), ("420106", "420106", None)],
)
def test_whoever_oversees_sees_the_division_below(
    role: Role, division: str, digits: str, province: int | None
) -> None:
    sight = sight_of(a_caller(role, organisation=None, division=division))

    assert (sight.organisation, sight.division, sight.province) == (None, digits, province)


def test_an_administrator_sees_registers_and_nothing_of_the_trade() -> None:
    administrator = a_caller(Role.ADMINISTRATOR, organisation=None, division="420000")

    assert sight_of(administrator) == Sight()
    assert sight_of_registers(administrator) == Sight(division="42")


@pytest.mark.parametrize(
    ("sight", "seen"),
    [
        (Sight(organisation=7), True),
        (Sight(organisation=8), False),
        (Sight(division="42"), True),
        (Sight(division="4201"), True),
        (Sight(division="4202"), False),
        (Sight(), False),
    ],
)
def test_something_is_seen_by_its_owner_and_by_the_overseers_of_its_division(
    sight: Sight, seen: bool
) -> None:
    assert sight.sees(7, "420106") is seen
