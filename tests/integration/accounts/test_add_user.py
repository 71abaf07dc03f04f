"""Does an account hold what was asked for, and is every fault named at once?"""

from __future__ import annotations

import pytest

from tests.builders.accounts import PASSWORD
from tests.builders.registers import CITY
from tests.integration.accounts.conftest import COMPANY, DISSOLVED, Door
from tracker.accounts.list_accounts import list_users, user_with_login
from tracker.domain.errors import Malformed, NotFound
from tracker.domain.faults import FAULTS
from tracker.domain.roles import Role


def test_a_new_account_holds_what_was_asked_for(door: Door) -> None:
    id_ = door.add(login=" Li.Lei ", roles=["collector", "station"], organisation=COMPANY)
    user = user_with_login(door.sessions, "li.lei")
    ((organisation,),) = door.ask("SELECT id FROM organisation")
    assert (user.user, user.login, user.name) == (id_, "li.lei", "王芳")
    assert user.roles == {Role.COLLECTOR, Role.STATION}
    assert (user.organisation, user.division, user.active) == (organisation, CITY, True)


def test_the_division_is_by_default_the_organisations(door: Door) -> None:
    door.add(login="li.lei", roles=["recycler"], organisation=COMPANY, division=None)
    assert user_with_login(door.sessions, "li.lei").division == CITY


def test_everybody_is_listed_by_login(door: Door) -> None:
    for login in ("b.second", "a.first"):
        door.add(login=login)
    assert [user.login for user in list_users(door.sessions)] == ["a.first", "b.second"]


def test_nobody_has_a_login_that_was_never_given(door: Door) -> None:
    with pytest.raises(NotFound):
        user_with_login(door.sessions, "nobody")


def test_all_faults_are_named_at_once(door: Door) -> None:
    door.add()
    with pytest.raises(Malformed) as refused:
        door.add(
            name=" ",
            roles=["evaluator", "emperor"],
            organisation="NO-SUCH",
            division="429999",
            password="short",
        )
    assert {(fault.pointer, fault.code) for fault in refused.value.faults} == {
        ("/login", "login_taken"),
        ("/name", "required"),
        ("/roles/1", "unknown_role"),
        ("/organisation", "unknown_organisation"),
        ("/division", "unknown_division"),
        ("/password", "password_too_short"),
    }
    for fault in refused.value.faults:
        assert "{" not in FAULTS[fault.code].format(**fault.params)


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"login": "王芳"}, "/login", "login_malformed"),
        ({"name": "a\nb"}, "/name", "name_unprintable"),
        ({"roles": []}, "/roles", "required"),
        ({"roles": ["carrier"]}, "/organisation", "organisation_needed"),
        ({"organisation": "A\0B"}, "/organisation", "unknown_organisation"),
        ({"division": None}, "/division", "required"),
        ({"division": DISSOLVED}, "/division", "unknown_division"),
        ({"password": ""}, "/password", "password_too_short"),
    ],
)
def test_a_fault_is_named_where_it_is(
    door: Door, changes: dict[str, object], pointer: str, code: str
) -> None:
    with pytest.raises(Malformed) as refused:
        door.add(**changes)
    assert (pointer, code) in {(fault.pointer, fault.code) for fault in refused.value.faults}


def test_a_refused_account_leaves_nothing_behind(door: Door) -> None:
    with pytest.raises(Malformed):
        door.add(roles=["emperor"])
    assert list_users(door.sessions) == []
    assert door.trail() == []


def test_the_password_is_kept_as_its_argon2_hash_only(door: Door) -> None:
    door.add()
    ((kept,),) = door.ask("SELECT password_hash FROM account")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_the_trail_tells_who_added_whom_with_which_roles(door: Door) -> None:
    id_ = door.add(loopback_only=True)
    assert door.trail() == [
        f"actor=900 user.added user={id_} login=wang.fang roles=evaluator organisation=None"
        f" division={CITY} loopback_only=True"
    ]
