"""What do the events of an XML document say in the words of the JSON form? For their hash ids only.

Documents are captured in JSON; but the same event in both forms has one hash id, and whoever gets
XML from a partner can compare. Read with the standard library's expat; a document type, and with it
every entity of one's own, is refused, so that nothing can be blown up or fetched.

Source: EPCIS 2.0, XML binding (xsd 2.0 and, for older documents, 1.2 with its extension elements).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from tracker.domain.errors import Fault, Malformed

EVENTS = frozenset(
    {
        "ObjectEvent",
        "AggregationEvent",
        "TransactionEvent",
        "TransformationEvent",
        "AssociationEvent",
    }
)
#: Elements that only wrap what newer versions of the schema added.
_WRAPS = frozenset({"extension", "baseExtension"})
#: Elements whose children are texts of one sort, or rows with a type.
_TEXTS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
_QUANTITIES = frozenset(
    {"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"}
)
_TYPED = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}
_NUMBERS = frozenset(
    {
        "quantity",
        "value",
        "minValue",
        "maxValue",
        "meanValue",
        "sDev",
        "percRank",
        "percValue",
    }
)
#: A number with an exponent, or with hundreds of digits, stays the text that it is.
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
#: Deeper than any event; a tree of thousands of levels is no event.
MOST_LEVELS = 64


class _Builder(TreeBuilder):
    """Refuses what could be blown up, and what is too deep."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0

    def doctype(self, *_: object) -> None:
        raise Malformed(Fault("xml_doctype", ""))

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._level += 1
        if self._level > MOST_LEVELS:
            raise Malformed(Fault("xml_too_deep", "", {"limit": MOST_LEVELS}))
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        self._level -= 1
        return super().end(tag)


def is_xml(content: bytes) -> bool:
    """Whether it can only be XML: JSON never begins so."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


class Read:
    """Events as the JSON form has them, and the context that says what their prefixes mean.

    ``ignored``: fields that the document itself says are no part of its events.
    Raises Malformed when the content is no XML, or not harmless.
    """

    def __init__(self, content: bytes) -> None:
        self._prefixes: dict[str, str] = {}
        root = _tree(content)
        self.events = [
            {"type": _local(one.tag)} | self._fields(one)
            for one in root.iter()
            if one.tag in EVENTS
        ]
        self.ignored = frozenset(self._ignored(root))

    @property
    def context(self) -> dict[str, str]:
        """Prefix to namespace."""
        return {prefix: space for space, prefix in self._prefixes.items()}

    def _fields(self, event: Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for child in event:
            if child.tag in _WRAPS:
                found |= self._fields(child)
            else:
                name = self._name(child.tag)
                _add(found, name, self._value(name, child))
        return found

    def _value(self, name: str, element: Element) -> Any:
        if name in _TEXTS:
            return [_text(one) for one in element]
        if name in _QUANTITIES:
            return [self._plain(one) for one in element]
        if name in _TYPED:
            return [one.attrib | {_TYPED[name]: _text(one)} for one in element]
        if name == "sensorElementList":
            return [self._sensor(one) for one in element]
        if name == "persistentDisposition":
            return {
                way: [_text(one) for one in element if one.tag == way] for way in ("set", "unset")
            }
        return self._plain(element)

    def _sensor(self, element: Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for child in element:
            name = self._name(child.tag)
            if name in ("sensorMetadata", "sensorReport"):
                said = {self._name(key): _typed(key, text) for key, text in child.attrib.items()}
                _add(found, name, said)
            else:
                _add(found, name, self._plain(child))
        return found

    def _plain(self, element: Element) -> Any:
        """Text, or an object of what is inside; attributes are inside, too."""
        if not len(element) and not element.attrib:
            return _typed(_local(element.tag), _text(element))
        found: dict[str, Any] = {self._name(key): text for key, text in element.attrib.items()}
        if not len(element) and _text(element):
            return [_text(element), found]
        for child in element:
            _add(found, self._name(child.tag), self._plain(child))
        return found

    def _name(self, tag: str) -> str:
        """A standard field by its name, a foreign one behind a prefix of ours."""
        if not tag.startswith("{"):
            return tag
        space, _, local = tag[1:].partition("}")
        return f"{self._prefixes.setdefault(space, f'n{len(self._prefixes)}')}:{local}"

    def _ignored(self, root: Element) -> Iterator[str]:
        for one in root.iter():
            if _local(one.tag) == "ignoreFields":
                yield from (self._name(child.tag) for child in one)


def _tree(content: bytes) -> Element:
    parser = XMLParser(target=_Builder())  # noqa: S314  no document type gets past the builder
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise Malformed(Fault("not_xml", "", {"problem": str(error)})) from error
    return root


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    """A second element of a name makes a list."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


def _typed(name: str, text: str) -> Any:
    return Decimal(text) if name in _NUMBERS and _NUMBER.fullmatch(text) else text


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
