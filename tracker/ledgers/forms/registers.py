"""The registers as forms: one column for each field, its head, and how its cell is read.

What is read goes through the register's own kinds afterwards, as what comes over HTTP does; here a
cell only becomes what those kinds take.
"""

from __future__ import annotations

from tracker.domain.mass import kilograms
from tracker.domain.programme import (
    BatteryCategory,
    CoordinateSystem,
    DemonstrationKind,
    Filing,
    LicenceScope,
    TakeBackRoute,
)
from tracker.domain.register import Register
from tracker.domain.registers import REGISTERS
from tracker.domain.roles import TRADE, Role
from tracker.i18n.catalogue import word
from tracker.ledgers import cells
from tracker.ledgers.cells import Cell, Clean
from tracker.ledgers.columns import spellings, words_of
from tracker.ledgers.form import Column, Form
from tracker.ledgers.forms.receipts import CLASSES

_ENORMOUS_G = 10**15
_TEXT = cells.line(2_000)


def _plain_code(cell: Cell, unit: str) -> object:
    """Codes of registers may be Chinese; what a spreadsheet has rounded is refused here too."""
    if not isinstance(cell, str):
        return cells.code(cell, unit)
    return cells.as_text(cell)


def _day(cell: Cell, unit: str) -> object:
    return cells.day(cell, unit).isoformat()


def _kilograms(cell: Cell, unit: str) -> object:
    found = cells.grams(_ENORMOUS_G)(cell, unit)
    assert isinstance(found, int)  # noqa: S101  a mass in grams
    return kilograms(found)


def _year(cell: Cell, _unit: str) -> object:
    return cells.count(9_999)(cells.as_text(cell).removesuffix("年").removesuffix("年度"), "")


def _measured(cell: Cell, _unit: str) -> object:
    """A whole number, nothing included; the register's own kind knows its limits."""
    text = cells.as_text(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


_ROLES = {
    spelling: role for spelling, role in spellings("role", Role).items() if Role(role) in TRADE
}
_SCOPES = spellings("licence_scope", LicenceScope)

#: noun -> field -> (head, how a cell is read, what the template offers, example, other heads)
_Rows = dict[str, tuple[str, Clean, tuple[str, ...], str, tuple[str, ...]]]

_ORGANISATION: _Rows = {
    "organisation": (
        "单位信用代码",
        _plain_code,
        (),
        "91420100MA00000017",
        ("统一社会信用代码", "所属单位信用代码", "单位代码", "企业信用代码"),
    ),
}
_VALID: _Rows = {
    "valid_from": ("有效期自", _day, (), "2026-01-01", ("生效日期", "开始日期", "发证日期")),
    "valid_until": ("有效期至", _day, (), "2028-12-31", ("失效日期", "截止日期", "结束日期")),
}
_NAMED: _Rows = {
    "name": (
        "名称",
        _TEXT,
        (),
        "澄湖再生资源有限公司",
        ("单位名称", "企业名称", "场所名称", "型号名称"),
    ),
    "name_en": ("英文名称", _TEXT, (), "Clearlake Recycling", ()),
    "division": ("行政区划代码", cells.line(20), (), "420100", ("行政区划", "区划代码")),
}

# fmt: off
_FIELDS: dict[str, tuple[str, str, _Rows]] = {
    "organisation": ("单位登记表", "organisations", {
        "code": ("统一社会信用代码", _plain_code, (), "91420100MA00000017", ("信用代码",)),
        **_NAMED,
        "note": ("备注", _TEXT, (), "", ()),
    }),
    "site": ("场所登记表", "sites", {
        "code": ("场所编码", _plain_code, (), "POINT-01", ("网点编码", "站点编码")),
        **_ORGANISATION, **_NAMED,
        "roles": ("场所类型", cells.several(cells.choice(_ROLES)),
                  tuple(word("role", role, "zh") for role in sorted(TRADE)), "收集网点",
                  ("角色", "网点类型")),
        "longitude": ("经度", cells.number, (), "114.30", ()),
        "latitude": ("纬度", cells.number, (), "30.59", ()),
        "coordinate_system": ("坐标系", cells.choice(spellings("coordinate_system",
                              CoordinateSystem)), tuple(CoordinateSystem), "CGCS2000", ()),
        "capacity_kg": ("贮存能力", _kilograms, (), "3000", ("最大贮存量",)),
    }),
    "licence": ("许可证登记表", "licences", {
        "code": ("许可证编号", _plain_code, (), "4201000001", ("许可证编码", "经营许可证编号")),
        **_ORGANISATION,
        "scope": ("经营方式", cells.several(cells.choice(_SCOPES)),
                  words_of("licence_scope", LicenceScope), "收集、贮存", ()),
        "waste_codes": ("废物代码", cells.several(_TEXT), (), "900-052-31", ("危险废物代码",)),
        "capacity_kg": ("年经营规模", _kilograms, (), "100000", ("经营规模",)),
        **_VALID,
    }),
    "vehicle": ("车辆登记表", "vehicles", {
        "code": ("车牌号", _plain_code, (), "鄂A12345", ("车辆牌号",)),
        **_ORGANISATION,
        "permit": ("道路运输证号", _TEXT, (), "420100000001", ("运输证号",)),
        "permit_until": ("运输证有效期至", _day, (), "2027-12-31", ()),
        "tight": ("是否防渗漏", cells.truth, ("是", "否"), "是", ("防渗漏",)),
    }),
    "battery_model": ("电池型号登记表", "battery models", {
        "code": ("型号编码", _plain_code, (), "6-QW-60", ("型号", "电池型号")),
        **_ORGANISATION,
        "name": ("名称", _TEXT, (), "6-QW-60 起动型", ("型号名称", "产品名称")),
        "category": ("用途类别", cells.choice(spellings("battery_category", BatteryCategory)),
                     words_of("battery_category", BatteryCategory), "起动型", ("用途",)),
        "battery_class": ("电池类别", cells.choice(CLASSES), ("第I类", "第II类"), "第I类", ()),
        "nominal_mass_kg": ("标称重量", _kilograms, (), "15", ("单只重量", "重量")),
        "lead_share": ("含铅率", cells.number, (), "62%", ("铅含量",)),
        "source": ("数据来源", _TEXT, (), "产品说明书", ("来源",)),
        **_VALID,
    }),
    "take_back_agreement": ("回收协议登记表", "take-back agreements", {
        "code": ("协议编号", _plain_code, (), "XY-2026-001", ("协议编码", "合同编号")),
        "organisation": ("生产企业信用代码", _plain_code, (), "91420100MA00000017",
                         ("委托方信用代码", "单位信用代码")),
        "collector": ("回收企业信用代码", _plain_code, (), "91420100MA00000025",
                      ("受托方信用代码", "收集单位信用代码")),
        "route": ("回收方式", cells.choice(spellings("take_back_route", TakeBackRoute)),
                  words_of("take_back_route", TakeBackRoute), "合作回收", ("回收渠道",)),
        **_VALID,
    }),
    "sales_declaration": ("销售量申报表", "sales declarations", {
        "code": ("申报编号", _plain_code, (), "SB-2026-001", ("申报编码",)),
        **_ORGANISATION,
        "year": ("年度", _year, (), "2026", ("申报年度",)),
        "battery_class": ("电池类别", cells.choice(CLASSES), ("第I类", "第II类"), "第I类", ()),
        "sold_in": ("销售地区划代码", cells.line(20), (), "420000", ("销售地", "销售区域")),
        "mass_kg": ("销售量", _kilograms, (), "1500000", ("销售重量",)),
        "pieces": ("销售数量", cells.count(1_000_000_000), (), "100000", ("数量", "只数")),
        "evidence": ("证明材料摘要", _TEXT, (), "", ("证明材料SHA256",)),
    }),
    "demonstration_enterprise": ("示范企业登记表", "demonstration enterprises", {
        "code": ("示范编号", _plain_code, (), "SF-001", ()),
        **_ORGANISATION,
        "project": ("项目名称", _TEXT, (), "示范项目", ("项目",)),
        "kind": ("示范类型", cells.choice(spellings("demonstration_kind", DemonstrationKind)),
                 words_of("demonstration_kind", DemonstrationKind), "生产企业", ()),
        **_VALID,
    }),
    "white_list_entry": ("跨省转移试点白名单登记表", "white list entries", {
        "code": ("名单编号", _plain_code, (), "BMD-2025-001", ("白名单编号",)),
        **_ORGANISATION,
        "document": ("公布文件", _TEXT, (), "环办固体函〔2025〕136号", ("文号",)),
        "source": ("来源", _TEXT, (), "生态环境部通知", ("依据",)),
        **_VALID,
    }),
    "insurance": ("环境责任保险登记表", "insurances", {
        "code": ("保单号", _plain_code, (), "BD-2026-001", ("保险单号",)),
        **_ORGANISATION,
        "insurer": ("保险公司", _TEXT, (), "某财产保险公司", ("承保单位",)),
        **_VALID,
    }),
    "emergency_plan": ("应急预案备案登记表", "emergency plans", {
        "code": ("预案备案编号", _plain_code, (), "420100-2026-001-L", ("应急预案编号",)),
        **_ORGANISATION,
        **_VALID,
    }),
    "planned_transfer": ("管理计划转移登记表", "planned transfers", {
        "code": ("计划行编号", _plain_code, (), "GL2026001-1", ()),
        **_ORGANISATION,
        "year": ("年度", _year, (), "2026", ("计划年度",)),
        "plan": ("管理计划备案编号", _TEXT, (), "GL2026001", ("备案编号",)),
        "waste_code": ("废物代码", _TEXT, (), "900-052-31", ("危险废物代码",)),
        "receiver": ("接受单位信用代码", _plain_code, (), "91420100MA00000025",
                     ("接收单位信用代码",)),
        "mass_kg": ("计划转移量", _kilograms, (), "100000", ("年转移量",)),
    }),
    "filing": ("申报登记表", "filings", {
        "code": ("回执编号", _plain_code, (), "HZ-2026-001", ("申报编号",)),
        **_ORGANISATION,
        "kind": ("申报类型", cells.choice(spellings("filing", Filing)),
                 words_of("filing", Filing), "月度申报", ()),
        "period": ("所属期", _TEXT, (), "2026-09", ("申报期",)),
        "filed_on": ("申报日期", _day, (), "2026-10-12", ()),
    }),
    "track_summary": ("轨迹摘要表", "track summaries", {
        "code": ("轨迹编号", _plain_code, (), "GJ-2026-001", ()),
        **_ORGANISATION,
        "vehicle": ("车牌号", _plain_code, (), "鄂A12345", ("车辆牌号",)),
        "manifest": ("联单编号", _plain_code, (), "20264201000001", ("转移联单编号",)),
        "day": ("行程日期", _day, (), "2026-10-30", ("日期",)),
        "off_route_km": ("偏离路线（公里）", _measured, (), "0", ("偏离距离",)),
        "overtime_minutes": ("超时（分钟）", _measured, (), "0", ("超时时长",)),
        "silence_minutes": ("失联（分钟）", _measured, (), "0", ("失联时长",)),
    }),
    "video_summary": ("视频摘要表", "video summaries", {
        "code": ("视频编号", _plain_code, (), "SP-2026-001", ()),
        **_ORGANISATION,
        "place": ("场所编码", _plain_code, (), "POINT-1", ("网点编码",)),
        "day": ("截止日期", _day, (), "2026-10-30", ("日期",)),
        "gap_hours": ("最长中断（小时）", _measured, (), "0", ("中断时长",)),
        "kept_days": ("保存天数", _measured, (), "90", ()),
    }),
}
# fmt: on
_IN_KILOGRAMS = frozenset({"capacity_kg", "nominal_mass_kg", "mass_kg"})


def _form(register: Register) -> Form:
    zh, en, rows = _FIELDS[register.noun]
    columns = []
    for field in register.fields:
        head, clean, choices, example, also = rows[field.name]
        needed = field.needed and field is not register.keeper
        unit = "kg" if field.name in _IN_KILOGRAMS else ""
        english = field.name.removesuffix("_kg").replace("_", " ")
        columns.append(
            Column(field.name, head, english, clean, needed, also, choices, example, unit=unit)
        )
    return Form(register.plural, zh, en, tuple(columns), own="code", register=register)


REGISTER_FORMS: tuple[Form, ...] = tuple(_form(register) for register in REGISTERS)
