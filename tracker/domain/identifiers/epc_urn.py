"""Which GS1 Digital Link says the same as an EPC URN, and the other way round?

Source: GS1 EPC Tag Data Standard 2.0, the pure identity and class URNs; GS1 Digital Link, URI
syntax. A URN tells where the company prefix ends and leaves check digits out; a link has the check
digit and does not know where the prefix ends. So a link becomes a URN only when the length of the
prefix is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from tracker.domain.identifiers.gs1_check_characters import check_digit
from tracker.domain.identifiers.gs1_digital_link import CANONICAL_STEM

_ID = "urn:epc:id:"
_CLASS = "urn:epc:class:"
_PATTERN = "urn:epc:idpat:"
#: A link spells these out in its own way; an apostrophe stays as it is in both forms.
_SAFE = "'"
#: The shortest and longest company prefix.
_PREFIX = range(6, 13)


def _encoded(text: str) -> str:
    return quote(unquote(text), safe=_SAFE)


def _checked(digits: str) -> str:
    return digits + check_digit(digits)


def _indicated(company: str, reference: str) -> str:
    """A key whose reference begins with a digit that stands before the company prefix."""
    return _checked(reference[:1] + company + reference[1:])


def _gtin(company: str, item: str, *rest: str) -> str:
    return "/01/" + _indicated(company, item)


def _sgln(company: str, place: str, extension: str) -> str:
    part = "" if extension == "0" else f"/254/{_encoded(extension)}"
    return f"/414/{_checked(company + place)}{part}"


def _cpi(company: str, part: str, serial: str) -> str:
    return f"/8010/{company}{_encoded(part)}/8011/{serial}"


def _itip(company: str, item: str, piece: str, total: str) -> str:
    return f"/8006/{_indicated(company, item)}{piece}{total}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A scheme: how many parts its URN has, whether two of them are a fixed number of digits
    together, and the path of the link they become."""

    parts: int
    digits: int | None
    path: Callable[..., str]


_IDS: dict[str, _Row] = {
    "sgtin": _Row(3, 13, lambda c, i, s: f"{_gtin(c, i)}/21/{_encoded(s)}"),
    "sscc": _Row(2, 17, lambda c, r: "/00/" + _indicated(c, r)),
    "sgln": _Row(3, 12, _sgln),
    "grai": _Row(3, 12, lambda c, t, s: f"/8003/0{_checked(c + t)}{_encoded(s)}"),
    "giai": _Row(2, None, lambda c, a: f"/8004/{c}{_encoded(a)}"),
    "gsrn": _Row(2, 17, lambda c, r: "/8018/" + _checked(c + r)),
    "gsrnp": _Row(2, 17, lambda c, r: "/8017/" + _checked(c + r)),
    "gdti": _Row(3, 12, lambda c, t, s: f"/253/{_checked(c + t)}{_encoded(s)}"),
    "cpi": _Row(3, None, _cpi),
    "sgcn": _Row(3, 12, lambda c, t, s: f"/255/{_checked(c + t)}{s}"),
    "ginc": _Row(2, None, lambda c, r: f"/401/{c}{_encoded(r)}"),
    "gsin": _Row(2, 16, lambda c, r: "/402/" + _checked(c + r)),
    "itip": _Row(5, 13, lambda c, i, p, t, s: f"{_itip(c, i, p, t)}/21/{_encoded(s)}"),
    "upui": _Row(3, 13, lambda c, i, s: f"{_gtin(c, i)}/235/{_encoded(s)}"),
    "pgln": _Row(2, 12, lambda c, r: "/417/" + _checked(c + r)),
}
_CLASSES: dict[str, _Row] = {
    "lgtin": _Row(3, 13, lambda c, i, lot: f"{_gtin(c, i)}/10/{_encoded(lot)}"),
}
#: Patterns whose last part is a star name the class of what the rest names.
_PATTERNS: dict[str, _Row] = {
    "sgtin": _Row(3, 13, _gtin),
    "grai": _Row(3, 12, lambda c, t, _: "/8003/0" + _checked(c + t)),
    "gdti": _Row(3, 12, lambda c, t, _: "/253/" + _checked(c + t)),
    "sgcn": _Row(3, 12, lambda c, t, _: "/255/" + _checked(c + t)),
    "cpi": _Row(3, None, lambda c, part, _: f"/8010/{c}{_encoded(part)}"),
    "itip": _Row(5, 13, lambda c, i, p, t, _: _itip(c, i, p, t)),
    "upui": _Row(3, 13, _gtin),
}
_FORMS = ((_ID, _IDS), (_CLASS, _CLASSES), (_PATTERN, _PATTERNS))
_DIGITS = re.compile(r"[0-9]*")


def link_of(urn: str) -> str | None:
    """The Digital Link that says the same as this URN; None when it is no EPC URN in order."""
    for start, rows in _FORMS:
        if not urn.startswith(start):
            continue
        scheme, _, rest = urn[len(start) :].partition(":")
        row = rows.get(scheme)
        if row is None:
            return None
        parts = rest.split(".", row.parts - 1)
        if len(parts) != row.parts or not _fits(row, parts):
            return None
        if (start == _PATTERN) != (parts[-1] == "*"):
            return None
        return CANONICAL_STEM + row.path(*parts)
    return None


def _fits(row: _Row, parts: list[str]) -> bool:
    company, reference = parts[0], parts[1]
    if _DIGITS.fullmatch(company) is None or len(company) not in _PREFIX:
        return False
    if row.digits is None:
        return bool(reference)
    return _DIGITS.fullmatch(reference) is not None and len(company) + len(reference) == row.digits


#: How a link's path is cut: its form, and the URN made of company prefix length and its parts.
_CUTS: tuple[tuple[re.Pattern[str], Callable[[int, re.Match[str]], str]], ...] = (
    (
        re.compile(r"/01/(?P<i>\d)(?P<d>\d{12})\d/21/(?P<s>[^/]+)"),
        lambda n, m: f"sgtin:{m['d'][:n]}.{m['i']}{m['d'][n:]}.{_raw(m['s'])}",
    ),
    (
        re.compile(r"/00/(?P<i>\d)(?P<d>\d{16})\d"),
        lambda n, m: f"sscc:{m['d'][:n]}.{m['i']}{m['d'][n:]}",
    ),
    (
        re.compile(r"/414/(?P<d>\d{12})\d(?:/254/(?P<s>[^/]+))?"),
        lambda n, m: f"sgln:{m['d'][:n]}.{m['d'][n:]}.{_raw(m['s'] or '0')}",
    ),
    (
        re.compile(r"/8003/0(?P<d>\d{12})\d(?P<s>[^/]+)"),
        lambda n, m: f"grai:{m['d'][:n]}.{m['d'][n:]}.{_raw(m['s'])}",
    ),
    (
        re.compile(r"/8004/(?P<d>[^/]+)"),
        lambda n, m: f"giai:{m['d'][:n]}.{_raw(m['d'][n:])}",
    ),
    (
        re.compile(r"/417/(?P<d>\d{12})\d"),
        lambda n, m: f"pgln:{m['d'][:n]}.{m['d'][n:]}",
    ),
    (
        re.compile(r"/253/(?P<d>\d{12})\d(?P<s>[^/]+)"),
        lambda n, m: f"gdti:{m['d'][:n]}.{m['d'][n:]}.{_raw(m['s'])}",
    ),
)


def _raw(text: str) -> str:
    """As a URN writes it: brackets and stars stay plain."""
    return quote(unquote(text), safe="'()*!,;=+:@$-._~")


def urn_of(link: str, prefix_digits: int) -> str | None:
    """The URN of a canonical link of one thing, with a company prefix of so many digits; None for
    keys that have no URN here."""
    if prefix_digits not in _PREFIX or not link.startswith(CANONICAL_STEM + "/"):
        return None
    path = link[len(CANONICAL_STEM) :].partition("?")[0]
    for form, said in _CUTS:
        found = form.fullmatch(path)
        if found is not None:
            urn = _ID + said(prefix_digits, found)
            return urn if link_of(urn) is not None else None
    return None
