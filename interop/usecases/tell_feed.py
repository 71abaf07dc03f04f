"""A partner reads what there is for it (``GET /feed``): page after page, as often as it likes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import date, datetime, time
from typing import Any

from interop.documents.strict_json import read_strictly
from interop.limits import MOST_BODY_BYTES
from interop.refusals import Refused
from interop.usecases.answer_partner import Asked, first_use
from tracker.domain.moments import CHINA


def feed(asked: Asked, cursor: str | None, since: date | None = None) -> dict[str, Any]:
    """Messages to the partner from a cursor on, or made from a day on, as they are sent.
    ``unconfirmed``: ids of those for which we have no receipt yet; whoever fetched them brings
    one."""
    after = _after(asked, cursor)
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        if cursor is None and since is not None:
            start = datetime.combine(since, time(), CHINA)
            after = work.feed.last_before(asked.name, start)
        found, more = work.feed.after(asked.name, after, MOST_BODY_BYTES // 2)
        work.commit()
    last = found[-1].seq if found else after
    return {
        "type": "feed",
        "v": 1,
        "messages": [read_strictly(one.body) for one in found],
        "unconfirmed": [one.message_id for one in found if not one.confirmed],
        "cursor": _cursor(asked, last),
        "has_more": more,
    }


def _cursor(asked: Asked, after: int) -> str:
    """Opaque, and worth nothing to another partner or altered."""
    said = f"1:{asked.name}:{after}".encode()
    seal = hmac.new(_seal_key(asked), said, hashlib.sha256).digest()[:12]
    return base64.urlsafe_b64encode(seal + said).rstrip(b"=").decode()


def _after(asked: Asked, cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        after = int(content.rpartition(b":")[2])
    except ValueError as error:
        raise Refused("cursor_foreign", answer_signed=True) from error
    if not hmac.compare_digest(_cursor(asked, after), cursor):
        raise Refused("cursor_foreign", answer_signed=True)
    return after


def _seal_key(asked: Asked) -> bytes:
    return hashlib.sha256(b"feed cursor" + asked.station.secret).digest()
