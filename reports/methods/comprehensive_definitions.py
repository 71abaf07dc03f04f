"""How is the comprehensive rate defined? No public text does; these are proposals."""

from __future__ import annotations

from reports.methods.definition import Certainty, Definition, Grounds, Text
from reports.methods.words import FIRST, OURS, symbols

_ALWAYS = (OURS, Grounds.PROPOSAL, Certainty.PROPOSED, FIRST)
_FLOWS = ("A", "G", "D_ver", "W_o, W_c", "a", "b")

COMPREHENSIVES: tuple[Definition, ...] = (
    Definition(
        "CRR-S-1", 1,
        Text("综合回收率（销售基准）", "comprehensive recovery rate, sales basis"),
        "CR_S = D_ver·η / S̄ = R_EPR·v·η", symbols("D_ver", "v", "η", "S̄"), *_ALWAYS,
        uses=("R_EPR/NDRC-2020", "V0", "PLANT"),
        caution=Text(
            "质量基准乘以铅收得率，不是铅对铅的比率：废电池失去了部分酸液，铅含量与售出的电池不同。",
            "A mass basis times a lead yield, not a lead rate: waste has lost acid, so its lead"
            " share differs from that of batteries sold.",
        ),
    ),
    Definition(
        "CRR-S-2", 1,
        Text("综合回收率（铅对铅）", "comprehensive recovery rate, lead to lead"),
        "CR_S2 = D_ver·w_waste·η / (S̄·w_sold)",
        symbols("D_ver", "w_waste, w_sold", "η", "S̄"), *_ALWAYS,
        uses=("R_EPR/NDRC-2020", "V0", "PLANT"),
        rule=Text(
            "两个铅含量都已知时才能计算；与 CRR-S-1 并列",
            "only where both lead shares are known; beside CRR-S-1",
        ),
    ),
    Definition(
        "CRR-A-1", 1,
        Text("综合回收率（理论产生量基准）", "comprehensive recovery rate, arising basis"),
        "CR_A = a·b·η", symbols(*_FLOWS, "η"), *_ALWAYS, uses=("ARISING", "LEGAL-FLOW", "PLANT"),
    ),
    Definition(
        "CRR-M-1", 1, Text("综合回收率（质量）", "comprehensive recovery rate, mass"),
        "CR_M = a·b·R_E", symbols(*_FLOWS, "R_E"), *_ALWAYS,
        uses=("ARISING", "LEGAL-FLOW", "R_E"),
    ),
    Definition(
        "CRR-R-1", 1,
        Text("综合回收率（再生企业）", "comprehensive recovery rate of a recycler"),
        "CR_R = ρ·R_E", symbols("ρ", "R_E", "η"), *_ALWAYS, uses=("R_E", "PLANT"),
        rule=Text("R_E 未知时用 ρ·η", "where R_E is not known ρ·η"),
    ),
    Definition(
        "CRR-F-1", 1,
        Text("综合回收率（流量，诊断）", "comprehensive recovery rate, flow (diagnostic)"),
        "CR_F = D·η / G", symbols("D", "G", "η"), *_ALWAYS, uses=("ARISING", "PLANT"),
        caution=Text(
            "消化库存会抬高它；不受库存影响的形式不变。",
            "Drawing down stock raises it; the stock-neutral forms do not move.",
        ),
    ),
)  # fmt: skip
