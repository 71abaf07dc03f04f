"""What is said for an English message, in the reader's language and with its places filled?

Messages are English sentences (msgids) with places such as ``{code}``; the Chinese ones stand in
``catalogues/zh/LC_MESSAGES/*.po``, one file per subject, read as they are, so that nobody has to
compile them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from babel.messages.pofile import read_po

from tracker.i18n.language import DEFAULT, negotiate
from tracker.i18n.vocabulary import SECTION_OF_ENUM, SECTION_OF_PLACE, WORDS

__all__ = ["messages", "negotiate", "translate", "word"]

#: A place to fill. Nothing else in braces is touched: no attributes, no indices, no widths, so a
#: text from outside that came to be a message can neither fail nor reach into an object.
_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

#: In these places stands a message of its own.
_MESSAGE_PLACES = frozenset({"problem", "reason"})

_BETWEEN_WORDS = {"zh": "、", "en": ", "}


@cache  # two threads may both read it the first time; both read the same
def messages(language: str) -> Mapping[tuple[str | None, str], str]:
    """(context, msgid) -> translation; empty for English. The context is a section of the
    vocabulary, None for sentences."""
    if language != "zh":
        return MappingProxyType({})
    said: dict[tuple[str | None, str], str] = {}
    for path in catalogue_files(language):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        said |= {
            (entry.context, entry.id): entry.string
            for entry in catalogue
            if isinstance(entry.id, str)
            and isinstance(entry.string, str)
            and entry.id
            and entry.string
            and not entry.fuzzy
        }
    return MappingProxyType(said)


def catalogue_files(language: str) -> list[Traversable]:
    """The language's files, one per subject, by name. FileNotFoundError if there is no folder."""
    folder = files("tracker.i18n").joinpath("catalogues", language, "LC_MESSAGES")
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".po")), key=lambda file: file.name
    )


def translate(msgid: str, /, language: str = DEFAULT, **params: object) -> str:
    """The message in 'zh' or 'en' (whatever is neither counts as 'zh').

    ``params`` fill its places; a place without one stays as it is. Words of the trade in them
    (``state="in_storage"``) are said in the language, too. A msgid without a translation is
    said in English. Never raises for what it is given; FileNotFoundError if the installation
    lacks its catalogue.
    """
    language = "en" if language == "en" else DEFAULT
    sentence = messages(language).get((None, msgid), msgid)
    return _PLACE.sub(
        lambda place: (
            _said(place[1], params[place[1]], language) if place[1] in params else place[0]
        ),
        sentence,
    )


def word(section: str, value: object, language: str = DEFAULT) -> str:
    """A word of the trade, such as ``word("state", UnitState.IN_STORAGE)``: 贮存中.

    ``section`` is a key of the vocabulary. Values that it does not know come back as they are.
    """
    text = _text(value)
    english = WORDS.get(section, {}).get(text)
    if english is None:
        return text
    return english if language == "en" else messages(DEFAULT).get((section, english), english)


def _said(place: str, value: object, language: str) -> str:
    """What stands in a place: a word of the trade, several with commas, a message, or the value."""
    text = _text(value)
    section = SECTION_OF_PLACE.get(place)
    if isinstance(value, Enum):
        made_by = type(value)
        section = SECTION_OF_ENUM.get(f"{made_by.__module__}.{made_by.__qualname__}", section)
    if section is not None:
        parts = text.split(", ")
        if all(part in WORDS[section] for part in parts):
            said = (word(section, part, language) for part in parts)
            return _BETWEEN_WORDS[language].join(said)
    if place in _MESSAGE_PLACES:
        return messages(language).get((None, text), text)
    return text


def _text(value: object) -> str:
    try:
        return str(value.value if isinstance(value, Enum) else value)
    except Exception:  # noqa: BLE001  a number of 5,000 digits, say: the rest is still worth saying
        return "?"
