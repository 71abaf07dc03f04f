"""Which language does the reader get: Chinese, unless English is asked for."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
DEFAULT: Language = "zh"

#: A weight of RFC 9110, section 12.4.2: 0 to 1 with at most three decimals.
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE | re.ASCII)


def known_language(tag: str) -> Language | None:
    """The language meant by a tag such as zh-Hans-CN, zh_CN or en-GB; None for all others.

    Any Chinese counts as ours: whoever reads it in other characters reads ours before English.
    """
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    for language in LANGUAGES:
        if primary == language:
            return language
    return None


def negotiate(accept_language: str | None, explicit: str | None = None) -> Language:
    """The language to answer in.

    ``explicit`` is what the reader chose (``?lang=``) and decides if we have it. Else the language
    of highest weight among those of the Accept-Language header (RFC 9110, section 12.5.4), the
    first of equals; entries that cannot be read are passed over. Chinese if nothing fits.
    """
    chosen = known_language(explicit or "")
    if chosen is not None:
        return chosen
    best: Language = DEFAULT
    most = 0.0
    for entry in (accept_language or "").split(","):
        tag, _, weight = entry.partition(";")
        language = known_language(tag)
        worth = _worth(weight)
        if language is not None and worth > most:
            best, most = language, worth
    return best


def _worth(weight: str) -> float:
    """The weight of an entry: 1 if none is given, 0 (not wanted) if it cannot be read."""
    if not weight:
        return 1.0
    read = _WEIGHT.fullmatch(weight)
    return float(read[1]) if read else 0.0
