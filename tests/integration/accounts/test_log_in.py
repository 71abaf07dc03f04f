"""Does the right password open the door, and everything else meet the same refusal?"""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from tests.builders.accounts import CHEAP, ELSEWHERE, HERE, PASSWORD, cheap_passwords
from tests.builders.registers import HOME_PROVINCE
from tests.integration.accounts.conftest import ADMINISTRATOR, Door
from tracker.accounts.count_attempt import forget_attempts
from tracker.accounts.deactivate_user import deactivate_user
from tracker.accounts.list_accounts import user_with_login
from tracker.accounts.log_in import log_in
from tracker.accounts.passwords import Passwords
from tracker.accounts.set_password import set_password
from tracker.domain.errors import DomainError, TooManyAttempts, WrongPassword

WRONG = "seven tin plates"


def fail(
    door: Door, times: int, *, login: str = "wang.fang", address: str = ELSEWHERE
) -> list[type[DomainError]]:
    """Wrong passwords, one after the other; what each met."""
    met: list[type[DomainError]] = []
    for _ in range(times):
        with pytest.raises(DomainError) as refused:
            door.log_in(login, WRONG, address)
        met.append(refused.type)
    return met


def seconds_to_wait(door: Door, login: str = "wang.fang", address: str = ELSEWHERE) -> object:
    with pytest.raises(TooManyAttempts) as refused:
        door.log_in(login, PASSWORD, address)
    return refused.value.params["seconds"]


class Recorder(Passwords):
    """Cheap passwords that note what they were asked to compare with."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_kib=8, lanes=1)
        self.compared: list[str | None] = []

    def verify(self, password: str, kept: str | None) -> bool:
        self.compared.append(kept)
        return super().verify(password, kept)


def test_login_and_password_let_in(door: Door) -> None:
    id_ = door.add()
    assert door.log_in(" Wang.Fang ").user == id_


def test_a_login_is_noted_with_its_address(door: Door) -> None:
    id_ = door.add()
    door.log_in(address=ELSEWHERE)
    assert door.trail()[-1] == f"actor={id_} user.logged_in user={id_} address={ELSEWHERE}"


@pytest.mark.parametrize(
    ("login", "password", "address"),
    [
        ("wang.fang", WRONG, ELSEWHERE),
        ("wang.fang", "", ELSEWHERE),
        ("nobody", PASSWORD, ELSEWHERE),
        ("no\0body", PASSWORD, ELSEWHERE),
        ("gone", PASSWORD, ELSEWHERE),
        ("machine", "", ELSEWHERE),
        ("demo", PASSWORD, ELSEWHERE),
    ],
)
def test_every_failure_meets_the_same_refusal_after_the_same_work(
    door: Door, login: str, password: str, address: str
) -> None:
    door.add()
    door.add(login="machine", password=None)
    door.add(login="demo", loopback_only=True)
    gone = door.add(login="gone")
    deactivate_user(door.sessions, HOME_PROVINCE, gone, ADMINISTRATOR, door.clock)
    passwords = Recorder()
    with pytest.raises(WrongPassword) as refused:
        log_in(door.sessions, HOME_PROVINCE, login, password, door.clock, address, passwords)
    assert len(passwords.compared) == 1
    assert (refused.value.faults, refused.value.params) == ((), {})
    counted = door.ask("SELECT failures FROM login_attempt")
    assert counted == [(1,), (1,)], "the login and the sender"


@pytest.mark.parametrize("address", [HERE, "127.9.9.9", "::1"])
def test_a_demonstration_login_is_taken_from_this_machine(door: Door, address: str) -> None:
    id_ = door.add(loopback_only=True)
    assert door.log_in(address=address).user == id_


def test_after_five_failures_even_the_right_password_must_wait(door: Door) -> None:
    door.add()
    assert fail(door, 5) == [WrongPassword] * 5
    assert seconds_to_wait(door) == 30
    assert seconds_to_wait(door, address=HERE) == 30, "whoever tries this login"
    assert seconds_to_wait(door, login="somebody.else") == 30, "whatever this sender tries"


def test_the_wait_ends_and_the_next_one_is_longer(door: Door) -> None:
    door.add()
    fail(door, 5)
    door.clock.pass_by(minutes=0.5)
    assert fail(door, 2) == [WrongPassword, TooManyAttempts]
    assert seconds_to_wait(door) == 60
    door.clock.pass_by(minutes=1)
    assert door.log_in(address=ELSEWHERE).login == "wang.fang"


def test_attempts_during_the_wait_do_not_lengthen_it(door: Door) -> None:
    door.add()
    fail(door, 50)
    assert seconds_to_wait(door) == 30


def test_an_unknown_login_is_throttled_like_a_known_one(door: Door) -> None:
    assert fail(door, 6, login="nobody") == [WrongPassword] * 5 + [TooManyAttempts]


def test_one_password_tried_on_many_logins_is_throttled_too(door: Door) -> None:
    for number in range(5):
        assert fail(door, 1, login=f"person-{number}") == [WrongPassword]
    assert fail(door, 1, login="person-6") == [TooManyAttempts]
    assert fail(door, 1, login="person-6", address=HERE) == [WrongPassword]


def test_failures_a_quarter_of_an_hour_apart_cost_no_wait(door: Door) -> None:
    for _ in range(12):
        assert fail(door, 1) == [WrongPassword]
        door.clock.pass_by(minutes=15)


def test_success_takes_the_slips_before_it_back(door: Door) -> None:
    door.add()
    fail(door, 4)
    door.log_in(address=ELSEWHERE)
    assert fail(door, 4) == [WrongPassword] * 4
    door.log_in(address=ELSEWHERE)


def test_an_account_of_ones_own_is_no_way_to_try_the_accounts_of_others(door: Door) -> None:
    door.add(login="thief")
    met = []
    for number in range(6):
        met += fail(door, 1, login=f"victim-{number}")
        if number < 4:
            door.log_in("thief", address=ELSEWHERE)
    assert met == [WrongPassword] * 5 + [TooManyAttempts]


def test_a_new_password_from_the_office_ends_the_wait_of_the_login(door: Door) -> None:
    id_ = door.add()
    fail(door, 5)
    set_password(
        door.sessions, HOME_PROVINCE, id_, "nine lead plates", ADMINISTRATOR, door.clock, CHEAP
    )
    assert door.log_in(password="nine lead plates", address=HERE).user == id_


def test_a_hash_of_older_parameters_is_renewed_at_the_next_login(door: Door) -> None:
    id_ = door.add()
    dearer = cheap_passwords(time_cost=2)
    before = user_with_login(door.sessions, "wang.fang").version
    for _ in range(2):
        log_in(door.sessions, HOME_PROVINCE, "wang.fang", PASSWORD, door.clock, HERE, dearer)
        ((kept,),) = door.ask(f"SELECT password_hash FROM account WHERE id = {id_}")
        assert not dearer.needs_rehash(kept)
    assert user_with_login(door.sessions, "wang.fang").version == before, "no session ends"


def test_neither_log_nor_trail_nor_counts_show_what_was_typed(door: Door) -> None:
    door.add()
    with capture_logs() as logs:
        fail(door, 2, login=WRONG)
        fail(door, 1)
        door.log_in()
    everything = f"{logs}{door.trail()}{door.ask('SELECT * FROM login_attempt')}"
    assert len(logs) == 3
    assert WRONG not in everything
    assert PASSWORD not in everything
    assert "argon2" not in everything


def test_counts_of_yesterday_are_forgotten_and_those_of_today_are_not(door: Door) -> None:
    fail(door, 1, address=HERE)
    door.clock.pass_by(hours=25)
    fail(door, 1, login="nobody")
    assert forget_attempts(door.sessions, HOME_PROVINCE, door.clock) == 2
    assert door.ask("SELECT count(*) FROM login_attempt") == [(2,)]
