"""How are manifests, their loads and histories answered?"""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.consequences import ConsequencesSchema


class ManifestSchema(ma.Schema):
    """A manifest as it stands, and what the caller may do with it now."""

    number = ma.fields.String()
    number_kind = ma.fields.String()
    provisional = ma.fields.String()
    state = ma.fields.String()
    version = ma.fields.Integer()
    sender = ma.fields.Dict()
    receiver = ma.fields.Dict()
    carriers = ma.fields.List(ma.fields.Dict())
    rows = ma.fields.List(ma.fields.Dict())
    moments = ma.fields.Dict()
    due = ma.fields.Dict(allow_none=True)
    sealed = ma.fields.List(ma.fields.String())
    actions = ma.fields.List(ma.fields.Dict())
    warnings = ma.fields.List(ma.fields.Dict())
    findings = ma.fields.List(ma.fields.Dict())
    consequences = ma.fields.Nested(ConsequencesSchema)


class ManifestsSchema(ma.Schema):
    """A page of manifests."""

    items = ma.fields.List(ma.fields.Dict())
    next = ma.fields.String(allow_none=True)


class BulkAnswerSchema(ma.Schema):
    """What became of each item, in the order asked."""

    done = ma.fields.Integer()
    refused = ma.fields.Integer()
    results = ma.fields.List(ma.fields.Dict())


class ComparisonSchema(ma.Schema):
    """Expected, scanned, missing, extra, elsewhere: codes."""

    agrees = ma.fields.Boolean()
    expected = ma.fields.Integer()
    scanned = ma.fields.Integer()
    missing = ma.fields.List(ma.fields.String())
    extra = ma.fields.List(ma.fields.String())
    elsewhere = ma.fields.List(ma.fields.String())


class LoadSchema(ma.Schema):
    """What is bound to a manifest."""

    items = ma.fields.List(ma.fields.Dict())


class HistorySchema(ma.Schema):
    """Confirmations and revisions in their order."""

    confirmations = ma.fields.List(ma.fields.Dict())
    revisions = ma.fields.List(ma.fields.Dict())
