"""The laws and practices we answer to. Every rule row names one of these.

``certainty``: T = the article was read; T* = read in a third party's transcription, to be confirmed
against the official text; 2 = second-hand; D = our own deduction, no law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.period import Period


@dataclass(frozen=True, slots=True)
class Authority:
    """A title, an article, the days it is in force, and how sure we are of its words."""

    title: str
    article: str
    in_force: Period
    certainty: str


#: On this day the Ecological and Environmental Code replaced the Solid Waste Law (article 1242).
CODE_DAY = date(2026, 8, 15)
_EVER = Period(date(1990, 1, 1))

SOLID_WASTE_LAW_80 = Authority(
    "固体废物污染环境防治法", "第八十条", Period(date(1990, 1, 1), CODE_DAY), "T"
)
ECO_CODE_534 = Authority("生态环境法典", "第五百三十四条", Period(CODE_DAY), "T*")
SOLID_WASTE_LAW_16 = Authority(
    "固体废物污染环境防治法", "第十六条", Period(date(1990, 1, 1), CODE_DAY), "T"
)
ECO_CODE_474 = Authority("生态环境法典", "第四百七十四条", Period(CODE_DAY), "T*")
ONE_PLACE = Authority("铅蓄电池溯源业务规则", "V12", _EVER, "D")
SOLD_AND_COLLECTED_ONCE = Authority("铅蓄电池溯源业务规则", "A19", _EVER, "D")
SHIPMENT_AND_RECEIPT = Authority("铅蓄电池溯源业务规则", "A10", _EVER, "D")
CAUSE_BEFORE_EFFECT = Authority("铅蓄电池溯源业务规则", "A2", _EVER, "D")
DAMAGE_IS_FINAL = Authority("铅蓄电池溯源业务规则", "V13", _EVER, "D")
#: Scales used in trade are verified at fixed times; without that they may not be used.
METROLOGY_LAW_9 = Authority("计量法", "第九条", _EVER, "2")

ALL_AUTHORITIES = (
    SOLID_WASTE_LAW_80,
    ECO_CODE_534,
    SOLID_WASTE_LAW_16,
    ECO_CODE_474,
    ONE_PLACE,
    SOLD_AND_COLLECTED_ONCE,
    SHIPMENT_AND_RECEIPT,
    CAUSE_BEFORE_EFFECT,
    DAMAGE_IS_FINAL,
    METROLOGY_LAW_9,
)
