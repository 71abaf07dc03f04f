"""How a JSON body is read: strictly, with a clear word about what is wrong with it."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Request
from flask.json.provider import JSONProvider

from tracker.domain.broken_json import broken_text
from tracker.domain.errors import Fault, Malformed, WrongContentType

#: A truck's scan of 5,000 codes is about 200 kB; details for each may take five times that.
MOST_BODY_BYTES = 4_000_000


class OrjsonProvider(JSONProvider):
    """JSON as orjson reads and writes it: RFC 8259 only, no NaN, UTF-8 without escapes."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        return orjson.loads(s)


def read_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object.

    Raises WrongContentType, BrokenJson (with the position) or Malformed when it is no object.
    """
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise WrongContentType
    try:
        body = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise broken_text(request.get_data()) from error
    if not isinstance(body, dict):
        raise Malformed(Fault("not_an_object"))
    return body
