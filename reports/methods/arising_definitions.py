"""How is it defined what arises, how long batteries live, and what is collected of it?"""

from __future__ import annotations

from reports.indicators import arising, weights
from reports.methods.definition import Certainty, Definition, Grounds, Text
from reports.methods.words import FIRST, OURS, symbols

_WEIBULL = Text("威布尔寿命，通用；参数须校准", "Weibull lifetimes, standard; to be calibrated")
_LIFE = {
    "β, η": Text("寿命分布的形状、尺度（年）", "Weibull shape and scale (years) of the lifetime")
}

ARISINGS: tuple[Definition, ...] = (
    Definition(
        "ARISING", 1, Text("理论产生量", "waste arising"),
        "G_t = Σ_a (S_{t−a} + N_{t−a})·f(a),  f(a) = F(a+½) − F(a−½),  f(0) = F(½),"
        "  F(x) = 1 − exp(−(x/η)^β)",
        symbols(
            "S_y",
            N_y=Text(
                "y 年随车辆或旧货净流入量，可为负，吨",
                "net in-flow with vehicles and used goods, t",
            ),
            **_LIFE,
        ),
        _WEIBULL, Grounds.PRACTICE, Certainty.DERIVED, FIRST,
        parameters={"least_coverage": str(arising.LEAST_COVERAGE)},
        rule=Text(
            "视为年中售出；Σf < 0.98 标为 FLAG_COVERAGE（历史太短，产生量偏低）",
            "sold in the middle of the year; Σf < 0.98 is FLAG_COVERAGE: too short a history makes"
            " arising too low",
        ),
    ),
    Definition(
        "ARISING-FIXED", 1,
        Text("理论产生量（固定寿命）", "waste arising, fixed life (market supply)"),
        "G_t = S_{t−L}",
        symbols("S_y", L=Text("寿命，整年", "life in whole years")),
        Text("市场供给模型，通用", "market supply model, common"),
        Grounds.PRACTICE, Certainty.MEMORY, FIRST,
    ),
    Definition(
        "ARISING-USE", 1,
        Text("理论产生量（消费使用法）", "waste arising, consumption-use"),
        "Q = (sold + imported − exported) / life;  Q = stock / life",
        {
            "sold, imported, exported": Text("销售、进口、出口，吨", "t sold, imported, exported"),
            "stock": Text("在用量，吨", "t in use"),
            "life": Text("平均寿命，年", "mean life, years"),
        },
        Text("巴塞尔公约废铅酸电池手册（据转述）", "Basel Convention manual on waste lead-acid"
             " batteries, from summaries"),
        Grounds.PRACTICE, Certainty.SECOND_HAND, FIRST,
    ),
    Definition(
        "LIFETIME", 1, Text("寿命分布校准", "calibration of lifetimes"),
        "Σ tᵢ^β·ln tᵢ / Σ tᵢ^β − 1/β − (Σ_d ln tᵢ)/d = 0,  η = (Σ tᵢ^β / d)^{1/β}",
        {
            "tᵢ": Text(
                "售出至首次合法接收的年数；尚在用的为至今年数",
                "years from sale to first lawful receipt; of what is still out, years so far",
            ),
            "d": Text("已接收的只数", "number received"),
            **_LIFE,
        },
        Text("右删失极大似然，通用", "maximum likelihood with right censoring, standard"),
        Grounds.PRACTICE, Certainty.DERIVED, FIRST,
        caution=Text(
            "未回收的电池不是随机删失；请用去向已知的批次拟合，或给出两种拟合之间的范围。",
            "What is never collected is not censored at random: fit a cohort whose fate is known,"
            " or give the range between the two fits.",
        ),
    ),
    Definition(
        "COLLECTION", 1,
        Text("规范收集率（按来源省）", "normative collection rate by province of origin"),
        "a_p = A^{orig=p} / G_p",
        {
            "A^{orig=p}": Text(
                "产生于 p 的首次合法接收量，不论何处接收，吨",
                "first lawful receipts of what arose in p, wherever received, t",
            ),
            "G_p": Text("p 的理论产生量，吨", "waste arising in p, t"),
        },
        Text(
            "2019 年行动方案定 2025 年 70 %，未给算法；公式为本系统建议",
            "the plan of 2019 sets 70 % by 2025 without arithmetic; the formula is our proposal",
        ),
        Grounds.PROPOSAL, Certainty.PROPOSED, FIRST, uses=("ARISING",),
        rule=Text(
            "来源不明的单列，不算给收集方；再次转移不改变来源",
            "unknown origin is a bucket of its own, never given to the collector; later transfers"
            " change nothing",
        ),
    ),
    Definition(
        "BCI", 1, Text("铅回收率（美国 BCI 式）", "lead recycling rate, BCI form"),
        "R = LR / LA",
        {
            "LR": Text("回收的电池铅，吨", "battery lead recycled, t"),
            "LA": Text(
                "可得的电池铅：按寿命移位的出货 ± 电池进出口 ± 车载电池 ± 废铅与旧电池进出口，吨",
                "battery lead available: shipments shifted by life ± battery trade ± batteries in"
                " vehicles ± trade in scrap and used batteries, t",
            ),
        },
        Text("美国 BCI 全国回收率研究", "BCI National Recycling Rate Study, USA"),
        Grounds.PRACTICE, Certainty.READ, FIRST,
        caution=Text(
            "其寿命与逐项数字未公开；此处只有公式。",
            "Its lifetimes and worksheets were not found; only the form is here.",
        ),
    ),
    Definition(
        "WEIGHTS", 1, Text("质量与其不确定度", "mass and its uncertainty"),
        "m = Σ_k m_k,  u² = Σ_k (u_k·m_k)²",
        {
            "k": Text(
                "1 地磅；2 只数×型号质量；3 只数×同网络同季均值；4 默认值或体积",
                "1 weighbridge; 2 count × model mass; 3 count × mean of the class in the same"
                " network and quarter; 4 default or volume",
            ),
            "u_k": Text("该级的相对标准不确定度", "relative standard uncertainty of the tier"),
        },
        OURS, Grounds.PROPOSAL, Certainty.PROPOSED, FIRST,
        parameters={f"u_{tier.value}": str(u) for tier, u in weights.UNCERTAINTY.items()},
        rule=Text(
            "2 至 4 级为推算：> 10 % 标 FLAG_IMPUTED_10，> 20 % 标 FLAG_IMPUTED_20（不能认定）",
            "tiers 2 to 4 are imputed: > 10 % is FLAG_IMPUTED_10, > 20 % FLAG_IMPUTED_20 (cannot be"
            " certified)",
        ),
    ),
)  # fmt: skip
