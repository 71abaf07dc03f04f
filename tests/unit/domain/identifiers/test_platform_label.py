"""Are our own labels read back, and is every slip in one noticed?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers import iso7064, platform_label
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.platform_label import PlatformLabel
from tracker.domain.region import PROVINCES

LABEL = "PB420000000001Q"

provinces = st.sampled_from([unit.digits for unit in PROVINCES])
serials = st.integers(1, platform_label.MOST_SERIAL)


def test_the_first_label_of_hubei_is_this_one() -> None:
    # Labels are printed and stay on batteries for years: their form may never change.
    assert platform_label.build("42", 1) == LABEL


@given(provinces, serials)
def test_what_is_built_is_read_back(province: str, serial: int) -> None:
    label = platform_label.parse(platform_label.build(province, serial))
    assert isinstance(label, PlatformLabel)
    assert (label.province, label.serial) == (province, serial)


@given(provinces, serials, st.integers(0, 14), st.sampled_from(iso7064.ALPHABET))
def test_a_label_with_one_wrong_character_is_noticed(
    province: str, serial: int, place: int, other: str
) -> None:
    label = platform_label.build(province, serial)
    slipped = label[:place] + other + label[place + 1 :]
    assert platform_label.misread(slipped) is (slipped != label)


@given(provinces, serials)
def test_a_label_typed_in_groups_and_small_letters_is_the_same_label(
    province: str, serial: int
) -> None:
    label = PlatformLabel(platform_label.build(province, serial))
    assert platform_label.parse(label.spaced) == label
    assert platform_label.parse(label.spaced.lower().replace(" ", "-")) == label


def test_the_groups_are_short_enough_for_the_eye() -> None:
    assert PlatformLabel(LABEL).spaced == "PB42 00000 00001 Q"


@pytest.mark.parametrize(
    "text",
    [
        "PB420000000002Q",  # another digit
        "PB42000000000IQ",  # I for 1
        "PB42O000000001Q",  # O for 0
        "BP420000000001Q",  # the letters swapped
        "PB240000000001Q",  # digits swapped
    ],
)
def test_what_is_no_label_is_never_read_as_one(text: str) -> None:
    assert isinstance(platform_label.parse(text), CodeFault)


@pytest.mark.parametrize("text", ["PB420000000002Q", "PB42O000000001Q", "FB420000000001Q"])
def test_a_slip_is_told_from_a_foreign_code(text: str) -> None:
    assert platform_label.parse(text) is CodeFault.LABEL_MISREAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PB12AH202300012",  # a maker whose codes begin like ours
        "PB2023010112345",
        "PBXL-4201-00017",
        LABEL[:-1],
        LABEL + "0",
        "ＰＢ420000000001Q",
    ],
)
def test_a_foreign_code_is_left_to_its_maker(text: str) -> None:
    assert platform_label.parse(text) is CodeFault.NOT_A_PLATFORM_LABEL


def test_serial_zero_was_never_printed() -> None:
    body = "PB420000000000"
    label = body + iso7064.check_character(body)
    assert platform_label.parse(label) is CodeFault.NOT_A_PLATFORM_LABEL


@pytest.mark.parametrize(
    ("province", "serial"), [("99", 1), ("4", 1), ("42", 0), ("42", 10_000_000_000)]
)
def test_no_label_is_built_that_could_not_be_read(province: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"province|serial"):
        platform_label.build(province, serial)
