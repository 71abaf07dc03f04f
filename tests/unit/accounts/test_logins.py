"""Are the spellings of one login one login, and look-alikes none?"""

from __future__ import annotations

import pytest

from tracker.accounts.logins import is_login, normal_login


@pytest.mark.parametrize("typed", ["wang.fang", " Wang.Fang\t", "ｗａｎｇ．ｆａｎｇ"])
def test_case_blanks_and_full_width_letters_make_no_difference(typed: str) -> None:
    assert normal_login(typed) == "wang.fang"


@pytest.mark.parametrize(
    "login", ["ab", "wang.fang", "bureau_city", "13800138000", "a@b.cn", "x-1"]
)
def test_a_name_a_number_and_a_mail_address_are_logins(login: str) -> None:
    assert is_login(login)


@pytest.mark.parametrize(
    "login", ["", "a", ".ab", "wang fang", "wаng", "王芳", "Wang", "ab\n", "ab\0", "a" * 65]
)
def test_look_alikes_and_what_cannot_be_typed_are_not(login: str) -> None:
    assert not is_login(login)
