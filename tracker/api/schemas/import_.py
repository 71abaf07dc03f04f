"""Imports of ledgers as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind


class ImportFormSchema(ma.Schema):
    """The file, and how it is meant. Without ``form`` the heads tell; ``site`` is the code of the
    site that rows without one are about."""

    file = ma.fields.Raw(metadata={"type": "string", "format": "binary"})
    form = KindField(kind.words(40))
    site = KindField(kind.words(128))
    dry_run = ma.fields.Boolean()


class PeriodQuerySchema(ma.Schema):
    """Days of China, both included."""

    first = KindField(kind.DAY)
    last = KindField(kind.DAY)


class ImportFaultSchema(ma.Schema):
    """Why a file was refused."""

    code = ma.fields.String()
    detail = ma.fields.String()


class WrongCellSchema(ImportFaultSchema):
    """One wrong cell: the row as the spreadsheet counts, the column by its head."""

    row = ma.fields.Integer()
    column = ma.fields.String()


class ImportSchema(ma.Schema):
    """A job: ``state`` is waiting, running, done or refused; counts are of rows. ``faults`` are the
    first 1,000; the marked copy holds them all."""

    id = ma.fields.String()
    state = ma.fields.String()
    form = ma.fields.String(allow_none=True)
    site = ma.fields.String(allow_none=True)
    file_name = ma.fields.String()
    size = ma.fields.Integer()
    sha256 = ma.fields.String()
    dry_run = ma.fields.Boolean()
    rows = ma.fields.Integer()
    done = ma.fields.Integer()
    booked = ma.fields.Integer()
    known = ma.fields.Integer()
    refused = ma.fields.Integer()
    recorded_at = ma.fields.String()
    finished_at = ma.fields.String(allow_none=True)
    error = ma.fields.List(ma.fields.Nested(ImportFaultSchema))
    faults = ma.fields.List(ma.fields.Nested(WrongCellSchema))


class ImportsSchema(ma.Schema):
    """The newest jobs first."""

    items = ma.fields.List(ma.fields.Nested(ImportSchema))
