"""Is every command and option explained in both languages, and does the reference page name it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tracker.cli import main
from tracker.commands.usage_words import half_of

PAGE = (Path(__file__).parents[3] / "docs/reference/commands.md").read_text(encoding="utf-8")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Options whose help is a list of words that are typed as they are.
LISTS = frozenset({"--role", "--scope"})


def commands(group: click.Group = main, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    for name, command in group.commands.items():
        words = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words, command


COMMANDS = dict(commands())


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_it_does_in_both_languages(words: str) -> None:
    said = COMMANDS[words].help or ""
    english, slash, chinese = said.rpartition("/")
    assert slash
    assert english.strip()
    assert _CHINESE.search(chinese)


@pytest.mark.parametrize("words", COMMANDS)
def test_what_is_said_of_an_option_is_said_in_both_languages(words: str) -> None:
    said = {
        option.opts[0]: option.help
        for option in COMMANDS[words].params
        if isinstance(option, click.Option) and option.help and option.opts[0] not in LISTS
    }
    assert [name for name, text in said.items() if not _CHINESE.search(text)] == []


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_option_stands_in_the_reference(words: str) -> None:
    row = next((line for line in PAGE.splitlines() if line.startswith(f"| `{words}")), None)
    assert row is not None, f"docs/reference/commands.md has no row for {words}"
    told = row + PAGE[PAGE.index("Every command takes") :].splitlines()[0]
    options = [opt for param in COMMANDS[words].params for opt in param.opts[:1]]
    long = [name for name in options if name.startswith("--")]
    assert [name for name in long if name not in told] == []


def test_the_reference_names_no_command_that_is_not_there() -> None:
    called = re.findall(r"^\| `([a-z]+(?: [a-z]+)*)", PAGE, re.MULTILINE)
    assert [words for words in called if words not in COMMANDS] == []


@pytest.mark.parametrize(
    ("locale", "says", "never"),
    [("zh_CN.UTF-8", "导入台账", "Bring in"), ("en_US.UTF-8", "Bring in a ledger", "导入")],
)
def test_help_is_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, locale: str, says: str, never: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    for words in (["--help"], ["import", "--help"]):
        told = CliRunner().invoke(main, words).stdout
        assert says in told
        assert never not in told


def test_of_words_in_one_language_nothing_is_lost() -> None:
    assert half_of("HOST/PORT and / or nothing") == "HOST/PORT and / or nothing"
    assert half_of(None) is None
