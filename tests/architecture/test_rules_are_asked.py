"""Is every row of the rulebook reached by somebody who asks: a use case, a sweep, a report?

A rule's name must stand in code that is reached from outside the room of rules: in a function of
that room that somebody calls, or, for the rules that name themselves elsewhere (the table of steps,
the detectors), in the calling room itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

from tracker.rules.rulebook import RULES

ROOT = Path(__file__).parents[2]
_RULES = ROOT / "tracker" / "rules"
#: Rooms that ask, and those whose tables name rules for them: steps, detectors.
_ASKING = ("tracker/usecases", "tracker/http", "interop/usecases")
_TABLES = ("tracker/lifecycle", "tracker/graph/anomalies")
#: Rows tell of rules, and nobody who reads only them has asked.
_ROWS = ("_rows.py", "rulebook.py", "rule.py", "page.py", "evidence.py")


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _named(node: ast.AST) -> Iterator[str]:
    """Names that are used in a piece of code, called or handed on; ``rules.x`` is one, too."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
            yield one.id
        elif isinstance(one, ast.Attribute) and ast.unparse(one.value) == "rules":
            yield one.attr


def _texts(node: ast.AST) -> set[str]:
    constants = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _found_by_name(node: ast.AST) -> set[str]:
    """What is named in ``finding("…", …)``; to list a rule elsewhere is not to ask it."""
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    made = (one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "finding")
    return {text for one in made for text in _texts(one.args[0])}


def _pieces() -> dict[str, list[ast.AST]]:
    """Every function, class and constant of the room of rules, by name."""
    found: dict[str, list[ast.AST]] = {}
    for file in sorted(_RULES.glob("*.py")):
        if file.name.endswith(_ROWS):
            continue
        for node in _tree(file).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.setdefault(node.name, []).append(node)
            for target in getattr(node, "targets", [getattr(node, "target", None)]):
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node)
    return found


def _asked_outside() -> tuple[set[str], set[str]]:
    """Names in the rooms that ask, and the rules that they name themselves."""
    names: set[str] = set()
    texts: set[str] = set()
    for room in _ASKING:
        for file in (ROOT / room).rglob("*.py"):
            names.update(_named(_tree(file)))
            texts.update(_found_by_name(_tree(file)))
    for room in _TABLES:
        for file in (ROOT / room).rglob("*.py"):
            names.update(_named(_tree(file)))
            texts.update(_texts(_tree(file)))
    return names, texts


def rules_asked(called: Set[str], texts: Set[str]) -> set[str]:
    """Rules whose name stands in what is called from outside, however far it goes on inside."""
    pieces = _pieces()
    waiting, seen = [name for name in called if name in pieces], set[str]()
    found = texts & RULES.keys()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for piece in pieces[name]:
            found |= _texts(piece) & RULES.keys()
            waiting += [other for other in _named(piece) if other in pieces]
    return found


@cache
def _found() -> frozenset[str]:
    return frozenset(rules_asked(*_asked_outside()))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_asked_by_somebody(rule: str) -> None:
    assert rule in _found()


def test_a_rule_of_which_only_its_row_tells_is_noticed() -> None:
    assert "plan_exceeded" in rules_asked({"plan_findings"}, set())
    assert rules_asked({"weight_findings"}, set()) == {"weight_differs"}
    assert rules_asked(set(), {"never_sold", "no rule"}) == {"never_sold"}
