"""The sales ledger 销售台账: each row is one battery that was sold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.mass import MOST_BATTERY_G
from tracker.domain.scan import Detail, ScanKind
from tracker.ledgers import cells
from tracker.ledgers.columns import NOTE, day_column, happened, site_column, site_of
from tracker.ledgers.form import Books, Column, Form, Row, Together, Wish

_COLUMNS = (
    day_column("销售日期", "day of sale", "日期", "销售时间", "出库日期", "开票日期"),
    Column(
        "code",
        "电池编码",
        "battery code",
        cells.code,
        needed=True,
        also=("产品编码", "电池序列号", "序列号", "电池编号", "追溯码", "溯源码", "电池码"),
        example="TDCB-2026-000001",
    ),
    Column(
        "model",
        "型号编码",
        "model code",
        cells.line(128),
        also=("型号", "电池型号", "规格型号", "产品型号"),
        example="6-QW-60",
    ),
    Column(
        "mass",
        "单只重量",
        "mass of one",
        cells.grams(MOST_BATTERY_G),
        also=("重量", "质量", "单重", "净重"),
        unit="kg",
        example="15.2",
    ),
    site_column("销售网点", "site of sale", "销售网点编码", "网点编码", "门店", "销售单位"),
    Column(
        "peer",
        "购买方网点编码",
        "buyer's site code",
        cells.line(128),
        also=("收货网点编码", "下级网点编码"),
    ),
    Column(
        "buyer",
        "购买方",
        "buyer",
        cells.line(200),
        also=("客户", "客户名称", "购买单位", "收货单位", "经销商"),
        example="个人",
    ),
    NOTE,
)


def _meaning(row: Row, books: Books) -> Sequence[Wish]:
    """Sold; and registered before, when the maker sells what nobody registered and the row names
    its model. A buyer counts if it is one site of ours; people are not kept."""
    site, code, day = site_of(row, books), row.get("code"), row.get("day")
    buyer = row.get("buyer")
    peer = row.get("peer") or (books.site_named(buyer) if buyer else None)
    detail = Detail(mass_g=row.get("mass")) if row.get("mass") else None
    wishes = []
    new = row.get("model") is not None and books.unit(code) is None
    if new and books.may(site, ScanKind.REGISTER):
        at = happened(day, ScanKind.REGISTER)
        together = Together(ScanKind.REGISTER, site, at, model=row.get("model"))
        wishes.append(Wish(together, (code,), detail, blame="code"))
        detail = None
    sold = Together(ScanKind.SELL, site, happened(day, ScanKind.SELL), peer_site=peer)
    return [*wishes, Wish(sold, (code,), detail, blame="code")]


def _codes(values: Mapping[str, Any]) -> Sequence[str]:
    return [values["code"]] if "code" in values else []


SALES = Form("sales", "销售台账", "sales ledger", _COLUMNS, _meaning, _codes, own="code")
