"""Which words do several definitions share? Symbols and sources, said once."""

from __future__ import annotations

from datetime import date

from reports.methods.definition import Text

FIRST = date(2026, 1, 1)
OURS = Text("本系统建议，待项目方（FECO）确认", "proposal of this system, to be confirmed by FECO")
DRAFT = Text(
    "《铅蓄电池回收利用管理暂行办法（征求意见稿）》，发改委，2020-06-02 第二稿"
    "（据转载；未见正式发布）",
    "《铅蓄电池回收利用管理暂行办法（征求意见稿）》, NDRC, second draft of 2020-06-02 (from copies;"
    " not found in force)",
)

#: Symbol -> what it is. Masses in tonnes as received, net of packaging, by the calendar of China.
SYMBOLS: dict[str, Text] = {
    "C": Text(
        "当日有有效许可证的再生铅企业接收的废电池，吨；自主加合作回收；不含边角废料和库存退货",
        "t of waste accepted by recyclers licensed that day, own and cooperative network; neither"
        " production scrap nor unsold stock",
    ),
    "S_y": Text("y 年国内销售量，吨", "domestic sales of year y, t"),
    "S̄": Text("销售基数，按 R_EPR，吨", "sales base as in R_EPR, t"),
    "A": Text("首次合法接收量（去重），吨", "first lawful receipts, each counted once, t"),
    "G": Text("理论产生量，吨", "waste arising, t"),
    "D": Text("持证再生铅企业接收的交付量，吨", "deliveries accepted by licensed recyclers, t"),
    "D_ver": Text("其中经核实的部分，吨", "the verified part of D, t"),
    "W_o, W_c": Text(
        "期初、期末库存，含在途，吨", "opening and closing stock, in transit included, t"
    ),
    "a": Text("A/G", "A/G"),
    "b": Text("D_ver/(W_o + A − W_c)", "D_ver/(W_o + A − W_c)"),
    "v": Text("D_ver/D", "D_ver/D"),
    "η": Text("再生铅企业的铅收得率（PLANT）", "lead yield of the recyclers, PLANT"),
    "R_E": Text("再生利用效率（R_E）", "recycling efficiency, R_E"),
    "ρ": Text("合法来源占全部入厂量的份额", "traced lawful intake by total intake"),
    "w": Text("铅的质量份额", "share of lead by mass"),
    "m_d, m_r": Text("发出质量、接收质量", "mass dispatched, mass received"),
    "w_waste, w_sold": Text(
        "废电池与售出电池的铅含量", "lead share of the waste and of the batteries sold"
    ),
}


def symbols(*names: str, **more: Text) -> dict[str, Text]:
    """Those symbols, and others that only one definition has."""
    return {**{name: SYMBOLS[name] for name in names}, **more}
