"""Is a token issued with just the rights asked for, shown once, and dead when it is taken back?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders.accounts import ELSEWHERE
from tests.builders.registers import HOME_PROVINCE
from tests.integration.accounts.conftest import ADMINISTRATOR, Door
from tracker.accounts.callers import caller_for_token
from tracker.accounts.deactivate_user import deactivate_user
from tracker.accounts.list_accounts import list_tokens
from tracker.accounts.revoke_token import revoke_token
from tracker.accounts.tokens import token_digest
from tracker.domain.errors import Malformed, NotAuthenticated, NotFound
from tracker.domain.roles import Right


def revoke(door: Door, token: int, holder: int | None = None) -> None:
    revoke_token(door.sessions, HOME_PROVINCE, token, ADMINISTRATOR, door.clock, holder)


def test_a_token_is_kept_as_its_digest_and_listed_without_it(door: Door) -> None:
    user = door.add()
    issued = door.issue(user, "read", name=" spreadsheet ")
    ((digest,),) = door.ask("SELECT digest FROM token")
    assert bytes(digest) == token_digest(issued.text)
    (listed,) = list_tokens(door.sessions, user)
    assert (listed.token, listed.user, listed.name) == (issued.token, user, "spreadsheet")
    assert listed.scopes == {Right.READ}
    assert listed.expires_at == door.clock.now() + timedelta(days=30)
    assert listed.revoked_at is None


def test_a_token_shows_in_no_trail_and_no_traceback(door: Door) -> None:
    issued = door.issue(door.add(), "read")
    assert issued.text not in repr(issued)
    assert issued.text not in str(door.trail())


def test_everybody_sees_only_their_own_tokens(door: Door) -> None:
    mine, yours = door.add(), door.add(login="li.lei")
    issued = door.issue(mine, "read")
    assert [token.token for token in list_tokens(door.sessions, mine)] == [issued.token]
    assert list_tokens(door.sessions, yours) == []


def test_all_faults_of_a_token_are_named_at_once(door: Door) -> None:
    user = door.add()
    with pytest.raises(Malformed) as refused:
        door.issue(user, "read", "*", "administer", name="", expires=door.clock.now())
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/name", "required"),
        ("/scopes/1", "unknown_scope"),
        ("/scopes/2", "scope_beyond_rights"),
        ("/expires", "expiry_not_ahead"),
    ]
    assert list_tokens(door.sessions, user) == []


def test_nobody_and_a_closed_account_get_no_token(door: Door) -> None:
    user = door.add()
    deactivate_user(door.sessions, HOME_PROVINCE, user, ADMINISTRATOR, door.clock)
    for holder in (user, 10_000_000):
        with pytest.raises(NotFound):
            door.issue(holder, "read")


def test_a_revoked_token_is_dead_and_says_since_when(door: Door) -> None:
    user = door.add()
    issued = door.issue(user, "read")
    revoke(door, issued.token)
    with pytest.raises(NotAuthenticated):
        caller_for_token(door.sessions, issued.text, door.clock, ELSEWHERE)
    assert list_tokens(door.sessions, user)[0].revoked_at == door.clock.now()


def test_revoking_twice_is_noted_once_and_keeps_the_first_moment(door: Door) -> None:
    user = door.add()
    issued = door.issue(user, "read")
    first = door.clock.now()
    revoke(door, issued.token)
    door.clock.pass_by(days=1)
    revoke(door, issued.token)
    assert list_tokens(door.sessions, user)[0].revoked_at == first
    assert door.trail()[-1] == f"actor=900 token.revoked token={issued.token} user={user}"
    assert len(door.trail()) == 3


def test_a_user_revokes_their_own_token_and_nobody_elses(door: Door) -> None:
    mine, yours = door.add(), door.add(login="li.lei")
    issued = door.issue(mine, "read")
    for token, holder in ((issued.token, yours), (10_000_000, mine)):
        with pytest.raises(NotFound):
            revoke(door, token, holder)
    assert list_tokens(door.sessions, mine)[0].revoked_at is None
    revoke(door, issued.token, mine)
    assert list_tokens(door.sessions, mine)[0].revoked_at is not None


def test_the_trail_tells_what_a_token_is_good_for(door: Door) -> None:
    user = door.add()
    issued = door.issue(user, "trace", "read")
    assert door.trail()[-1] == (
        f"actor=900 token.issued token={issued.token} user={user} scopes=read,trace"
        " expires=2026-11-30T00:00:00Z"
    )
