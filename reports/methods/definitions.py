"""Which definitions are there? One row each; to change one, add a row with the next version.

All of them await confirmation: no public text says what the project's 综合回收率 is.
"""

from __future__ import annotations

from datetime import date

from reports.indicators import arising, loads, plant, sales_base
from reports.methods.definition import Definition, Grounds

_FIRST = date(2026, 1, 1)
_OURS = "proposal of this system, to be confirmed by FECO"
_DRAFT = "《铅蓄电池回收利用管理暂行办法（征求意见稿）》, NDRC, second draft of 2020-06-02"
_C = {"C": "t accepted by recyclers licensed that day; waste only, own and cooperative network"}
_FLOWS = {
    "a": "A/G",
    "b": "D_ver/(W_o + A − W_c)",
    "A": "first lawful receipts, t",
    "G": "waste arising, t",
    "D_ver": "deliveries accepted by licensed recyclers and verified, t",
    "W_o, W_c": "opening and closing stock, in transit included, t",
}
_ETA = {"η": "lead yield of the recyclers, PLANT"}
_WINDOW = {"window": str(sales_base.WINDOW), "unstable_spread": str(sales_base.MOST_SPREAD)}
_TOLERANCE = {
    "tolerance_share": str(loads.TOLERANCE_SHARE),
    "tolerance_kg": str(loads.TOLERANCE_G // 1000),
}

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "R_EPR", 1, "生产企业回收率", "producer's recovery rate",
        "R = (C_own + C_coop) / S̄,  S̄ = (S_{t−1} + S_{t−2} + S_{t−3}) / 3;"
        " history < 3 years: S̄ = S_{t−1}; obligation from the year after founding",
        {**_C, "S_y": "domestic sales of year y, t"}, _DRAFT, Grounds.DRAFT, _FIRST,
        variant="NDRC-2020", parameters=_WINDOW, from_records=True,
    ),
    Definition(
        "R_EPR", 1, "收集率（欧盟 2023/1542 附件十一）",
        "collection rate, Regulation (EU) 2023/1542",
        "R = 3·C_t / (S_{t−1} + S_{t−2} + S_{t−3})",
        {**_C, "S_y": "made available in year y, t"},
        "Regulation (EU) 2023/1542 Annex XI; there it is for portable and LMT batteries only",
        Grounds.LAW, _FIRST, variant="EU-2023", parameters=_WINDOW, from_records=True,
    ),
    Definition(
        "R_EPR", 1, "收集率（欧盟 2006/66 附件一）", "collection rate, Directive 2006/66/EC",
        "R = 3·C_t / (S_t + S_{t−1} + S_{t−2})",
        {**_C, "S_y": "sales of year y, t"},
        "Directive 2006/66/EC Annex I, repealed; for comparison with older figures",
        Grounds.LAW, _FIRST, variant="EU-2006", parameters=_WINDOW, from_records=True,
    ),
    Definition(
        "CONSORTIUM", 1, "联合体回收率", "recovery rate of a consortium",
        "R = ΣC / ΣS̄ over the members; never the mean of their rates",
        _C, _DRAFT, Grounds.DRAFT, _FIRST, uses=("R_EPR/NDRC-2020",),
    ),
    Definition(
        "V0", 1, "核实份额（联单前）", "verified share before manifests exist",
        "v0 = D_ver / D; verified: dispatch and receipt both recorded, licence valid that day,"
        " |m_r − m_d| ≤ max(0.5 % m_d, 50 kg)",
        {"m_d, m_r": "mass dispatched, mass received", "D": "deliveries accepted, t"},
        _OURS, Grounds.PROPOSAL, _FIRST, parameters=_TOLERANCE,
    ),
    Definition(
        "PLANT", 1, "铅总回收率", "total lead recovery of a plant",
        "η = [Σ m_prod·w + (I_c − I_o)] / Σ m_in·w; loss method 1 − Σ losses/Pb_in as upper bound",
        {"w": "share of lead", "I_o, I_c": "lead in work in progress, opening and closing, t"},
        "practice under 再生铅行业准入条件 (2012); no public text fixes the balance",
        Grounds.PRACTICE, _FIRST, parameters={"closure": str(plant.MOST_UNCLOSED)},
    ),
    Definition(
        "CRR-S-1", 1, "综合回收率（销售基准）", "comprehensive recovery rate, sales basis",
        "CR_S = D_ver·η / S̄ = R_EPR·v·η",
        {"D_ver": _FLOWS["D_ver"], **_ETA, "S̄": "sales base as in R_EPR, t"},
        _OURS, Grounds.PROPOSAL, _FIRST, uses=("R_EPR/NDRC-2020", "V0", "PLANT"),
        caution="A mass basis times a lead yield, not a lead rate: waste has lost acid, so its lead"
        " share differs from that of batteries sold.",
        from_records=True,
    ),
    Definition(
        "CRR-A-1", 1, "综合回收率（理论产生量基准）", "comprehensive recovery rate, arising basis",
        "CR_A = a·b·η", {**_FLOWS, **_ETA}, _OURS, Grounds.PROPOSAL, _FIRST,
        uses=("ARISING", "PLANT"),
    ),
    Definition(
        "CRR-M-1", 1, "综合回收率（质量）", "comprehensive recovery rate, mass",
        "CR_M = a·b·R_E", {**_FLOWS, "R_E": "recycling efficiency"}, _OURS, Grounds.PROPOSAL,
        _FIRST, uses=("ARISING",),
    ),
    Definition(
        "CRR-R-1", 1, "综合回收率（再生企业）", "comprehensive recovery rate of a recycler",
        "CR_R = ρ·R_E, where R_E is not known ρ·η",
        {"ρ": "lawful share of the intake", "R_E": "recycling efficiency", **_ETA},
        _OURS, Grounds.PROPOSAL, _FIRST, uses=("PLANT",),
    ),
    Definition(
        "CRR-F-1", 1, "综合回收率（流量，诊断）", "comprehensive recovery rate, flow (diagnostic)",
        "CR_F = D·η / G", {**_FLOWS, **_ETA, "D": "deliveries accepted, t"}, _OURS,
        Grounds.PROPOSAL, _FIRST, uses=("ARISING", "PLANT"),
        caution="Drawing down stock raises it; the stock-neutral forms do not move.",
    ),
    Definition(
        "ARISING", 1, "理论产生量", "waste arising",
        "G_t = Σ_a S_{t−a}·f(a), f(a) = F(a+½) − F(a−½), F(x) = 1 − exp(−(x/η)^β)",
        {"β, η": "Weibull shape and scale of the lifetime", "S_y": "sales of year y, t"},
        "Weibull lifetimes, standard; parameters are to be calibrated", Grounds.PRACTICE, _FIRST,
        parameters={"least_coverage": str(arising.LEAST_COVERAGE)},
    ),
    Definition(
        "COLLECTION", 1, "规范收集率（按来源省）",
        "normative collection rate by province of origin",
        "a_p = A^{orig=p} / G_p",
        {"A^{orig=p}": "first lawful receipts of what arose in p, wherever received, t",
         "G_p": "waste arising in p, t"},
        "the plan of 2019 sets 70 % by 2025 without arithmetic; formula: " + _OURS,
        Grounds.PROPOSAL, _FIRST, uses=("ARISING",),
    ),
)  # fmt: skip

_BY_ID = {definition.id: definition for definition in DEFINITIONS}
#: The headline: what is shown where nobody asks for another.
USUAL = "CRR-S-1"


def definition_of(id_: str) -> Definition | None:
    """By its id; a method that has variants stands for the first of them."""
    first = (d for d in DEFINITIONS if d.method == id_)
    return _BY_ID.get(id_) or next(first, None)


def from_records() -> tuple[Definition, ...]:
    """Those that can be computed from the records of the house."""
    return tuple(d for d in DEFINITIONS if d.from_records)
