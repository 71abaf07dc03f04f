"""Has every fault and warning a message, and can a fault never pass for a code?"""

from enum import Enum

import pytest

from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning


@pytest.mark.parametrize("note", [*CodeFault, *CodeWarning])
def test_every_note_has_a_sentence_of_its_own(note: CodeFault | CodeWarning) -> None:
    assert note.message.endswith(".")
    others = [other.message for other in (*CodeFault, *CodeWarning) if other is not note]
    assert note.message not in others


def test_the_limit_is_filled_into_the_text() -> None:
    assert CodeFault.TOO_LONG.text == "The code is longer than 128 characters."


def test_codes_in_answers_are_all_different() -> None:
    values = [note.value for note in (*CodeFault, *CodeWarning)]
    assert len(values) == len(set(values))


def test_a_fault_is_no_text() -> None:
    fault: Enum = CodeFault.EMPTY
    assert not isinstance(fault, str)
