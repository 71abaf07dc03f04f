"""Which papers, plans and reports of an organisation are registered? One row per field."""

from __future__ import annotations

from tracker.domain import register_kinds as kind
from tracker.domain.programme import Filing
from tracker.domain.register import Field, Refers, Register, code_field
from tracker.domain.register_fields import (
    DAYS_IN_ORDER,
    FROM,
    LINE,
    NAME,
    ORGANISATION,
    UNTIL,
    YEARLY,
)

INSURANCES = Register(
    "insurance",
    "insurances",
    (code_field(), ORGANISATION, Field("insurer", NAME), FROM, UNTIL),
    own=True,
    checks=(DAYS_IN_ORDER,),
)

EMERGENCY_PLANS = Register(
    "emergency_plan",
    "emergency-plans",
    (code_field(), ORGANISATION, FROM, UNTIL),
    own=True,
    checks=(DAYS_IN_ORDER,),
)

PLANNED_TRANSFERS = Register(
    "planned_transfer",
    "planned-transfers",
    (
        code_field(),
        ORGANISATION,
        Field("year", kind.number(2000, 2100)),
        Field("plan", NAME),
        Field("waste_code", kind.WASTE),
        Field("receiver", kind.CODE, refers=Refers.ORGANISATION),
        Field("mass_kg", YEARLY, "mass_g"),
    ),
    own=True,
)

FILINGS = Register(
    "filing",
    "filings",
    (
        code_field(),
        ORGANISATION,
        Field("kind", kind.choice(Filing)),
        Field("period", kind.PERIOD),
        Field("filed_on", kind.DAY),
    ),
    own=True,
)

TRACK_SUMMARIES = Register(
    "track_summary",
    "track-summaries",
    (
        code_field(),
        ORGANISATION,
        Field("vehicle", kind.CODE),
        Field("manifest", kind.CODE, needed=False),
        Field("day", kind.DAY),
        Field("off_route_km", kind.number(0, 20_000), needed=False),
        Field("overtime_minutes", kind.number(0, 100_000), needed=False),
        Field("silence_minutes", kind.number(0, 100_000), needed=False),
    ),
    own=True,
)

VIDEO_SUMMARIES = Register(
    "video_summary",
    "video-summaries",
    (
        code_field(),
        ORGANISATION,
        Field("place", kind.CODE),
        Field("day", kind.DAY),
        Field("gap_hours", kind.number(0, 10_000), needed=False),
        Field("kept_days", kind.number(0, 10_000), needed=False),
    ),
    own=True,
)

#: Recyclers on the ministry's lists for the pilot of easier transfers between provinces.
WHITE_LIST = Register(
    "white_list_entry",
    "white-list-entries",
    (
        code_field(),
        ORGANISATION,
        Field("document", NAME),
        Field("source", LINE),
        FROM,
        UNTIL,
    ),
    names=frozenset({"code", "organisation", "document", "valid_from", "valid_until"}),
    checks=(DAYS_IN_ORDER,),
)
