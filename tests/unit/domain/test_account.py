"""Does nobody call with more rights than the roles carry, or with a dead token?"""

from __future__ import annotations

from datetime import timedelta

from tests.builders.accounts import a_token, a_user
from tests.fakes.clock import START
from tracker.domain.roles import Right, Role

A_DAY = timedelta(days=1)


def test_a_caller_has_only_the_rights_that_roles_and_scopes_share() -> None:
    evaluator = a_user(roles=frozenset({Role.EVALUATOR}))
    caller = evaluator.calling(frozenset({Right.READ, Right.ADMINISTER}))
    assert caller.rights == {Right.READ}


def test_without_scopes_a_caller_has_no_rights() -> None:
    assert a_user().calling(frozenset()).rights == frozenset()


def test_a_caller_is_the_user_in_every_other_respect() -> None:
    user = a_user(organisation=7)
    caller = user.calling(user.rights)
    assert (caller.user, caller.login, caller.organisation) == (user.user, user.login, 7)
    assert (caller.roles, caller.division, caller.rights) == (
        user.roles,
        user.division,
        user.rights,
    )


def test_a_token_is_valid_until_its_expiry_and_not_at_it() -> None:
    token = a_token(expires_at=START + A_DAY)
    assert token.valid_at(START)
    assert not token.valid_at(START + A_DAY)


def test_a_revoked_token_is_not_valid() -> None:
    assert not a_token(revoked_at=START - A_DAY).valid_at(START)
