"""Which files make up the house, and what do they hold? For the tests that walk them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What is installed; tests, migrations and tools stand beside it.
HOUSE = ("tracker", "interop", "reports")
BESIDE = ("migrations", "tests", "benchmarks", "scripts")


def files(*folders: str) -> list[str]:
    """Python files below these folders, as paths from the root of the project."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def content(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree(file: str) -> ast.Module:
    return ast.parse(content(file), file)


def imported(file: str) -> Iterator[str]:
    """Names of the modules that a file imports."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def texts(file: str) -> Iterator[str]:
    """Every literal text in a file, docstrings included."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
