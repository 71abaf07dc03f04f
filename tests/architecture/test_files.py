"""Does every file say on its first line what it is about, and stay short enough to be read?"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.architecture.sources import BESIDE, HOUSE, content, files

MOST_LINES = 300
FEWEST_WORDS = 3


def first_line(file: str) -> str:
    return content(file).partition("\n")[0]


#: An empty ``__init__.py`` only makes a folder a package.
SPEAKING = [file for file in files(*HOUSE, *BESIDE) if content(file).strip()]


def test_the_files_are_found() -> None:
    assert len(files("tracker")) > 50
    assert "tracker/usecases/record_scan.py" in SPEAKING


def says_what_it_is_about(line: str) -> bool:
    said = line.removeprefix('"""').removesuffix('"""').strip()
    return line.startswith('"""') and len(said.split()) >= FEWEST_WORDS and said[-1] in ".?:…"


def test_the_first_line_is_a_sentence_about_the_file() -> None:
    lines = {file: first_line(file) for file in SPEAKING}
    assert {file: line for file, line in lines.items() if not says_what_it_is_about(line)} == {}


def test_no_two_files_say_the_same_about_themselves() -> None:
    counted = Counter(first_line(file) for file in SPEAKING)
    assert [line for line, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("folder", HOUSE)
def test_no_file_is_too_long_to_be_read_at_once(folder: str) -> None:
    lines = {file: content(file).count("\n") for file in files(folder)}
    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}
