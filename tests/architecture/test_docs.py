"""Does everything that the documentation points to exist: pages, headings, files, commands?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.architecture.sources import ROOT
from tracker.cli import main

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("migrations/*.md")]
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_PATH = re.compile(
    r"`((?:tracker|interop|reports|migrations|tests|benchmarks|scripts|docs)/[^`\s]*)`"
)
_CALLED = re.compile(r"(?:^|[^\w/.])plumbline((?: +[^\s`&|;>()，。；]+)+)", re.MULTILINE)
_WORD = re.compile(r"[a-z][a-z-]*")
_OPTION = re.compile(r"--[a-z][a-z-]*")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(name: str) -> set[str]:
    """Headings as they are named in addresses: small letters, no punctuation, blanks as dashes."""
    slugs = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(page(name)))
    named = re.findall(r'<a (?:id|name)="([^"]+)"', page(name))
    return {slug.strip().replace(" ", "-") for slug in slugs} | set(named)


def broken(name: str) -> Iterator[str]:
    """Links that lead nowhere; addresses elsewhere are not tried."""
    for link in _LINK.findall(page(name)):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        if not target.exists():
            yield link
        elif anchor:
            there = target.resolve().relative_to(ROOT).as_posix()
            if anchor not in anchors(there):
                yield link


def test_the_pages_are_found() -> None:
    assert {"README.md", "docs/getting-started.md", "docs/glossary.md"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    assert list(broken(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = [path for path in _PATH.findall(page(name)) if not set(path) & set("*{}<>…")]
    assert [path for path in named if not (ROOT / path.partition(":")[0]).exists()] == []


def test_the_contents_list_every_page() -> None:
    listed = {link.partition("#")[0] for link in _LINK.findall(page("docs/README.md"))}
    there = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert there - listed - {"README.md"} == set()


def unknown(words: list[str]) -> Iterator[str]:
    """Commands and options of one call, as a page writes it, that ``plumbline`` does not have."""
    command: click.Command = main
    for word in words:
        if isinstance(command, click.Group):
            if not _WORD.fullmatch(word):
                return
            if word not in command.commands:
                yield word
                return
            command = command.commands[word]
        else:
            options = {option for param in command.params for option in param.opts}
            yield from (found for found in _OPTION.findall(word) if found not in options)


def calls(name: str) -> list[list[str]]:
    return [called.split() for called in _CALLED.findall(page(name))]


@pytest.mark.parametrize("name", [name for name in PAGES if calls(name)])
def test_every_command_that_is_shown_can_be_called(name: str) -> None:
    shown = {" ".join(words): list(unknown(words)) for words in calls(name)}
    assert {words: wrong for words, wrong in shown.items() if wrong} == {}


def test_a_call_that_is_none_is_noticed() -> None:
    assert list(unknown(["smelt"])) == ["smelt"]
    assert list(unknown(["trace", "CODE", "--sideways"])) == ["--sideways"]
    assert list(unknown(["trace", "CODE", "--direction", "back"])) == []


def test_a_link_that_leads_nowhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# One\n\n[a](nowhere.md) [b](#two) [c](#one) [d](docs/README.md)"
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: text)
    assert list(broken("README.md")) == ["nowhere.md", "#two"]
