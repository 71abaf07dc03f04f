"""Is an address a GS1 Digital Link, which elements does it hold, and what is its canonical form?

GS1 Digital Link Standard: URI Syntax, uncompressed form. The path ends in pairs of AI and value;
the last pair whose AI is a primary key begins them, whatever stands before it (any domain, any
stem). Qualifiers follow the key in their order; attributes stand in the query; other parameters and
the fragment are ignored. Word forms of the AIs (/gtin/) and GTINs without leading zeros in the path
are deprecated and not taken. Verdicts agree with GS1's own engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from urllib.parse import quote, unquote_to_bytes

from tracker.domain.identifiers import gs1_link_fault as said
from tracker.domain.identifiers.gs1_ai_table import TABLE, ApplicationIdentifier
from tracker.domain.identifiers.gs1_elements import (
    Element,
    bracketed,
    company_fault,
    content_fault,
    size_fault,
)
from tracker.domain.identifiers.gs1_link_fault import LinkFault

CANONICAL_STEM = "https://id.gs1.org"
#: A scheme in mixed case is no link; QR codes use capitals to save space.
STARTS = ("https://", "HTTPS://", "http://", "HTTP://")
MOST_CHARACTERS = 8191
MOST_ELEMENTS = 64

_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_NO_DOMAIN = re.compile(r"[_~?#@!$&'()*+,;=%]")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]*")
_AI_LIKE = re.compile(r"[0-9]*")
_SHORT_GTINS = (8, 12, 13)

#: Keys whose bare value already names one thing, and qualifiers or lengths that make others do so.
_SINGLE_KEYS = frozenset({"00", "8004"})
_SINGLE_PAIRS = frozenset({("01", "21"), ("01", "235"), ("8006", "21"), ("8010", "8011")})
_SINGLE_IF_LONGER = frozenset({"253", "8003"})


class Verdict(StrEnum):
    """What an address is."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    NOT_DL = "NOT_DL"


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """The answer. ``path`` and ``query`` hold elements in the order of the address, if accepted."""

    verdict: Verdict
    path: tuple[Element, ...] = ()
    query: tuple[Element, ...] = ()
    fault: LinkFault | None = None

    @property
    def elements(self) -> str:
        """The element string, such as (01)09526688356013(21)B0; empty unless accepted."""
        return bracketed((*self.path, *self.query))

    @property
    def canonical(self) -> str:
        """The address under id.gs1.org with its attributes; empty unless accepted."""
        return build(self.path, self.query) if self.path else ""

    @property
    def identity(self) -> str:
        """The canonical address of key and qualifiers alone: the same thing, the same text."""
        return build(self.path) if self.path else ""

    @property
    def names_one_thing(self) -> bool:
        """Whether it names a single object, not a type, batch, place, party or service."""
        if not self.path:
            return False
        key = self.path[0]
        pairs = {(key.ai, part.ai) for part in self.path[1:]}
        longer = key.ai in _SINGLE_IF_LONGER and len(key.value) > key.entry.least
        return key.ai in _SINGLE_KEYS or longer or bool(pairs & _SINGLE_PAIRS)


def parse(uri: str) -> DigitalLink:
    """Judge an address; never raises."""
    if not uri.startswith(STARTS):
        return DigitalLink(Verdict.NOT_DL)
    path, query, fault = _elements(uri)
    fault = fault or _order_fault(path, query)
    for element in (*path, *query):
        fault = fault or content_fault(element)
    fault = fault or company_fault((*path, *query))
    if fault is not None:
        return DigitalLink(Verdict.REJECT, fault=fault)
    return DigitalLink(Verdict.ACCEPT, tuple(path), tuple(query))


def build(
    path: Sequence[Element], query: Sequence[Element] = (), stem: str = CANONICAL_STEM
) -> str:
    """An address of elements already judged; in its query predefined lengths come first."""
    pairs = "".join(f"/{part.ai}/{_encoded(part.value)}" for part in path)
    ordered = sorted(query, key=lambda part: not part.entry.predefined)
    attributes = "&".join(f"{part.ai}={_encoded(part.value)}" for part in ordered)
    return stem.rstrip("/") + pairs + ("?" + attributes if attributes else "")


_Elements = tuple[list[Element], list[Element], LinkFault | None]


def _elements(uri: str) -> _Elements:
    """Elements of path and query, or the first fault of form."""
    if len(uri) > MOST_CHARACTERS:
        return [], [], LinkFault(said.URI_TOO_LONG, {"limit": str(MOST_CHARACTERS)})
    if _URI.fullmatch(uri) is None:
        return [], [], LinkFault(said.ILLEGAL_CHARACTERS)
    domain, slash, rest = uri.partition("://")[2].partition("/")
    if _NO_DOMAIN.search(domain):
        return [], [], LinkFault(said.ILLEGAL_DOMAIN)
    if not domain or not slash:
        return [], [], LinkFault(said.NO_DOMAIN_OR_PATH)
    tail, _, parameters = rest.partition("#")[0].partition("?")
    path: list[Element] = []
    pairs = _path_pairs(tail.split("/"))
    if not pairs:
        return [], [], LinkFault(said.NO_KEY)
    for ai, raw in pairs:
        found = _in_path(TABLE[ai], raw)
        if isinstance(found, LinkFault):
            return [], [], found
        path.append(found)
    query: list[Element] = []
    ignored = 0
    for name, equals, raw in _parameters(parameters):
        if not equals or _AI_LIKE.fullmatch(name) is None:
            ignored += 1
            continue
        found = _in_query(name, raw)
        if isinstance(found, LinkFault):
            return [], [], found
        query.append(found)
    if len(path) + len(query) + ignored > MOST_ELEMENTS:
        return [], [], LinkFault(said.TOO_MANY)
    return path, query, None


def _path_pairs(segments: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs from the last primary key on; none if something else comes before one is met."""
    for start in range(len(segments) - 2, -1, -2):
        entry = TABLE.get(segments[start])
        if entry is None:
            break
        if entry.qualifiers is not None:
            return list(zip(segments[start::2], segments[start + 1 :: 2], strict=True))
    return []


def _parameters(query: str) -> Iterator[tuple[str, str, str]]:
    for parameter in query.split("&"):
        if parameter:
            yield parameter.partition("=")


def _in_path(entry: ApplicationIdentifier, raw: str) -> Element | LinkFault:
    if not raw:
        return LinkFault(said.EMPTY_IN_PATH, {"ai": entry.ai})
    value = _decoded(raw)
    if "\0" in value:
        return LinkFault(said.NULL_IN_PATH, {"ai": entry.ai})
    return size_fault(entry, value) or Element(entry, value)


def _in_query(name: str, raw: str) -> Element | LinkFault:
    entry = TABLE.get(name)
    if entry is None:
        return LinkFault(said.UNKNOWN_IN_QUERY, {"ai": name})
    if not raw:
        return LinkFault(said.EMPTY_IN_QUERY, {"ai": entry.ai})
    value = _decoded(raw.replace("+", " "))
    if "\0" in value:
        return LinkFault(said.NULL_IN_QUERY, {"ai": entry.ai})
    if entry.ai == "01" and len(value) in _SHORT_GTINS:
        # Only the query still takes a GTIN as it stands in a linear bar code.
        value = value.zfill(entry.most)
    return size_fault(entry, value) or Element(entry, value)


def _decoded(raw: str) -> str:
    """Percent-decoded, one character per byte: GS1 values are ASCII, anything else is refused."""
    return unquote_to_bytes(raw).decode("latin-1") if "%" in raw else raw


def _encoded(value: str) -> str:
    """Accepted values hold no blank, so path and query are encoded alike."""
    return value if _UNRESERVED.fullmatch(value) else quote(value, safe="")


def _order_fault(path: Sequence[Element], query: Sequence[Element]) -> LinkFault | None:
    """Qualifiers out of order, elements twice, or attributes that have no place in the query."""
    if not path:
        return None
    key, *qualifiers = (part.ai for part in path)
    if not _may_follow(key, qualifiers):
        return LinkFault(said.WRONG_SEQUENCE)
    ais = sorted(part.ai for part in (*path, *query))
    for ai, following in pairwise(ais):
        if ai == following:
            return LinkFault(said.DUPLICATE, {"ai": ai})
    for part in sorted(query, key=lambda part: part.ai):
        if not part.entry.attribute:
            return LinkFault(said.NOT_AN_ATTRIBUTE, {"ai": part.ai})
        for place in range(len(qualifiers) + 1):
            if _may_follow(key, [*qualifiers[:place], part.ai, *qualifiers[place:]]):
                return LinkFault(said.BELONGS_IN_PATH, {"ai": part.ai})
    return None


def _may_follow(key: str, qualifiers: Sequence[str]) -> bool:
    """Whether the qualifiers are some of one of the key's sequences, in its order."""
    for sequence in TABLE[key].qualifiers or ():
        left = iter(sequence)
        if all(qualifier in left for qualifier in qualifiers):
            return True
    return False
