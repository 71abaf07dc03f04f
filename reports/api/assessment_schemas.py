"""What freezes, samples, findings and recognitions travel as."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from reports.api.schemas import Whole
from reports.usecases.assessment_steps import AssessmentStep
from reports.usecases.case_values import FIRST_YEAR, LAST_YEAR
from reports.usecases.samples import MOST_DRAWN
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE

_MOST = 200
_LONG = 2_000


def _text(most: int = _MOST, **more: object) -> ma.fields.String:
    return ma.fields.String(validate=validate.Length(1, most), **more)  # type: ignore[arg-type]


def _integer(least: int, most: int, **more: object) -> ma.fields.Integer:
    bounds = validate.Range(least, most)
    return ma.fields.Integer(strict=True, validate=bounds, **more)  # type: ignore[arg-type]


class RateFreezeSchema(ma.Schema):
    """Whose rate, of which year, by which definition; ``given`` as for the rate itself."""

    enterprise = _text(required=True)
    year = _integer(FIRST_YEAR, LAST_YEAR, required=True)
    definition = _text()
    given = ma.fields.Raw(metadata={"type": "object"})
    reason = _text(_LONG)


class FrozenRatesQuerySchema(ma.Schema):
    """Which enterprise's; ``cursor`` is the ``next`` of the page before."""

    enterprise = ma.fields.String(validate=validate.Length(max=_MOST))
    cursor = ma.fields.String()
    limit = Whole(1, MOST_PER_PAGE, load_default=USUAL_PAGE)


class AssessedSchema(ma.Schema):
    """See docs/reference/rates.md."""

    id = ma.fields.Integer()


class SampleDrawSchema(ma.Schema):
    """``plan``: records or mass; of the records that count behind ``factor``."""

    plan = _text(required=True)
    factor = _text(required=True)
    size = _integer(1, MOST_DRAWN, required=True)
    seed = _text(required=True)


class SampleFindingSchema(ma.Schema):
    """What the evidence of a record bears out, in tonnes as text."""

    record = _text(_LONG, required=True)
    found_t = ma.fields.Raw(required=True, metadata={"type": "string"})
    note = ma.fields.String(validate=validate.Length(max=_LONG), allow_none=True)


class SampleFindingsSchema(ma.Schema):
    """Findings of one sample."""

    findings = ma.fields.List(
        ma.fields.Nested(SampleFindingSchema),
        required=True,
        validate=validate.Length(1, MOST_DRAWN),
    )


class AssessmentApplicationSchema(ma.Schema):
    """The enterprise applies for itself."""

    year = _integer(FIRST_YEAR, LAST_YEAR, required=True)
    definition = _text()


class AssessmentStepSchema(ma.Schema):
    """A step and the fields that its row asks for; ``version`` is that of what was read."""

    step = ma.fields.String(
        required=True, validate=validate.OneOf([one.value for one in AssessmentStep])
    )
    version = _integer(1, 2**31 - 1)
    snapshot = _integer(1, 2**62)
    sample = _integer(1, 2**62)
    reason = _text(_LONG)
    remark = _text(_LONG)
    number = _text()
    signer = _text()
