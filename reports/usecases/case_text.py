"""How is the text of a case read? Exactly: no number is rounded, no name stands twice.

The same for a file, a page and a request, so that one case has one answer.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

from tracker.domain.broken_json import NO_NUMBER, TWICE, broken_json
from tracker.domain.errors import BrokenJson, Fault, Malformed, TooLarge

#: A case of a consortium with all its loads fits many times.
MOST_CASE_BYTES = 4_000_000


def case_of(content: bytes) -> dict[str, object]:
    """The JSON object in a text; raises TooLarge, BrokenJson, or Malformed when it is no object."""
    if len(content) > MOST_CASE_BYTES:
        raise TooLarge(limit=MOST_CASE_BYTES)
    try:
        found = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_no_name_twice,
        )
        if b"\\u" in content:  # half of a character can be written so, and said by nobody
            json.dumps(found, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError) as error:
        raise broken_json(error) from error
    if not isinstance(found, dict):
        raise Malformed(Fault("not_an_object"))
    return found


def _no_number(word: str) -> object:
    raise BrokenJson(problem=NO_NUMBER)


def _no_name_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = counted.most_common(1)[0][0]
        raise BrokenJson(Fault("json_twice", "", {"name": twice[:100]}), problem=TWICE)
    return found
