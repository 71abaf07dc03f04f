"""Does the check character notice what slips of the hand do?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers import iso7064

codes = st.text(iso7064.ALPHABET, min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("code", "check"),
    # A GRid (ISO/IEC 7064 MOD 37,36 in the GRid standard) and an ISAN root with its first check.
    [("A12425GABC1234002", "M"), ("000000003A8D0000", "Z")],
)
def test_published_codes_get_their_published_check_character(code: str, check: str) -> None:
    assert iso7064.check_character(code) == check


@given(codes)
def test_a_code_with_its_check_character_fits(code: str) -> None:
    assert iso7064.fits(code + iso7064.check_character(code))


@given(codes, st.data())
def test_one_wrong_character_is_always_noticed(code: str, data: st.DataObject) -> None:
    whole = code + iso7064.check_character(code)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from(iso7064.ALPHABET.replace(whole[place], "")))
    assert not iso7064.fits(whole[:place] + other + whole[place + 1 :])


@pytest.mark.parametrize("code", ["", "7"])
def test_a_check_character_alone_guards_nothing(code: str) -> None:
    assert not iso7064.fits(code)
