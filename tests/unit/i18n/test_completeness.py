"""Does the house say everything in Chinese, and nothing that nobody asks for any more?"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.unit.i18n.sources import SOURCES, all_messages, enums_of_the_trade
from tracker.i18n.catalogue import catalogue_files, messages
from tracker.i18n.vocabulary import SECTION_OF_ENUM, SECTION_OF_PLACE, WORDS

_BRACED = re.compile(r"\{[^}]*\}")
_PLAIN_PLACE = re.compile(r"\{[a-z_][a-z0-9_]*\}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

ENUMS = enums_of_the_trade()

_ENTRY = re.compile(r'(?m)^(?:msgctxt "(.*)"\n)?msgid "(.*)"$')

#: Names that ``translate`` keeps for itself.
_TAKEN = {"{language}"}


FILES = {file.name: file for file in catalogue_files("zh")}


@pytest.fixture(scope="module", params=FILES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with FILES[request.param].open("rb") as lines:
        return read_po(lines, locale="zh", abort_invalid=True)


def test_every_message_is_said_in_chinese() -> None:
    missing = all_messages() - set(messages("zh"))
    assert missing == set()


def test_the_catalogue_holds_no_message_that_nobody_says() -> None:
    left_over = set(messages("zh")) - all_messages()
    assert left_over == set()


@pytest.mark.parametrize("source", SOURCES)
def test_no_source_has_run_dry(source: str) -> None:
    assert any(SOURCES[source]())


def test_no_message_stands_in_the_catalogue_twice() -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for file in FILES.values():
        lines = file.read_text(encoding="utf-8").replace('"\n"', "")
        counted.update(entry for entry in _ENTRY.findall(lines) if entry != ("", ""))
    assert {entry for entry, times in counted.items() if times > 1} == set()
    assert len(counted) == len(messages("zh"))


def test_each_translation_has_the_places_of_its_message() -> None:
    differing = {
        english: said
        for (_, english), said in messages("zh").items()
        if set(_BRACED.findall(english)) != set(_BRACED.findall(said))
    }
    assert differing == {}


def test_places_are_plain_names_that_translate_can_fill() -> None:
    places = {place for _, english in all_messages() for place in _BRACED.findall(english)}
    assert {place for place in places if not _PLAIN_PLACE.fullmatch(place)} == set()
    assert places & _TAKEN == set()


def test_translations_are_chinese() -> None:
    without = {
        english
        for (_, english), said in messages("zh").items()
        if not _CHINESE.search(_BRACED.sub("", said)) and _BRACED.sub("", english)
    }
    assert without == set()


def test_no_translation_is_fuzzy_and_none_is_empty(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.fuzzy] == []
    assert [entry.id for entry in catalogue if not entry.string] == []


def test_the_catalogue_keeps_no_obsolete_messages(catalogue: Catalog) -> None:
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("enum", ENUMS)
def test_every_word_of_an_enum_is_in_the_vocabulary(enum: str) -> None:
    assert enum in SECTION_OF_ENUM, "give the enum a section in tracker/i18n/vocabulary.py"
    section = WORDS[SECTION_OF_ENUM[enum]]
    assert set(section) == {member.value for member in ENUMS[enum]}


def test_the_vocabulary_names_only_enums_that_exist() -> None:
    assert set(SECTION_OF_ENUM) == set(ENUMS)
    assert sorted(SECTION_OF_ENUM.values()) == sorted(WORDS)
    assert set(SECTION_OF_PLACE.values()) == set(WORDS)


@pytest.mark.parametrize("section", WORDS)
def test_no_two_words_of_a_section_sound_the_same(section: str) -> None:
    english = list(WORDS[section].values())
    chinese = [messages("zh")[section, text] for text in english]
    assert len(set(english)) == len(english)
    assert len(set(chinese)) == len(chinese)
