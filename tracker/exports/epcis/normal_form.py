"""How is a value written so that two ways of saying the same look the same?

Source: GS1 CBV 2.0, section on event hash ids: times in UTC to the millisecond, numbers without
trailing zeros, URNs and links of any domain as canonical links, words with their full address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote, unquote

from tracker.domain.identifiers.epc_urn import link_of
from tracker.domain.identifiers.gs1_digital_link import CANONICAL_STEM
from tracker.exports.epcis.words import PREFIXES

_TIME = re.compile(
    r"(?P<seconds>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?P<fraction>\.\d+)?(?P<offset>Z|[+-]\d\d:\d\d)"
)
_MILLISECOND = Decimal("0.001")
#: Names of keys in the older form of links, which is no longer taken for new codes.
_NAMES = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gmn": "8013", "gln": "414", "party": "417",
    "gsrnp": "8017", "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401",
    "gsin": "402", "grai": "8003", "giai": "8004", "ser": "21", "lot": "10", "cpv": "22",
    "glnx": "254", "cpsn": "8011",
}  # fmt: skip
#: What a key's value looks like, and which qualifiers may follow it. The check digit is not looked
#: at: a document with a wrong one still has its hash.
_KEYS = {
    "01": (re.compile(r"\d{14}"), ("22", "10", "21", "235")),
    "00": (re.compile(r"\d{18}"), ()),
    "253": (re.compile(r"\d{13}.{0,17}"), ()),
    "255": (re.compile(r"\d{13,25}"), ()),
    "401": (re.compile(r".{1,30}"), ()),
    "402": (re.compile(r"\d{17}"), ()),
    "414": (re.compile(r"\d{13}"), ("254",)),
    "417": (re.compile(r"\d{13}"), ()),
    "8003": (re.compile(r"\d{14}.{0,16}"), ()),
    "8004": (re.compile(r".{1,30}"), ()),
    "8006": (re.compile(r"\d{18}"), ("22", "10", "21")),
    "8010": (re.compile(r".{1,30}"), ("8011",)),
    "8013": (re.compile(r".{1,25}"), ()),
    "8017": (re.compile(r"\d{18}"), ()),
    "8018": (re.compile(r"\d{18}"), ()),
}


def utc_of(text: str) -> datetime | None:
    """A time as a document writes it, rounded to the millisecond; None when it is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    try:
        whole = datetime.fromisoformat(found["seconds"] + found["offset"].replace("Z", "+00:00"))
        parts = Decimal(found["fraction"] or 0) / _MILLISECOND
        return whole.astimezone(UTC) + timedelta(milliseconds=int(parts + Decimal("0.5")))
    except (ValueError, OverflowError):
        return None


def time_text(moment: datetime) -> str:
    """2020-03-04T10:00:30.000Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def number_text(number: int | float | Decimal) -> str:
    """26.10 -> 26.1, 452.0 -> 452."""
    text = format(Decimal(str(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def link_text(value: str) -> str:
    """URNs and links as canonical links without attributes; anything else as it is."""
    if value.startswith("urn:epc:"):
        return link_of(value) or value
    if not value.startswith(("http://", "https://")):
        return value
    segments = value.partition("://")[2].partition("#")[0].partition("?")[0].split("/")[1:]
    for start in range(len(segments) - 2, -1, -1):
        key = _NAMES.get(segments[start], segments[start])
        if key in _KEYS and (path := _path(key, segments[start + 1 :])) is not None:
            return CANONICAL_STEM + path
    return value


def _path(key: str, rest: list[str]) -> str | None:
    form, qualifiers = _KEYS[key]
    if len(rest) % 2 == 0 or form.fullmatch(unquote(rest[0])) is None:
        return None
    path = f"/{key}/{quote(unquote(rest[0]), safe=_SAFE)}"
    for name, text in zip(rest[1::2], rest[2::2], strict=True):
        qualifier = _NAMES.get(name, name)
        if qualifier not in qualifiers or not text:
            return None
        path += f"/{qualifier}/{quote(unquote(text), safe=_SAFE)}"
    return path


_SAFE = "'"


def prefixes_of(*contexts: object) -> dict[str, str]:
    """Prefix to namespace, from the contexts of a document and of an event."""
    found = dict(PREFIXES)
    for context in contexts:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                found.update({k: v for k, v in part.items() if isinstance(v, str)})
    return found


def expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """A prefixed word with the address of its prefix; anything else as it is."""
    prefix, colon, rest = name.partition(":")
    if colon and not rest.startswith("//") and prefix in prefixes:
        return prefixes[prefix] + rest
    return name
