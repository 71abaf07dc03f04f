"""Which kinds of code does the house tell apart?"""

from __future__ import annotations

from enum import StrEnum


class Scheme(StrEnum):
    """A kind of code. A battery may carry several, each of another scheme."""

    QBT5506 = "QBT5506"
    TDCB0001 = "TDCB0001"
    GS1_DL = "GS1_DL"
    GBT34014 = "GBT34014"
    ENTERPRISE = "ENTERPRISE"
    PLATFORM = "PLATFORM"
    CONTAINER_LABEL = "CONTAINER_LABEL"
    MANIFEST_NUMBER = "MANIFEST_NUMBER"
    PROVISIONAL_NUMBER = "PROVISIONAL_NUMBER"
    USCC = "USCC"
    WASTE_CODE = "WASTE_CODE"


#: What can stand on a single battery.
BATTERY_SCHEMES = frozenset(
    {
        Scheme.QBT5506,
        Scheme.TDCB0001,
        Scheme.GS1_DL,
        Scheme.GBT34014,
        Scheme.ENTERPRISE,
        Scheme.PLATFORM,
    }
)
