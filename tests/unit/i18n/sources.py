"""Where are the messages that the house says? Every source is a row of ``SOURCES``."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache

from tracker.domain.errors import all_errors
from tracker.domain.faults import FAULTS
from tracker.domain.identifiers import gs1_component_checks, gs1_link_fault
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.i18n.vocabulary import WORDS
from tracker.rules.rulebook import RULES
from tracker.store.embedded.errors import EmbeddedDatabaseError

#: Floors whose enums hold words of the trade.
TRADE_FLOORS = ("domain", "lifecycle", "rules", "graph")

#: Enums that only the code reads: nobody is ever shown one of their values.
NEVER_SAID = frozenset({"tracker.domain.register.Refers"})

Message = tuple[str | None, str]


@cache
def _import_all(package: str) -> None:
    """Import every module of a package: classes are found only once they are made."""
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        importlib.import_module(module.name)


def enums_of_the_trade() -> dict[str, type[StrEnum]]:
    """Every enum of words that a floor of the trade defines, by its full name."""
    for floor in TRADE_FLOORS:
        _import_all(f"tracker.{floor}")
    floors = tuple(f"tracker.{floor}." for floor in TRADE_FLOORS)
    found = (enum for enum in StrEnum.__subclasses__() if enum.__module__.startswith(floors))
    by_name = {f"{enum.__module__}.{enum.__qualname__}": enum for enum in found}
    return {name: by_name[name] for name in sorted(set(by_name) - NEVER_SAID)}


def _refusals() -> Iterator[str]:
    """Refusals wherever they are made; those that tests make for themselves are not ours."""
    _import_all("tracker")
    return (e.message() for e in all_errors() if e.__module__.startswith("tracker."))


def _faults() -> Iterator[str]:
    return iter(FAULTS.values())


def _code_notes() -> Iterator[str]:
    return (note.message for note in (*CodeFault, *CodeWarning))


def _link_faults() -> Iterator[str]:
    found = vars(gs1_link_fault).items()
    return (text for name, text in found if name.isupper() and isinstance(text, str))


def _component_reasons() -> Iterator[str]:
    """The sentences in the code of the component checks, which stand beside their conditions."""
    tree = ast.parse(inspect.getsource(gs1_component_checks))
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    nodes = list(ast.walk(tree))
    docs = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, documented)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text.endswith(".") and " " in text and text not in docs:
                yield text


def _rules() -> Iterator[str]:
    return (rule.says for rule in RULES.values())


def _database_troubles() -> Iterator[str]:
    waiting = [EmbeddedDatabaseError]
    while waiting:
        trouble = waiting.pop()
        waiting.extend(trouble.__subclasses__())
        if trouble.__module__.startswith("tracker."):
            yield trouble.message()


SOURCES: dict[str, Callable[[], Iterator[str]]] = {
    "refusals": _refusals,
    "faults": _faults,
    "notes about codes": _code_notes,
    "faults of GS1 links": _link_faults,
    "reasons of GS1 components": _component_reasons,
    "rules": _rules,
    "troubles of the embedded database": _database_troubles,
}


def all_messages() -> set[Message]:
    """Every message with its context: None for sentences, a section for words."""
    sentences: set[Message] = {(None, text) for source in SOURCES.values() for text in source()}
    words = {(section, text) for section, rows in WORDS.items() for text in rows.values()}
    return sentences | words
