"""Do only use cases commit, once, as the last thing they do?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import HOUSE, files, tree

#: A connection is set up; reference data is laid in at init.
COMMITTING_STORES = frozenset({"tracker/store/engine.py", "tracker/store/seed.py"})
#: The make-believe province is poured in as a whole, before anybody works with it.
POURED = "tracker/demo/"
#: Where people's doings are written down: one verb, one file.
DOINGS = (
    "tracker/usecases/",
    "tracker/accounts/",
    "tracker/ledgers/",
    "interop/usecases/",
    "reports/usecases/",
)


def commits(node: ast.AST) -> bool:
    """Whether a statement is ``….commit()``."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "commit"
    )


def blocks(file: str) -> Iterator[list[ast.stmt]]:
    """Every list of statements in a file."""
    for node in ast.walk(tree(file)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield block


def decided(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below a node but what a ``commit`` does, which only passes the word on."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.FunctionDef) and child.name == "commit"):
            yield child
            yield from decided(child)


def committing() -> list[str]:
    return [file for file in files(*HOUSE) if any(map(commits, decided(tree(file))))]


def test_only_use_cases_commit() -> None:
    strangers = {file for file in committing() if not file.startswith((*DOINGS, POURED))}
    assert strangers <= COMMITTING_STORES


def test_scans_are_among_the_use_cases_that_commit() -> None:
    assert "tracker/usecases/record_scan.py" in committing()


def test_the_commit_is_the_last_thing_that_happens() -> None:
    """After it only the answer is returned: what follows would be lost, or be a second fact."""
    early = [
        f"{file}:{block[place].lineno}"
        for file in committing()
        if file.startswith(DOINGS)
        for block in blocks(file)
        for place, statement in enumerate(block)
        if commits(statement)
        and not all(isinstance(after, ast.Return) for after in block[place + 1 :])
    ]
    assert early == []
