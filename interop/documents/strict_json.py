"""What do these bytes say, read strictly (the JSON profile of pv-interop/1)?

Python's reader takes much that other systems read otherwise: a name twice, NaN, a number that loses
digits, UTF-16, half of a surrogate pair. Here all of that is refused, all faults at once, each with
its JSON pointer, before anything reads a field.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NoReturn

from interop.documents.profile import (
    BadNumber,
    DocumentRefused,
    JsonFault,
    TwiceNamed,
    faults_in,
)
from interop.limits import MOST_BODY_BYTES, MOST_INTEGER

#: No integer of the profile has more digits, its sign included.
_MOST_DIGITS = len(str(-MOST_INTEGER))
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def read_strictly(body: bytes, most_bytes: int = MOST_BODY_BYTES) -> Any:
    """The document in these bytes; raises DocumentRefused with every fault."""
    if len(body) > most_bytes:
        raise DocumentRefused(JsonFault("too_large", ""))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentRefused(JsonFault("json_encoding", "")) from error
    if text.startswith("\ufeff"):
        raise DocumentRefused(JsonFault("json_encoding", ""))
    try:
        document = _READER.decode(text)
    except RecursionError as error:
        raise DocumentRefused(JsonFault("json_depth", "")) from error
    except ValueError as error:
        raise DocumentRefused(JsonFault("json_syntax", "")) from error
    faults = faults_in(_without_payload(document))
    if faults:
        raise DocumentRefused(*faults)
    return document


def _without_payload(document: Any) -> Any:
    """A sealed document carries another one as base64url, which may be as long as a document: it
    is judged by itself when it is unsealed (``jws.read_signed``)."""
    if type(document) is dict and document.keys() == {"payload", "signatures"}:
        payload = document["payload"]
        if isinstance(payload, str) and _BASE64URL.fullmatch(payload):
            return {"signatures": document["signatures"]}
    return document


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    counted = Counter(name for name, _ in pairs)
    return TwiceNamed(members, {name for name, times in counted.items() if times > 1})


def _integer(text: str) -> int | BadNumber:
    if len(text) > _MOST_DIGITS or text == "-0":
        return BadNumber(text[:_MOST_DIGITS])
    return int(text)


def _no_number(text: str) -> BadNumber:
    return BadNumber(text[:_MOST_DIGITS])


def _not_json(text: str) -> NoReturn:
    """NaN and the infinities are words that JSON does not know."""
    raise ValueError(text)


_READER = json.JSONDecoder(
    object_pairs_hook=_members,
    parse_int=_integer,
    parse_float=_no_number,
    parse_constant=_not_json,
)
