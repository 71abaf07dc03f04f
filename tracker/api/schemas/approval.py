"""Applications and approvals of cross-province transfers as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.fields import Grams
from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.approval import (
    ApplicationMaterial,
    ApprovalState,
    ApprovalStep,
    AuthorityStep,
    Cause,
    EntryKind,
)
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.manifest_draft import WASTE_BATTERIES_NAME
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.programme import LicenceScope
from tracker.lifecycle.approval_groups import ApprovalGroup

_SHORT, _LINE, _LONG = kind.words(64), kind.words(200), kind.paragraphs(1_000)
_DIGEST = kind.DIGEST
_CLIENT = ma.validate.Length(min=8)
_VERSION = kind.number(1, 2**31 - 1)
_MOST_G = 1_000_000 * GRAMS_PER_TONNE
_MOST_MATERIALS = 50
#: What a receiver may do with waste that it was sent.
PURPOSES = (LicenceScope.STORE, LicenceScope.USE, LicenceScope.DISPOSE)


class MaterialSchema(ma.Schema):
    """A material: the SHA-256 of a file that was brought as an attachment."""

    kind = KindField(kind.choice(ApplicationMaterial), required=True)
    digest = KindField(_DIGEST, required=True)


class NewApplicationSchema(ma.Schema):
    """What is applied for (articles 21, 22)."""

    client_id = KindField(_SHORT, required=True, validate=_CLIENT)
    receiver = KindField(kind.CODE, required=True)
    waste = KindField(kind.WASTE, load_default=WASTE_LEAD_BATTERIES)
    waste_name = KindField(_LINE, load_default=WASTE_BATTERIES_NAME)
    mass_kg = Grams(_MOST_G, attribute="mass_g", required=True)
    purpose = KindField(kind.choice(PURPOSES), required=True)
    method = KindField(_SHORT)
    span_from = KindField(kind.DAY, required=True)
    span_until = KindField(kind.DAY, required=True)
    receiver_licence = KindField(_SHORT, required=True)
    receiver_licence_until = KindField(kind.DAY, required=True)
    materials = ma.fields.List(
        ma.fields.Nested(MaterialSchema), validate=ma.validate.Length(0, _MOST_MATERIALS)
    )
    replaces = KindField(_SHORT)
    cause = KindField(kind.choice(Cause))
    note = KindField(_LONG)


class ApprovalStepSchema(ma.Schema):
    """A step to be taken; ``day`` is today if it is not named."""

    step = KindField(kind.choice(ApprovalStep), required=True)
    version = KindField(_VERSION, required=True)
    day = KindField(kind.DAY)
    reason = KindField(_LONG)
    reference = KindField(_LINE)
    agrees = KindField(kind.TRUTH)
    number = KindField(_SHORT)
    mass_kg = Grams(_MOST_G, attribute="mass_g")
    missing = ma.fields.List(
        KindField(kind.choice(ApplicationMaterial)), validate=ma.validate.Length(1, 5)
    )
    materials = ma.fields.List(
        ma.fields.Nested(MaterialSchema), validate=ma.validate.Length(1, _MOST_MATERIALS)
    )


class ApprovalsQuerySchema(PageSchema):
    """Which applications are wanted."""

    group = KindField(kind.choice(ApprovalGroup))
    state = KindField(kind.choice(ApprovalState))


class PartySchema(ma.Schema):
    """One end of the transfers."""

    code = ma.fields.String()
    name = ma.fields.String()
    division = ma.fields.String()


class AuthorityClockSchema(ma.Schema):
    """Which time limit the authorities are held by, and its last day."""

    step = KindField(kind.choice(AuthorityStep))
    since = ma.fields.Date()
    until = ma.fields.Date()
    provisional = ma.fields.Boolean()
    overdue = ma.fields.Boolean()
    silence_counts = ma.fields.Boolean()


class ListedApprovalSchema(ma.Schema):
    """An application as a list tells it. ``version`` is the one to send with a step."""

    code = ma.fields.String()
    number = ma.fields.String(allow_none=True)
    state = KindField(kind.choice(ApprovalState))
    version = ma.fields.Integer()
    sender = ma.fields.Nested(PartySchema)
    receiver = ma.fields.Nested(PartySchema)
    waste = ma.fields.String()
    purpose = KindField(kind.choice(PURPOSES))
    applied_kg = ma.fields.String()
    approved_kg = ma.fields.String(allow_none=True)
    drawn_kg = ma.fields.String()
    left_kg = ma.fields.String(allow_none=True)
    received_on = ma.fields.Date()
    accepted_on = ma.fields.Date(allow_none=True)
    valid_from = ma.fields.Date(allow_none=True)
    valid_until = ma.fields.Date(allow_none=True)
    clock = ma.fields.Nested(AuthorityClockSchema, allow_none=True)


class ApprovalActionSchema(ma.Schema):
    """What the caller may do now, and what is said with it."""

    step = KindField(kind.choice(ApprovalStep))
    label = ma.fields.String()
    needs = ma.fields.List(ma.fields.String())
    may = ma.fields.List(ma.fields.String())


class TakenApprovalStepSchema(ma.Schema):
    """What was done; ``by`` null: time went by."""

    number = ma.fields.Integer()
    step = KindField(kind.choice(ApprovalStep))
    day = ma.fields.Date()
    recorded_at = ma.fields.String(metadata={"format": "date-time"})
    by = ma.fields.String(allow_none=True)
    said = ma.fields.Dict()


class ApprovalEntrySchema(ma.Schema):
    """What a manifest changed of what is drawn."""

    kind = KindField(kind.choice(EntryKind))
    mass_kg = ma.fields.String()
    at = ma.fields.String(metadata={"format": "date-time"})
    manifest = ma.fields.String()


class ApprovalSchema(ListedApprovalSchema):
    """An application with all that became of it, and what the caller may do now."""

    waste_name = ma.fields.String()
    method = ma.fields.String(allow_none=True)
    span_from = ma.fields.Date()
    span_until = ma.fields.Date()
    receiver_licence = ma.fields.String()
    receiver_licence_until = ma.fields.Date()
    materials = ma.fields.List(ma.fields.Nested(MaterialSchema))
    missing = ma.fields.List(KindField(kind.choice(ApplicationMaterial)))
    replaces = ma.fields.String(allow_none=True)
    cause = KindField(kind.choice(Cause), allow_none=True)
    note = ma.fields.String(allow_none=True)
    agreed = ma.fields.Boolean(allow_none=True)
    white_list = ma.fields.String(allow_none=True)
    actions = ma.fields.List(ma.fields.Nested(ApprovalActionSchema))
    steps = ma.fields.List(ma.fields.Nested(TakenApprovalStepSchema))
    entries = ma.fields.List(ma.fields.Nested(ApprovalEntrySchema))


class ApprovalsSchema(ma.Schema):
    """A page of applications, the newest first."""

    items = ma.fields.List(ma.fields.Nested(ListedApprovalSchema))
    next = ma.fields.String(allow_none=True)
