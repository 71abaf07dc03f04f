"""The laws and practices we answer to. Every rule row names one of these.

``certainty``: T = the article was read; T* = read in a third party's transcription, to be confirmed
against the official text; 2 = second-hand; M = from memory; D = our own deduction, no law.
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
_UNTIL_CODE = Period(date(1990, 1, 1), CODE_DAY)
_SINCE_CODE = Period(CODE_DAY)
_SINCE_2022 = Period(date(2022, 1, 1))
_SOLID_WASTE_LAW, _ECO_CODE = "固体废物污染环境防治法", "生态环境法典"
_TRANSFERS = "危险废物转移管理办法"
_LICENCES = "危险废物经营许可证管理办法"
_OURS = "铅蓄电池溯源业务规则"


def _law(article: str) -> Authority:
    return Authority(_SOLID_WASTE_LAW, article, _UNTIL_CODE, "T")


def _code(article: str) -> Authority:
    return Authority(_ECO_CODE, article, _SINCE_CODE, "T*")


def _transfer(article: str) -> Authority:
    return Authority(_TRANSFERS, article, _SINCE_2022, "T")


def _ours(article: str) -> Authority:
    return Authority(_OURS, article, _EVER, "D")


# what the law asks, before and since the code
SOLID_WASTE_LAW_16, ECO_CODE_474 = _law("第十六条"), _code("第四百七十四条")
SOLID_WASTE_LAW_78, ECO_CODE_532 = _law("第七十八条"), _code("第五百三十二条")
SOLID_WASTE_LAW_80, ECO_CODE_534 = _law("第八十条"), _code("第五百三十四条")
SOLID_WASTE_LAW_81, ECO_CODE_535 = _law("第八十一条"), _code("第五百三十五条")
SOLID_WASTE_LAW_82, ECO_CODE_536 = _law("第八十二条"), _code("第五百三十六条")
SOLID_WASTE_LAW_99, ECO_CODE_484 = _law("第九十九条"), _code("第四百八十四条")
ECO_CODE_539 = _code("第五百三十九条")

# what it can cost
SOLID_WASTE_LAW_112, ECO_CODE_1175 = _law("第一百一十二条"), _code("第一千一百七十五条")
SOLID_WASTE_LAW_114, ECO_CODE_1178 = _law("第一百一十四条"), _code("第一千一百七十八条")
SOLID_WASTE_LAW_120, ECO_CODE_1179 = _law("第一百二十条"), _code("第一千一百七十九条")
ECO_CODE_1223 = _code("第一千二百二十三条")

# transfers of hazardous waste
TRANSFERS_9 = Authority(_TRANSFERS, "第九条", Period(date(2022, 1, 1), CODE_DAY), "T")
TRANSFERS_11 = _transfer("第十一条")
TRANSFERS_12 = _transfer("第十二条")
TRANSFERS_13 = _transfer("第十三条")
TRANSFERS_14 = _transfer("第十四条")
TRANSFERS_15 = _transfer("第十五条")
TRANSFERS_16 = _transfer("第十六条、第十七条")
TRANSFERS_18 = _transfer("第十八条")
TRANSFERS_20 = _transfer("第二十条")
TRANSFERS_23 = _transfer("第二十三条至第二十六条")
TRANSFERS_27 = _transfer("第二十七条")
TRANSFERS_28 = _transfer("第二十八条")

# licences, lists, standards
LICENCES_10 = Authority(_LICENCES, "第十条", Period(date(2016, 2, 6)), "T")
LICENCES_12 = Authority(_LICENCES, "第十二条", Period(date(2016, 2, 6)), "T")
LICENCES_13 = Authority(_LICENCES, "第十三条", Period(date(2016, 2, 6)), "T")
WASTE_LIST_2021 = Authority(
    "国家危险废物名录（2021年版）",
    "HW31 900-052-31",
    Period(date(2021, 1, 1), date(2025, 1, 1)),
    "T",
)
WASTE_LIST_2025 = Authority(
    "国家危险废物名录（2025年版）", "HW31 900-052-31", Period(date(2025, 1, 1)), "2"
)
HJ_1259 = "危险废物管理计划和管理台账制定技术导则 HJ 1259-2022"
HJ_1259_5_2 = Authority(HJ_1259, "5.2.2", Period(date(2022, 10, 1)), "T")
HJ_1259_6_3 = Authority(HJ_1259, "6.3", Period(date(2022, 10, 1)), "T")
HJ_1259_7_2 = Authority(HJ_1259, "7.2.1", Period(date(2022, 10, 1)), "T")
HJ_1259_C = Authority(HJ_1259, "附录C", Period(date(2022, 10, 1)), "T")
HJ_519 = Authority(
    "废铅蓄电池处理污染控制技术规范 HJ 519-2020", "4（条款待核）", Period(date(2020, 3, 26)), "2"
)
HJ_1276 = Authority(
    "危险废物识别标志设置技术规范 HJ 1276-2022", "数字识别码", Period(date(2023, 7, 1)), "2"
)
GB_18597_4_7 = Authority(
    "危险废物贮存污染控制标准 GB 18597-2023", "4.7", Period(date(2023, 7, 1)), "2"
)
GB_32100 = Authority(
    "统一社会信用代码编码规则 GB 32100-2015", "校验码", Period(date(2015, 10, 1)), "2"
)
#: Found as drafts of 2019 and 2020 only; nothing says that it came into force.
TAKE_BACK_DRAFT = Authority(
    "铅蓄电池回收利用管理暂行办法（征求意见稿）", "回收率报告", Period(date(2020, 6, 2)), "T*"
)
LEAD_ENTRY_2012 = Authority(
    "再生铅行业准入条件（2012年第38号）",
    "铅总回收率、弃渣含铅",
    Period(date(2012, 9, 1), date(2016, 12, 5)),
    "2",
)
LEAD_CONDITIONS_2016 = Authority(
    "再生铅行业规范条件（2016年第60号）",
    "铅总回收率、弃渣含铅（条款待核）",
    Period(date(2016, 12, 5)),
    "M",
)
#: Scales used in trade are verified at fixed times; without that they may not be used.
METROLOGY_LAW_9 = Authority("计量法", "第九条", _EVER, "2")

# our own deductions
ONE_PLACE = _ours("V12")
SOLD_AND_COLLECTED_ONCE = _ours("A19")
SHIPMENT_AND_RECEIPT = _ours("A10")
CAUSE_BEFORE_EFFECT = _ours("A2")
DAMAGE_IS_FINAL = _ours("V13")
FLOWS_THAT_CANNOT_BE = _ours("异常检测目录")
EXCHANGE = _ours("数据交换 pv-interop/1")
#: No legal figure was found for tracks and differing weights; provinces' systems watch them.
WATCHED_ON_THE_ROAD = _ours("A13")

ALL_AUTHORITIES: tuple[Authority, ...] = tuple(
    found for found in globals().copy().values() if isinstance(found, Authority)
)
