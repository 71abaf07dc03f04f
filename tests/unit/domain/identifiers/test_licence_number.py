"""Is the form of a licence number remarked upon and never refused?"""

import pytest

from tracker.domain.identifiers import licence_number
from tracker.domain.identifiers.code_notes import CodeWarning


def test_the_usual_form_names_the_division_of_the_facility() -> None:
    licence = licence_number.parse(" 4201060001 ")
    assert licence.division == "420106"
    assert not licence.by_the_ministry
    assert licence.warnings == ()


def test_a_g_says_that_the_ministry_issued_it() -> None:
    licence = licence_number.parse("G4201060001")
    assert licence.by_the_ministry
    assert licence.division == "420106"
    assert licence.warnings == ()


@pytest.mark.parametrize("text", ["鄂环危废证第42号", "HW-420106", "42010600012", ""])
def test_other_forms_are_kept_with_a_warning(text: str) -> None:
    licence = licence_number.parse(text)
    assert licence.number == text
    assert licence.division is None
    assert licence.warnings == (CodeWarning.LICENCE_FORM,)


def test_a_text_longer_than_the_register_holds_is_remarked_upon() -> None:
    assert licence_number.parse("4" * 41).warnings == (CodeWarning.LICENCE_LENGTH,)
    assert licence_number.parse("4" * 40).warnings == (CodeWarning.LICENCE_FORM,)
