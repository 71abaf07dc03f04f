"""What is said about a record behind a factor, and how is each thing called?"""

from __future__ import annotations

from reports.methods.definition import Text

ABOUT: dict[str, Text] = {
    "member": Text("联合体成员", "member of the consortium"),
    "recycler": Text("再生铅企业", "recycler"),
    "site": Text("站点", "site"),
    "collector": Text("收集单位", "collector"),
    "sender": Text("发运单位", "sender"),
    "agreement": Text("回收协议", "take-back agreement"),
    "route": Text("回收渠道", "route"),
    "share": Text("本企业份额", "the enterprise's share"),
    "disputed": Text("多家主张", "claimed by several"),
    "category": Text("类别", "category"),
    "dispatch": Text("发运事件", "event of the dispatch"),
    "dispatched_at": Text("发运时间", "dispatched at"),
    "received_t": Text("整批接收，吨", "received with the whole load, t"),
    "pieces": Text("只数", "pieces"),
    "pieces_without_mass": Text("其中无质量的只数", "pieces without a mass"),
    "pieces_received_here_before": Text("其中曾在本省接收的只数", "pieces received here before"),
    "leg_dispatched_t": Text("该次发出，吨", "dispatched on this leg, t"),
    "leg_received_t": Text("该次收到，吨", "received on this leg, t"),
    "leg_difference_t": Text("该次差异，吨", "difference of this leg, t"),
    "year": Text("年度", "year"),
    "battery_class": Text("电池类别", "battery class"),
    "sold_in": Text("销售地区", "sold in"),
    "evidence": Text("凭证 SHA-256", "SHA-256 of the voucher"),
    "recorded_as_sold_that_year_t": Text(
        "同年逐只登记的销售，吨", "recorded as sold that year, t"
    ),
    "plant": Text("工厂", "plant"),
    "lot": Text("批次", "lot"),
    "material": Text("物料", "material"),
    "mass_t": Text("批次质量，吨", "mass of the lot, t"),
    "lead_share": Text("铅的质量份额", "share of lead by mass"),
    "gone_at": Text("用出时间", "used or gone at"),
    "origin": Text("来源省", "province of origin"),
    "coded_t": Text("其中有码，吨", "with a code, t"),
    "damaged_t": Text("其中破损，吨", "damaged, t"),
    "at_start": Text("期初在何处", "where at the start"),
    "at_end": Text("期末在何处", "where at the end"),
    "manifest": Text("联单", "manifest"),
    "row": Text("联单行", "row of the manifest"),
    "told_by": Text("由谁告知", "told by"),
    "closed": Text("联单已闭合", "manifest closed"),
    "departed_at": Text("启运时间", "departed at"),
    "delivered_at": Text("送达时间", "delivered at"),
}  # fmt: skip

#: Values that are words: the same in every file, said in the reader's language on pages.
VALUES: dict[str, Text] = {
    "own": Text("自主回收", "own network"),
    "cooperative": Text("合作回收", "cooperative network"),
    "waste": Text("废电池", "waste batteries"),
    "production_scrap": Text("边角废料", "production scrap"),
    "unsold_stock": Text("库存退货", "unsold stock"),
    "stored": Text("贮存", "stored"),
    "in_transit": Text("在途", "in transit"),
    "province": Text("来源省", "its own province"),
    "national": Text("国家系统", "the national system"),
    "unknown": Text("不明", "unknown"),
    "True": Text("是", "yes"),
    "False": Text("否", "no"),
}


def about_word(name: str) -> Text | None:
    """What a thing that is told about a record is called; None for one that nobody named."""
    return ABOUT.get(name)
