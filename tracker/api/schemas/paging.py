"""Pages as they are asked for."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError

from tracker.domain.errors import Fault
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE


class PageSize(ma.fields.Field[int]):
    """How many rows a page holds, at most."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
            size = int(value)
            if 1 <= size <= MOST_PER_PAGE:
                return size
        limits: dict[str, object] = {"least": 1, "limit": MOST_PER_PAGE}
        raise ValidationError([Fault("not_a_whole_number", params=limits)])


class PageSchema(ma.Schema):
    """``cursor`` is the ``next`` of the page before; without it the first page is answered."""

    cursor = ma.fields.String()
    limit = PageSize(
        load_default=USUAL_PAGE,
        metadata={"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
    )
