"""Pages by key: stable while rows are added, no page is ever counted twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import orjson

from tracker.domain.errors import Fault, Malformed

USUAL_PAGE = 100
MOST_PER_PAGE = 1_000


def cursor_of(key: Sequence[object]) -> str:
    """The key of the last row as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def key_of(cursor: str | None, parts: int) -> list[object] | None:
    """The key behind a cursor; None for the first page. Malformed when it is not one of ours."""
    if not cursor:
        return None
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise Malformed(Fault("invalid", "/cursor", {"problem": "?"})) from error
    if not isinstance(key, list) or len(key) != parts:
        raise Malformed(Fault("invalid", "/cursor", {"problem": "?"}))
    return key
