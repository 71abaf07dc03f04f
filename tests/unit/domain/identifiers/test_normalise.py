"""Are the keyboard's habits taken off, and only those?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.identifiers.normalise import normalise, refusal


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ＡＢ１２３", "AB123"),
        ("９００－０５２－３１", "900-052-31"),
        ("ｈｔｔｐｓ：／／ｉｄ．ｇｓ１．ｏｒｇ", "https://id.gs1.org"),
        ("\u3000AB123\r\n", "AB123"),
        ("\tAB 123 ", "AB 123"),
        ("ab123", "ab123"),
    ],
)
def test_full_width_characters_and_blanks_at_the_ends_go(typed: str, code: str) -> None:
    assert normalise(typed) == code


@pytest.mark.parametrize("text", ["①", "Ⅳ", "㎏", "ﬁ", "²", "\u200bAB", "\ufeffAB"])
def test_other_compatibility_and_invisible_characters_stay(text: str) -> None:
    assert normalise(text) == text
    assert refusal(text) is CodeFault.NOT_ASCII


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", CodeFault.EMPTY),
        ("A\x00B", CodeFault.CONTROL_CHARACTERS),
        ("A\tB", CodeFault.CONTROL_CHARACTERS),
        ("\x1d0109526688356013", CodeFault.CONTROL_CHARACTERS),
        ("A\x7f", CodeFault.CONTROL_CHARACTERS),
        ("电池0001", CodeFault.NOT_ASCII),
        ("AB\u202e12", CodeFault.NOT_ASCII),
        ("🔋0001", CodeFault.NOT_ASCII),
        ("\ud800", CodeFault.NOT_ASCII),
        ("A" * (MOST_CHARACTERS + 1), CodeFault.TOO_LONG),
    ],
)
def test_what_cannot_be_a_code_is_named(code: str, fault: CodeFault) -> None:
    assert refusal(code) is fault


@pytest.mark.parametrize(
    "code", ["4.2e+19", "4.2E+19", "4E+19", "4.20100012345678E19", "1E-05", "4201234567.0"]
)
def test_a_code_that_a_spreadsheet_made_a_number_is_refused(code: str) -> None:
    assert refusal(code) is CodeFault.SCIENTIFIC


@pytest.mark.parametrize(
    "code",
    ["12E34", "4E19", "XE+19", "42E+19", "4.2E+19A", "V4.0", "12345.0", "A" * MOST_CHARACTERS],
)
def test_a_code_that_only_looks_like_a_number_is_kept(code: str) -> None:
    assert refusal(code) is None
