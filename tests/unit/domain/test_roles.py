"""Does each role carry the rights of its part, and no more?"""

from __future__ import annotations

import pytest

from tests.builders.scans import a_caller
from tracker.domain.place import Place
from tracker.domain.roles import OVERSIGHT, RIGHTS, TRADE, Right, Role, rights_of


def test_every_role_has_its_row() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_only_the_trade_scans_and_edits_its_own_records(role: Role) -> None:
    assert (Right.SCAN in RIGHTS[role]) is (role in TRADE)
    assert (Right.EDIT_OWN in RIGHTS[role]) is (role in TRADE)


def test_only_the_province_edits_reference_data_and_only_the_administrator_administers() -> None:
    assert [r for r in Role if Right.EDIT_REFERENCE in RIGHTS[r]] == [Role.BUREAU_PROVINCE]
    assert [r for r in Role if Right.ADMINISTER in RIGHTS[r]] == [Role.ADMINISTRATOR]


def test_a_partner_system_has_no_right_here() -> None:
    assert rights_of(frozenset({Role.PARTNER})) == frozenset()


def test_roles_together_carry_what_each_carries() -> None:
    both = rights_of(frozenset({Role.SELLER, Role.ADMINISTRATOR}))
    assert both == RIGHTS[Role.SELLER] | RIGHTS[Role.ADMINISTRATOR]
    assert rights_of(frozenset()) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_bureaus_and_evaluators_oversee_and_nobody_else(role: Role) -> None:
    assert a_caller(role).oversees is (role in OVERSIGHT)
    assert not OVERSIGHT & TRADE


def test_a_caller_may_what_the_token_left_of_the_rights() -> None:
    caller = a_caller(Role.SELLER, rights=frozenset({Right.READ}))
    assert caller.may(Right.READ)
    assert not caller.may(Right.SCAN)


SHOP_THAT_COLLECTS = Place(1, "S", 10, "U", frozenset({Role.SELLER, Role.COLLECTOR}), "420100")


def test_at_an_own_site_one_acts_in_the_roles_that_both_have() -> None:
    caller = a_caller(Role.COLLECTOR, Role.CARRIER, organisation=10)
    assert SHOP_THAT_COLLECTS.acting_roles(caller) == {Role.COLLECTOR}


def test_at_a_strangers_site_one_acts_only_as_a_carrier() -> None:
    caller = a_caller(Role.COLLECTOR, Role.CARRIER, organisation=11)
    assert SHOP_THAT_COLLECTS.acting_roles(caller) == {Role.CARRIER}
    assert SHOP_THAT_COLLECTS.acting_roles(a_caller(Role.COLLECTOR, organisation=11)) == set()
