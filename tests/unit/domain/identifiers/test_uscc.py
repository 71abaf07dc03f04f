"""Is a credit code told by its shape, and its check character only remarked upon?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers import uscc
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.identifiers.uscc import Uscc

SOUND = "91130200699229617X"

bodies = st.text(uscc.ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize("code", [SOUND, "91350200776049653A"])
def test_codes_of_known_companies_pass_without_warning(code: str) -> None:
    company = uscc.parse(code)
    assert isinstance(company, Uscc)
    assert company.check_fits
    assert company.warnings == ()


@pytest.mark.parametrize("code", ["91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001QAY9B"])
def test_legal_early_codes_of_fujian_are_kept_with_a_warning(code: str) -> None:
    company = uscc.parse(code)
    assert isinstance(company, Uscc)
    assert company.code == code
    assert company.warnings == (CodeWarning.USCC_CHECK,)


def test_small_letters_and_blanks_are_forgiven() -> None:
    assert uscc.parse("9113 0200 6992 2961 7x") == Uscc(SOUND)


def test_the_division_of_the_registering_authority_is_read() -> None:
    assert Uscc(SOUND).division == "130200"


@pytest.mark.parametrize(
    "text",
    [
        "",
        SOUND[:-1],
        SOUND + "1",
        "9113020A699229617X",  # a letter in the division
        "91130200699229617I",  # I, O, S, V and Z are not of the alphabet
        "91130200O99229617X",
        "９１１３０２００６９９２２９６１７Ｘ",
    ],
)
def test_another_shape_is_no_credit_code(text: str) -> None:
    assert uscc.parse(text) is CodeFault.NOT_A_USCC


@given(bodies, st.integers(0, 16), st.sampled_from(uscc.ALPHABET))
def test_one_wrong_character_never_keeps_the_check_character(
    body: str, place: int, other: str
) -> None:
    slipped = body[:place] + other + body[place + 1 :]
    same = uscc.check_character(slipped) == uscc.check_character(body)
    assert same is (slipped == body)
