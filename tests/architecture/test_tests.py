"""Are the tests themselves as they should be: sentences, in packages, without naps?"""

from __future__ import annotations

import ast

from tests.architecture.sources import files, tree

FEWEST_WORDS = 3
TESTS = [file for file in files("tests") if file.rpartition("/")[2].startswith("test_")]


def test_a_tests_name_is_a_sentence() -> None:
    short = [
        f"{file}: {node.name}"
        for file in TESTS
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and len(node.name.split("_")[1:]) < FEWEST_WORDS
    ]
    assert short == []


def test_no_test_sleeps() -> None:
    naps = [
        f"{file}:{node.lineno}"
        for file in TESTS
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sleep"
    ]
    assert naps == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {file.rpartition("/")[0] for file in TESTS}
    packages = {file.rpartition("/")[0] for file in files("tests") if file.endswith("/__init__.py")}
    assert folders <= packages
