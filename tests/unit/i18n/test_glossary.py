"""Does the glossary call every word of the trade what the screen calls it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.i18n.catalogue import word
from tracker.i18n.vocabulary import WORDS

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


@pytest.fixture(scope="module")
def rows() -> set[tuple[str, str]]:
    """The first two cells of each row of each table."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = [line.split("|") for line in lines if line.startswith("| ")]
    return {(row[1].strip(), row[2].strip()) for row in cells if len(row) > 3}


@pytest.mark.parametrize("section", WORDS)
def test_every_word_stands_in_the_glossary_beside_its_value(
    section: str, rows: set[tuple[str, str]]
) -> None:
    wanted = {(word(section, value), f"`{value}`") for value in WORDS[section]}
    assert wanted - rows == set()
