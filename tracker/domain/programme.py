"""The words of the registers: categories, scopes, routes and kinds."""

from __future__ import annotations

from enum import StrEnum


class BatteryCategory(StrEnum):
    """What a battery is made for: starting, driving, or standing by."""

    SLI = "SLI"
    TRACTION = "TRACTION"
    STATIONARY = "STATIONARY"


class LicenceScope(StrEnum):
    """Ways of operating 经营方式 that a licence names (许可证办法 第十条)."""

    COLLECT = "collect"
    STORE = "store"
    USE = "use"
    DISPOSE = "dispose"


class TakeBackRoute(StrEnum):
    """Whose network it is: the producer's own 自主回收, or a partner's 合作回收 (draft of 2019)."""

    OWN = "own"
    COOPERATIVE = "cooperative"


class DemonstrationKind(StrEnum):
    """What a demonstration enterprise does. The project has not published its list of kinds."""

    PRODUCER = "producer"
    COLLECTOR = "collector"
    RECYCLER = "recycler"
    INTEGRATED = "integrated"


class CoordinateSystem(StrEnum):
    """In which system coordinates were read; Chinese maps shift them, so it must be kept."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


class AttachmentKind(StrEnum):
    """What a file is evidence of."""

    APPLICATION = "application"
    LICENCE = "licence"
    CONTRACT = "contract"
    TICKET = "ticket"
    PHOTO = "photo"
    ASSAY = "assay"
    MINUTES = "minutes"
    SALES = "sales"
    OTHER = "other"


class Filing(StrEnum):
    """What is filed in the national system, besides the management plan."""

    MONTHLY_RETURN = "monthly_return"
    YEARLY_RETURN = "yearly_return"
    TAKE_BACK_REPORT = "take_back_report"


class AlarmState(StrEnum):
    """Where an alarm stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
