"""Where are the messages that the house says? Every source is a row of ``SOURCES``."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from interop.keys.refusals import KEY_REFUSALS
from interop.refusals import RECORD_REFUSALS, REFUSALS
from reports.indicators.rate import SAYS
from tracker.commands.usage_words import USAGE
from tracker.config import WRONG_SETTINGS
from tracker.domain import broken_json
from tracker.domain.audit import SAYS as BREACHES
from tracker.domain.errors import all_errors
from tracker.domain.faults import FAULTS
from tracker.domain.identifiers import gs1_component_checks, gs1_link_fault
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.parameters import DEFINITIONS
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.http.page_words import NAVIGATION, SAID
from tracker.i18n.vocabulary import WORDS
from tracker.rules.evidence import EVIDENCE
from tracker.rules.rulebook import RULES
from tracker.store.embedded.errors import EmbeddedDatabaseError

ROOT = Path(__file__).parents[3]
WINGS = ("tracker", "interop", "reports")

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
    ours = ("tracker", "interop")
    for wing in ours:
        _import_all(wing)
    return (e.message() for e in all_errors() if e.__module__.partition(".")[0] in ours)


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
    for rule in RULES.values():
        yield rule.says
        yield rule.next_step


def _database_troubles() -> Iterator[str]:
    waiting = [EmbeddedDatabaseError]
    while waiting:
        trouble = waiting.pop()
        waiting.extend(trouble.__subclasses__())
        if trouble.__module__.startswith("tracker."):
            yield trouble.message()


#: What stands in quotes right after ``_(`` in a template, or ``translate(`` in the code of pages.
_IN_TEMPLATES = re.compile(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')""")
_IN_CODE = re.compile(r'\b(?:translate|say|_)\(\s*"([^"]+)"')


def _pages() -> Iterator[str]:
    """Every sentence of the templates, of the pages' code, and of the pictures."""
    yield from (label for _, label in NAVIGATION)
    yield from SAID.values()
    for folder in (files("tracker.pages").joinpath("templates"), files("tracker.exports")):
        for file in folder.iterdir():
            if file.name.endswith(".html"):
                found = _IN_TEMPLATES.findall(file.read_text("utf-8"))
                yield from (double or single for double, single in found)
            elif file.name.endswith(".py"):
                yield from _IN_CODE.findall(file.read_text("utf-8"))


def _said_in_code() -> Iterator[str]:
    """Sentences that stand in the code where they are said: ``translate("…")``."""
    code = (file for wing in WINGS for file in (ROOT / wing).rglob("*.py"))
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in sorted(code))
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and node.args and _called(node) in ("translate", "say"):
            said = node.args[0]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


SOURCES: dict[str, Callable[[], Iterator[str]]] = {
    "refusals": _refusals,
    "faults": _faults,
    "notes about codes": _code_notes,
    "faults of GS1 links": _link_faults,
    "reasons of GS1 components": _component_reasons,
    "rules": _rules,
    "evidence of alarms": lambda: iter(EVIDENCE.values()),
    "detectors of anomalies": lambda: (row.name for row in DETECTORS.values()),
    "figures of the province": lambda: (row.says for row in DEFINITIONS.values()),
    "statuses and flags of rates": lambda: iter(SAYS.values()),
    "pages": _pages,
    "troubles of the embedded database": _database_troubles,
    "breaks of the audit trail": lambda: iter(BREACHES.values()),
    "command lines": lambda: iter(USAGE),
    "wrong settings": lambda: iter(WRONG_SETTINGS.values()),
    "refusals of the exchange": lambda: (row.says for row in REFUSALS.values()),
    "refusals of records": lambda: iter(RECORD_REFUSALS.values()),
    "refusals of keys": lambda: iter(KEY_REFUSALS.values()),
    "what is no JSON": lambda: iter(broken_json.EVERY),
    "sentences in code": _said_in_code,
}


def all_messages() -> set[Message]:
    """Every message with its context: None for sentences, a section for words."""
    sentences: set[Message] = {(None, text) for source in SOURCES.values() for text in source()}
    words = {(section, text) for section, rows in WORDS.items() for text in rows.values()}
    return sentences | words
