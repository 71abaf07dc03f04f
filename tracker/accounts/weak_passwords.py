"""Which passwords are refused when they are chosen, and what is said about each?

Length counts most, and what everybody would try first is no secret; kinds of characters are not
prescribed, because that makes passwords worse (NIST SP 800-63B, section on memorized secrets).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from tracker.domain.errors import Fault

LEAST_CHARACTERS = 10
#: Enough for any sentence, and no way to keep the server busy with books.
MOST_CHARACTERS = 128
LEAST_DIFFERENT_CHARACTERS = 5
#: So many characters must be left when the login name is taken out.
LEAST_BESIDE_LOGIN = 6

#: Rows of keys and of the alphabet, as fingers run over them.
_RUNS = (
    "12345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "!@#$%^&*()_+",
    "147258369",
)
#: Long enough, and still at the head of every list that leaked.
_COMMON = frozenset(
    {
        "1q2w3e4r5t",
        "1q2w3e4r5t6y",
        "123456789a",
        "1234567890a",
        "123qweasdzxc",
        "5201314520",
        "a123456789",
        "a1234567890",
        "aa123456789",
        "abc123456789",
        "admin123456",
        "admin@123456",
        "administrator",
        "changeme123",
        "iloveyou1314",
        "password12",
        "password123",
        "password1234",
        "qazwsxedcrfv",
        "qq123456789",
        "qwerty12345",
        "qwerty123456",
        "woaini1314",
        "woaini1314520",
        "woaini5201314",
        "zxcvbnm123",
    }
)
_LOOK_LIKE = str.maketrans("@0$", "aos")


def weaknesses(password: str, login: str) -> list[Fault]:
    """Everything that is wrong with a password for this login; empty if it may be taken."""
    plain = unicodedata.normalize("NFKC", password)
    return [
        Fault(code, "/password", {"limit": limit})
        for code, limit, weak in _ROWS
        if weak(plain, login)
    ]


def _too_short(password: str, _login: str) -> bool:
    return len(password) < LEAST_CHARACTERS


def _too_long(password: str, _login: str) -> bool:
    return len(password) > MOST_CHARACTERS


def _too_plain(password: str, _login: str) -> bool:
    return len(set(password)) < LEAST_DIFFERENT_CHARACTERS


def _common(password: str, _login: str) -> bool:
    small = password.casefold()
    forms = {small, small.translate(_LOOK_LIKE)}
    backward = {form[::-1] for form in forms}
    in_a_run = any(form in run for form in forms | backward for run in _RUNS)
    return bool(small) and (in_a_run or not _COMMON.isdisjoint(forms))


def _holds_login(password: str, login: str) -> bool:
    small = password.casefold()
    return bool(login) and login in small and len(small) - len(login) < LEAST_BESIDE_LOGIN


#: fault, the limit that its message names, what is wrong
_ROWS: tuple[tuple[str, int, Callable[[str, str], bool]], ...] = (
    ("password_too_short", LEAST_CHARACTERS, _too_short),
    ("password_too_long", MOST_CHARACTERS, _too_long),
    ("password_too_plain", LEAST_DIFFERENT_CHARACTERS, _too_plain),
    ("password_common", 0, _common),
    ("password_holds_login", LEAST_BESIDE_LOGIN, _holds_login),
)
