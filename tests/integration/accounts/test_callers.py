"""Is the caller of a request the one whose token or session it shows, and nobody else?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import psycopg
import pytest

from tests.builders.accounts import CHEAP, ELSEWHERE, HERE
from tests.builders.registers import HOME_PROVINCE
from tests.integration.accounts.conftest import ADMINISTRATOR, COMPANY, Door
from tracker.accounts.callers import caller_for_token
from tracker.accounts.deactivate_user import deactivate_user, reactivate_user
from tracker.accounts.list_accounts import user_with_login
from tracker.accounts.sessions import begin_session, caller_of_session, end_session
from tracker.accounts.set_password import set_password
from tracker.accounts.tokens import make_token
from tracker.domain.account import User
from tracker.domain.caller import Caller
from tracker.domain.errors import Malformed, NotAuthenticated, NotFound
from tracker.domain.roles import Right, Role, rights_of


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile, savepoints aside."""
    seen: list[str] = []
    ask = psycopg.Cursor.execute

    def note(cursor: Any, statement: str, *rest: Any, **more: Any) -> Any:
        if "SAVEPOINT" not in statement:
            seen.append(statement)
        return ask(cursor, statement, *rest, **more)

    with patch.object(psycopg.Cursor, "execute", note):
        yield seen


def calling(door: Door, token: str, address: str = ELSEWHERE) -> Caller:
    return caller_for_token(door.sessions, token, door.clock, address)


def begun(door: Door, user: User) -> str:
    """The secret of a session on the pages."""
    return begin_session(door.sessions, HOME_PROVINCE, user, door.clock)


def sitting(door: Door, secret: str, address: str = ELSEWHERE) -> Caller:
    return caller_of_session(door.sessions, secret, door.clock, address)


def close(door: Door, user: int) -> None:
    deactivate_user(door.sessions, HOME_PROVINCE, user, ADMINISTRATOR, door.clock)


def test_a_token_says_who_calls_for_whom_and_with_which_rights(door: Door) -> None:
    user = door.add(login="li.lei", roles=["collector"], organisation=COMPANY)
    ((organisation,),) = door.ask("SELECT id FROM organisation")
    caller = calling(door, door.issue(user, "scan", "read").text)
    assert (caller.user, caller.login) == (user, "li.lei")
    assert (caller.organisation, caller.division) == (organisation, "420100")
    assert caller.roles == {Role.COLLECTOR}
    assert caller.rights == {Right.SCAN, Right.READ}


def test_a_token_without_scopes_gives_no_right(door: Door) -> None:
    assert calling(door, door.issue(door.add()).text).rights == frozenset()


def test_a_right_that_the_roles_have_lost_is_gone_from_the_token_too(door: Door) -> None:
    token = door.issue(door.add(roles=["bureau_province"]), "edit_reference", "read").text
    door.do("UPDATE account SET roles = ARRAY['evaluator']")
    assert calling(door, token).rights == {Right.READ}


def test_roles_and_scopes_that_this_version_does_not_know_give_nothing(door: Door) -> None:
    token = door.issue(door.add(), "read").text
    door.do("UPDATE account SET roles = ARRAY['evaluator', 'emperor']")
    door.do("UPDATE token SET scopes = ARRAY['read', '*', 'everything']")
    caller = calling(door, token)
    assert caller.roles == {Role.EVALUATOR}
    assert caller.rights == {Right.READ}


def test_a_caller_is_found_in_one_statement(door: Door) -> None:
    token = door.issue(door.add(), "read").text
    with statements() as seen:
        calling(door, token)
    assert len(seen) == 1


def test_what_is_no_token_is_refused_without_asking_the_database(door: Door) -> None:
    with statements() as seen, pytest.raises(NotAuthenticated):
        calling(door, "plb_short")
    assert seen == []


def test_a_token_that_nobody_was_given_is_refused(door: Door) -> None:
    with pytest.raises(NotAuthenticated):
        calling(door, make_token())


def test_a_token_dies_at_its_expiry(door: Door) -> None:
    expires = door.clock.now() + timedelta(hours=1)
    token = door.issue(door.add(), "read", expires=expires).text
    calling(door, token)
    door.clock.pass_by(hours=1)
    with pytest.raises(NotAuthenticated):
        calling(door, token)


def test_a_closed_account_has_no_way_in_until_it_is_opened_again(door: Door) -> None:
    user = door.add()
    token = door.issue(user, "read").text
    session = begun(door, door.log_in())
    close(door, user)
    with pytest.raises(NotAuthenticated):
        calling(door, token)
    begun_since = begun(door, user_with_login(door.sessions, "wang.fang"))
    with pytest.raises(NotAuthenticated):
        sitting(door, begun_since)
    reactivate_user(door.sessions, HOME_PROVINCE, user, ADMINISTRATOR, door.clock)
    assert calling(door, token).user == user
    with pytest.raises(NotAuthenticated):
        sitting(door, session)


def test_closing_twice_is_noted_once_and_nobody_cannot_be_closed(door: Door) -> None:
    user = door.add()
    close(door, user)
    close(door, user)
    assert door.trail()[1:] == [f"actor=900 user.deactivated user={user}"]
    with pytest.raises(NotFound):
        close(door, 10_000_000)


def test_a_demonstration_token_is_taken_from_this_machine_only(door: Door) -> None:
    token = door.issue(door.add(loopback_only=True), "read").text
    assert calling(door, token, HERE).login == "wang.fang"
    for address in (ELSEWHERE, "", "unknown"):
        with pytest.raises(NotAuthenticated):
            calling(door, token, address)


def test_a_demonstration_session_is_taken_from_this_machine_only(door: Door) -> None:
    door.add(loopback_only=True)
    session = begun(door, door.log_in())
    assert sitting(door, session, HERE).login == "wang.fang"
    with pytest.raises(NotAuthenticated):
        sitting(door, session, ELSEWHERE)


def test_a_session_has_all_rights_of_the_roles_and_is_found_by_one_statement(door: Door) -> None:
    door.add(roles=["bureau_province"])
    session = begun(door, door.log_in())
    with statements() as asked:
        caller = sitting(door, session)
    assert len(asked) == 1
    assert caller.rights == rights_of(frozenset({Role.BUREAU_PROVINCE})) > {Right.TRACE}


def test_a_session_ends_after_a_day_when_it_is_left_and_for_whoever_made_it_up(
    door: Door,
) -> None:
    door.add()
    left, kept = (begun(door, door.log_in()) for _ in range(2))
    end_session(door.sessions, HOME_PROVINCE, left, door.clock)
    door.clock.pass_by(hours=9)
    assert sitting(door, kept).login == "wang.fang"
    for secret in (left, "made up"):
        with pytest.raises(NotAuthenticated):
            sitting(door, secret)
    door.clock.pass_by(hours=1)
    with pytest.raises(NotAuthenticated):
        sitting(door, kept)


def test_a_new_password_ends_sessions_and_spares_tokens(door: Door) -> None:
    id_ = door.add()
    token = door.issue(id_, "read").text
    user = door.log_in()
    session = begun(door, user)
    set_password(
        door.sessions, HOME_PROVINCE, id_, "nine lead plates", ADMINISTRATOR, door.clock, CHEAP
    )
    with pytest.raises(NotAuthenticated):
        sitting(door, session)
    assert calling(door, token).user == id_
    assert door.log_in(password="nine lead plates").version == user.version + 1
    assert f"actor=900 user.password_set user={id_}" in door.trail()


def test_a_weak_new_password_is_refused_and_the_old_one_stays(door: Door) -> None:
    id_ = door.add()
    with pytest.raises(Malformed) as refused:
        set_password(
            door.sessions, HOME_PROVINCE, id_, "wang.fang12", ADMINISTRATOR, door.clock, CHEAP
        )
    assert [fault.code for fault in refused.value.faults] == ["password_holds_login"]
    assert door.log_in().user == id_


def test_nobody_gets_no_password(door: Door) -> None:
    with pytest.raises(NotFound):
        set_password(
            door.sessions, HOME_PROVINCE, 10_000_000, "x", ADMINISTRATOR, door.clock, CHEAP
        )
