"""Pages by key: stable while rows are added, no page is ever counted twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson

from tracker.domain.errors import Fault, Malformed

T = TypeVar("T")

USUAL_PAGE = 100
MOST_PER_PAGE = 1_000


def cursor_of(key: Sequence[object]) -> str:
    """The key of the last row as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def page_of(
    found: Sequence[T], limit: int, key: Callable[[T], Sequence[object]]
) -> tuple[Sequence[T], str | None]:
    """The page, and the cursor of the next one if one row more than ``limit`` was found."""
    if len(found) <= limit:
        return found, None
    return found[:limit], cursor_of(key(found[limit - 1]))


def key_of(cursor: str | None, *parts: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """The key behind a cursor, each part read by its function; None for the first page.

    Malformed when it is not one of ours.
    """
    if not cursor:
        return None
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(key, list):
            raise TypeError(f"{key!r} is no list")
        return tuple(read(part) for read, part in zip(parts, key, strict=True))
    except (binascii.Error, TypeError, ValueError) as error:
        raise Malformed(Fault("not_a_cursor", "/cursor")) from error


def text_part(part: object) -> str:
    """A text that a database can be asked for; it holds no NUL, for one."""
    if not isinstance(part, str) or not part.isprintable():
        raise ValueError(f"{part!r} is no text of a key")
    return part
