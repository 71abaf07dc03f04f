"""Boxes and orders for labels as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.identifiers.container_label import MOST_SERIAL
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.mass import MOST_LOAD_G
from tracker.domain.unit import UnitState

_STATE = kind.choice(UnitState)
_MASS = kind.kilograms(MOST_LOAD_G)


class LabelOrderSchema(ma.Schema):
    """How many labels, for which site, waste and day."""

    site = KindField(kind.CODE, required=True)
    waste_code = KindField(kind.WASTE, load_default=WASTE_LEAD_BATTERIES)
    day = KindField(kind.DAY)
    count = KindField(kind.number(1, MOST_SERIAL), required=True)


class LabelsSchema(ma.Schema):
    """Labels that no box has borne before."""

    labels = ma.fields.List(ma.fields.String())


class ContainersQuerySchema(PageSchema):
    """Which boxes are wanted."""

    site = KindField(kind.CODE)
    state = KindField(_STATE)


class ContainerSchema(ma.Schema):
    """A box as it stands, without its contents; ``container`` is the box it is packed in."""

    code = ma.fields.String()
    state = KindField(_STATE)
    site = ma.fields.String()
    mass_kg = KindField(_MASS, allow_none=True)
    container = ma.fields.String(allow_none=True)
    since = ma.fields.String(metadata={"format": "date-time"})


class OpenedContainerSchema(ContainerSchema):
    """A box with the codes of what is directly inside it now."""

    contents = ma.fields.List(ma.fields.String())


class ContainersSchema(ma.Schema):
    """A page of boxes."""

    items = ma.fields.List(ma.fields.Nested(ContainerSchema))
    next = ma.fields.String(allow_none=True)
