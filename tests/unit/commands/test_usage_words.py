"""Is whoever calls the command wrongly told so in the language of the terminal?"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from string import Formatter
from types import ModuleType

import click.core
import click.exceptions
import click.parser
import click.types
import pytest
from click.testing import CliRunner

from tracker.cli import main
from tracker.commands.usage_words import USAGE, unquoted
from tracker.i18n.catalogue import translate

#: What only a programmer who declares commands wrongly is told, or what no command of ours uses.
NOT_MET = frozenset(
    {
        "deprecated",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "Value must be an iterable.",
        "(dynamic)",
        "Choice({choices})",
    }
)
_OF_PROGRAMMERS = (
    "declar",
    "defined twice",
    "No options defined",
    "Boolean option",
    "Invalid start",
)


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (["trace", "--nope"], "No such option '--nope'.", "没有选项“--nope”。"),
        (["tracee"], "No such command 'tracee'.", "没有命令“tracee”。"),
        (["trace"], "Missing argument 'CODE'.", "缺少参数 'CODE'."),
        (["trace", "A", "B"], "Got unexpected extra argument (B)", "多余的参数（B）"),
        (["trace", "A", "--as-of"], "requires an argument.", "需要一个值。"),
        (["import", "/no/such/file.xlsx"], "does not exist.", "路径“/no/such/file.xlsx”不存在。"),
        (["trace", "A", "--direction", "up"], "is not one of", "不在可选值之中"),
        (["rate", "show", "--year", "x"], "is not a valid", "不是有效的数"),
        (["--help"], "Usage:", "用法："),
    ],
)
def test_a_wrong_call_is_said_in_the_terminals_language(
    monkeypatch: pytest.MonkeyPatch, words: list[str], english: str, chinese: str
) -> None:
    for locale, said in (("en_US.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        monkeypatch.setenv("LC_ALL", locale)
        answer = CliRunner().invoke(main, words)
        assert said in answer.output, answer.output
        assert answer.exit_code == (0 if words == ["--help"] else 2)


def sentences(module: ModuleType) -> Iterator[str]:
    """What a module of the library says, as it asks for it."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
        if isinstance(node, ast.Call) and called in ("_", "ngettext"):
            for said in node.args:
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value


@pytest.mark.parametrize(
    "module", [click.core, click.exceptions, click.parser, click.types], ids=lambda m: m.__name__
)
def test_every_sentence_of_the_library_that_can_be_met_is_known(module: ModuleType) -> None:
    met = (one for one in sentences(module) if not any(word in one for word in _OF_PROGRAMMERS))
    unknown = {one for one in met if unquoted(one) not in USAGE} - NOT_MET
    assert {one for one in unknown if not one.startswith("Arguments take exactly")} == set()


@pytest.mark.parametrize("sentence", USAGE)
def test_a_translation_has_the_places_that_the_library_fills(sentence: str) -> None:
    def places(text: str) -> set[tuple[str, str | None]]:
        return {(name, how) for _, name, how, _ in Formatter().parse(text) if name is not None}

    assert places(translate(sentence, "zh")) == places(sentence)
