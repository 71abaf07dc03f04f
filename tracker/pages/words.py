"""What may every template say? Sentences, words of the trade, moments, masses in its language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tracker.domain.caller import Caller
from tracker.i18n import formats
from tracker.i18n.catalogue import translate, word

#: What the top of every page leads to: address and msgid.
NAVIGATION = (("/", "First page"), ("/docs", "API documentation"))


def words_of_pages(language: str, csrf: Callable[[], str], caller: Caller | None) -> dict[str, Any]:
    """``_`` says a sentence, ``word`` a word of the trade; ``kg``, ``moment`` and ``name`` show
    masses, moments and things that have a name in each language."""

    def say(msgid: str, **params: object) -> str:
        return translate(msgid, language, **params)

    def term(section: str, value: object) -> str:
        return "" if value is None else word(section, value, language)

    def kg(mass_g: int | None) -> str:
        return formats.kilograms(mass_g, language)

    def moment(value: datetime | None) -> str:
        return "" if value is None else formats.moment(value, language)

    def name(zh: str, en: str | None) -> str:
        return en if language == "en" and en else zh

    return {
        "_": say,
        "word": term,
        "kg": kg,
        "moment": moment,
        "name": name,
        "language": language,
        "csrf": csrf,
        "navigation": NAVIGATION,
        "caller": caller,
    }
