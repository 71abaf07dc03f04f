"""Administrative divisions as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind


class DivisionsQuerySchema(PageSchema):
    """Which divisions are wanted."""

    q = KindField(kind.words(100))
    within = KindField(kind.DIVISION)
    parent = KindField(kind.DIVISION)


class DivisionSchema(ma.Schema):
    """A division. What it was before ``known_from`` is not known; ``known_until`` is the first day
    on which its code is known to be withdrawn."""

    code = ma.fields.String()
    name_zh = ma.fields.String()
    name_en = ma.fields.String(allow_none=True)
    level = ma.fields.String()
    parent = ma.fields.String(allow_none=True)
    known_from = ma.fields.Date()
    known_until = ma.fields.Date(allow_none=True)
    source = ma.fields.String()
    certainty = ma.fields.String()


class DivisionsSchema(ma.Schema):
    """A page of divisions."""

    items = ma.fields.List(ma.fields.Nested(DivisionSchema))
    next = ma.fields.String(allow_none=True)
