"""EPCIS as it travels: what may be asked of events, and how a capture job is told."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validate

from tracker.api.schemas.paging import PageSize
from tracker.domain.errors import Fault
from tracker.exports.epcis.normal_form import utc_of
from tracker.exports.epcis.words import ACTIONS, EVENT_TYPES
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE

#: So many values may be asked for at once.
MOST_VALUES = 100
_LIST = {"description": "one or several, with commas between"}
_PAGE = {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE}


class Several(ma.fields.Field[list[str]]):
    """Values with commas between."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[str]:
        found = [part.strip() for part in str(value).split(",")]
        if not all(found) or not all(part.isprintable() for part in found):
            raise ValidationError([Fault("text_empty")])
        if len(found) > MOST_VALUES:
            raise ValidationError([Fault("list_too_long", params={"limit": MOST_VALUES})])
        return found


class OneOf(Several):
    """Values of a closed list, with commas between."""

    def __init__(self, choices: list[str], **more: Any) -> None:
        super().__init__(**more)
        self.choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[str]:
        found = super()._deserialize(value, attr, data, **more)
        if not set(found) <= set(self.choices):
            words: dict[str, object] = {"choices": ", ".join(self.choices)}
            raise ValidationError([Fault("not_one_of", params=words)])
        return found


class EpcisTime(ma.fields.Field[Any]):
    """A moment with its offset."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        found = utc_of(str(value).replace(" ", "+"))
        if found is None:
            raise ValidationError([Fault("time_not_a_time")])
        return found


class EventsQuerySchema(ma.Schema):
    """What of EPCIS's query is answered here; a parameter that is not is refused, never ignored."""

    event_type = OneOf(list(EVENT_TYPES), data_key="eventType", metadata=_LIST)
    since = EpcisTime(data_key="GE_eventTime")
    before = EpcisTime(data_key="LT_eventTime")
    recorded_since = EpcisTime(data_key="GE_recordTime")
    recorded_before = EpcisTime(data_key="LT_recordTime")
    action = OneOf(sorted(ACTIONS), data_key="EQ_action", metadata=_LIST)
    step = Several(data_key="EQ_bizStep", metadata=_LIST)
    disposition = Several(data_key="EQ_disposition", metadata=_LIST)
    location = Several(data_key="EQ_bizLocation", metadata=_LIST)
    read_point = Several(data_key="EQ_readPoint", metadata=_LIST)
    epc = Several(data_key="MATCH_epc", metadata=_LIST)
    any_epc = Several(data_key="MATCH_anyEPC", metadata=_LIST)
    event_id = Several(data_key="EQ_eventID", metadata=_LIST)
    order = ma.fields.String(data_key="orderBy", validate=validate.OneOf(["recordTime"]))
    direction = ma.fields.String(data_key="orderDirection", validate=validate.OneOf(["ASC"]))
    limit = PageSize(data_key="perPage", load_default=USUAL_PAGE, metadata=_PAGE)
    token = ma.fields.String(data_key="nextPageToken", validate=validate.Length(max=500))


class CapturePageSchema(ma.Schema):
    """Pages of capture jobs."""

    cursor = ma.fields.String()
    limit = PageSize(load_default=USUAL_PAGE, metadata=_PAGE)


class CaptureFaultSchema(ma.Schema):
    """What is wrong, and where: a JSON pointer into the document."""

    pointer = ma.fields.String()
    code = ma.fields.String()
    detail = ma.fields.String()


class CaptureSchema(ma.Schema):
    """A job. ``running``, ``success`` and ``errors`` are EPCIS's own words for it; counts are of
    events. At most 500 faults and findings are told."""

    captureID = ma.fields.String()  # noqa: N815  EPCIS's spelling
    createdAt = ma.fields.String()  # noqa: N815
    finishedAt = ma.fields.String(allow_none=True)  # noqa: N815
    running = ma.fields.Boolean()
    success = ma.fields.Boolean()
    captureErrorBehaviour = ma.fields.String()  # noqa: N815
    errors = ma.fields.List(ma.fields.Nested(CaptureFaultSchema))
    findings = ma.fields.List(ma.fields.Nested(CaptureFaultSchema))
    events = ma.fields.Integer()
    done = ma.fields.Integer()
    booked = ma.fields.Integer()
    known = ma.fields.Integer()
    refused = ma.fields.Integer()
    sha256 = ma.fields.String()


class CapturesSchema(ma.Schema):
    """The newest jobs first."""

    items = ma.fields.List(ma.fields.Nested(CaptureSchema))
    next = ma.fields.String(allow_none=True)


class EpcisDocumentSchema(ma.Schema):
    """An EPCISQueryDocument (JSON-LD)."""

    type = ma.fields.String()
    schemaVersion = ma.fields.String()  # noqa: N815
    creationDate = ma.fields.String()  # noqa: N815
    epcisBody = ma.fields.Dict()  # noqa: N815
