"""The receipts record book 经营情况记录簿 (许可证办法 第十八条): what came in, and where from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.register_kinds import WASTE, Unfit
from tracker.domain.scan import Detail, ReceiptCategory, ScanKind, Uncoded
from tracker.domain.unit import BatteryClass, UnitState
from tracker.ledgers import cells
from tracker.ledgers.cells import Cell
from tracker.ledgers.columns import (
    MANIFEST,
    MOST_PIECES,
    NOTE,
    VEHICLE,
    day_column,
    happened,
    mass_column,
    site_column,
    site_of,
    spellings,
    words_of,
)
from tracker.ledgers.form import Books, Column, Form, Row, Together, Wish

COLLECTED, RECEIVED = "收集", "接收"
_WAYS = {
    **dict.fromkeys((COLLECTED, "回收", "COLLECT", "COLLECTED"), COLLECTED),
    **dict.fromkeys((RECEIVED, "接受", "入厂", "RECEIVE", "RECEIVED"), RECEIVED),
}
CLASSES = {
    **dict.fromkeys(("I", "1", "第I类", "I类", "第一类", "一类", "CLASS I", "密封"), "I"),
    **dict.fromkeys(("II", "2", "第II类", "II类", "第二类", "二类", "CLASS II", "开口"), "II"),
}


def waste(cell: Cell, _unit: str = "") -> object:
    """A waste code in either spelling."""
    return WASTE.read(cells.as_text(cell))


_COLUMNS = (
    day_column(
        "接收日期", "day of receipt", "日期", "收集日期", "回收日期", "入厂日期", "接收时间"
    ),
    Column(
        "code",
        "电池或批次编码",
        "battery or lot code",
        cells.code,
        also=("编码", "电池编码", "批次编码", "批次编号", "容器编码", "电池编号", "识别码"),
        example="PB-20261002-01",
    ),
    Column(
        "pieces",
        "数量",
        "pieces",
        cells.count(MOST_PIECES, least=0),  # 0: a lot that nobody counted
        also=("电池数量", "只数", "个数", "件数"),
        example="80",
    ),
    mass_column(
        "重量",
        "mass",
        "kg",
        "接收量",
        "质量",
        "净重",
        "收集量",
        "回收量",
        unit_of="unit",
        example="1200",
    ),
    Column("unit", "计量单位", "unit of mass", cells.line(20), also=("单位",)),
    Column(
        "way",
        "接收方式",
        "way of receipt",
        cells.choice(_WAYS),
        choices=(COLLECTED, RECEIVED),
        example=COLLECTED,
    ),
    Column(
        "class",
        "电池类别",
        "battery class",
        cells.choice(CLASSES),
        also=("类别等级", "废电池类别"),
        choices=("第I类", "第II类"),
        example="第I类",
    ),
    Column("damaged", "是否破损", "damaged", cells.truth, also=("破损",), choices=("是", "否")),
    Column(
        "category",
        "来源类别",
        "category",
        cells.choice(spellings("category", ReceiptCategory)),
        choices=words_of("category", ReceiptCategory),
    ),
    Column(
        "waste",
        "废物代码",
        "waste code",
        waste,
        also=("危险废物代码", "危废代码"),
        example=WASTE_LEAD_BATTERIES,
    ),
    Column("source", "来源", "source", cells.line(200), also=("来源单位", "交付单位", "供货单位")),
    site_column("接收场所", "receiving site", "场所编码", "接收网点", "网点编码", "贮存场所"),
    MANIFEST,
    VEHICLE,
    NOTE,
)


_ON_THE_ROAD = frozenset({UnitState.DISPATCHED, UnitState.IN_TRANSIT})


def _meaning(row: Row, books: Books) -> Sequence[Wish]:
    """What another site sent is received; what is new to the books begins with its collection.

    The way of receipt, where the row names one, decides. A single battery is scanned by its code;
    several together, or without a code, are a lot that was counted and weighed.
    """
    site, said = site_of(row, books), row.values.get
    code, day, way = said("code"), said("day"), said("way")
    known = books.unit(code) if code else None
    sent = known is not None and known.state in _ON_THE_ROAD
    if way == RECEIVED or (way is None and sent):
        if code is None:
            raise Unfit(Fault("required", "/code"))
        source = said("source")
        received = Together(
            ScanKind.RECEIVE,
            site,
            happened(day, ScanKind.RECEIVE),
            peer_site=books.site_named(source) if source else None,
            manifest=said("manifest"),
            vehicle=said("vehicle"),
        )
        return [Wish(received, (code,), _detail(row), blame="code")]
    collected = _collected(site, day, said("category"))
    pieces, mass = said("pieces"), said("mass")
    if code is not None and (known is not None or pieces is None or pieces == 1):
        return [Wish(collected, (code,), _detail(row), blame="code")]
    if pieces is None or mass is None:
        missing = [key for key in ("pieces", "mass") if said(key) is None]
        raise Unfit(*(Fault("required", f"/{key}") for key in missing))
    heap = Uncoded(pieces, mass, _class(row), code)
    return [Wish(collected, uncoded=heap, blame="code")]


@lru_cache(maxsize=4_096)
def _collected(site: str, day: datetime, category: str | None) -> Together:
    """What all have in common that one site collected on one day."""
    return Together(
        ScanKind.COLLECT,
        site,
        happened(day, ScanKind.COLLECT),
        category=ReceiptCategory(category) if category else None,
    )


_BATTERY_CLASS: dict[str | None, BatteryClass] = {kind.value: kind for kind in BatteryClass}


def _class(row: Row) -> BatteryClass | None:
    return _BATTERY_CLASS.get(row.values.get("class"))


def _detail(row: Row) -> Detail | None:
    found = Detail(row.get("mass"), row.get("damaged"), _class(row))
    return None if found == Detail() else found


def _codes(values: Mapping[str, Any]) -> Sequence[str]:
    return [values["code"]] if "code" in values else []


RECEIPTS = Form(
    "receipts", "经营情况记录簿", "receipts record book", _COLUMNS, _meaning, _codes, own="code"
)
