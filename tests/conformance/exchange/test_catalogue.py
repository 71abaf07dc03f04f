"""Does the list of negative cases tell the truth: every number once, every test where it says?"""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import files, tree
from tests.conformance.exchange.catalogue import CASES, Case
from tests.conformance.exchange.render import PAGE, page

_NUMBERED = re.compile(r"_n(\d\d)(?=_)")


def numbers_in(file: str) -> set[int]:
    """The numbers in the names of a file's tests: ``test_n08_n09_…`` carries two."""
    return {
        int(number)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_n")
        for number in _NUMBERED.findall(node.name)
    }


def test_every_number_is_listed_once_and_in_order() -> None:
    assert [case.number for case in CASES] == list(range(1, 97))


def test_every_case_stands_somewhere_or_waits_for_something() -> None:
    assert [case.number for case in CASES if not case.stands and not case.waits] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"n{case.number:02d}")
def test_a_case_that_stands_has_a_test_of_its_number(case: Case) -> None:
    lacking = [file for file in case.stands if case.number not in numbers_in(file)]
    assert lacking == []


def test_no_numbered_test_is_missing_from_the_list() -> None:
    listed = {(case.number, file) for case in CASES for file in case.stands}
    found = {
        (number, file)
        for file in files("tests")
        if file.rpartition("/")[2].startswith("test_")
        for number in numbers_in(file)
    }
    assert found - listed == set()


def test_the_page_of_cases_is_what_the_tests_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
