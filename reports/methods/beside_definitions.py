"""What is computed beside the rates, and by which formula? Samples, grades, co-benefits."""

from __future__ import annotations

from reports.indicators import binomial, sample_draw
from reports.methods.definition import Certainty, Definition, Grounds, Text
from reports.methods.words import FIRST, OURS, symbols

_FACTORS = {
    "EF": Text("排放因子，各有来源与把握程度", "emission factors, each with source and certainty"),
    "M·w": Text("改送正规企业的废电池含铅，吨", "lead in the waste that was diverted, t"),
    "η_i, η_f": Text("非法与正规的铅收得率", "lead yield, informal and formal"),
}
_OURS = (OURS, Grounds.PROPOSAL, Certainty.PROPOSED, FIRST)

BESIDE: tuple[Definition, ...] = (
    Definition(
        "AUDIT-RECORDS", 1, Text("按记录抽样", "sample of records"),
        "P(X ≤ k | n, p_U) = α,  P(X ≥ k | n, p_L) = α;  credited = claimed·(1 − p_U)",
        {
            "n, k": Text("抽取数、不符合数", "records drawn, not conforming"),
            "p_L, p_U": Text("不符合份额的界", "bounds of the share that does not conform"),
        },
        Text("Clopper-Pearson 精确界，通用", "Clopper-Pearson's exact bounds, standard"),
        Grounds.PRACTICE, Certainty.DERIVED, FIRST,
        parameters={"draw": sample_draw.BY_RECORD, "confidence": str(binomial.USUAL)},
        rule=Text(
            "按 SHA-256(种子 + 换行 + 编号) 排序取最小的 n 个；双侧区间各取一半",
            "the n smallest by SHA-256 of seed, line feed, id; half of the doubt on either side of"
            " the interval",
        ),
    ),
    Definition(
        "AUDIT-MASS", 1, Text("按质量抽样", "sample by mass"),
        "p = p_U(0) + Σ (p_U(i) − p_U(i−1))·tᵢ,  t₁ ≥ t₂ ≥ …;  credited = claimed·(1 − p)",
        {
            "tᵢ": Text("多报的份额", "overstated part of a hit"),
            "p_U(i)": Text("n 中 i 个错误的单侧上界", "one-sided upper bound for i errors in n"),
        },
        Text("Stringer 界，通用", "Stringer's bound, standard"),
        Grounds.PRACTICE, Certainty.DERIVED, FIRST,
        parameters={"draw": sample_draw.BY_MASS, "confidence": str(binomial.USUAL)},
        rule=Text(
            "质量首尾相接，等距取点，起点由种子定；少报的列出，不抵销",
            "masses end to end, points at equal distances, the first from the seed; what is"
            " understated is listed and not set off",
        ),
    ),
    Definition(
        "DATA-QUALITY", 1, Text("数据质量等级", "data-quality grade"),
        "score = mean(completeness, closure, weight tier, timeliness, consistency, independence)",
        {"score": Text("0 至 5；A ≥ 4.5，B ≥ 3.5，C ≥ 2.5，余为 D",
                       "0 to 5; A ≥ 4.5, B ≥ 3.5, C ≥ 2.5, else D")},
        *_OURS,
        rule=Text(
            "六项都已知才有等级；推算质量 > 10 % 最高为 B，> 20 % 不能认定；"
            "D 只作参考；从不并入比率",
            "graded only when all six are known; > 10 % imputed allows B at best, > 20 % no"
            " certificate; D is indicative; never folded into the rate",
        ),
    ),
    Definition(
        "LEAD-KEPT", 1, Text("进入合法产品的铅", "lead kept in lawful products"),
        "Pb = D_ver·w·η", symbols("D_ver", "w", "η"), *_OURS,
    ),
    Definition(
        "CO2-NAIVE", 1, Text("减排二氧化碳（简单归因）", "CO2 avoided, naive"),
        "ΔCO₂ = Pb·(EF_prim − EF_sec)", _FACTORS, *_OURS,
        caution=Text(
            "把每吨都算作替代原生铅；非法作坊也产铅，因此高估。",
            "Credits every tonne against primary lead; informal works make lead, too, so it is too"
            " high.",
        ),
    ),
    Definition(
        "CO2-CONSEQUENTIAL", 1, Text("减排二氧化碳（后果归因）", "CO2 avoided, consequential"),
        "ΔCO₂ = M·w·[η_i·EF_inf − η_f·EF_sec + (η_f − η_i)·EF_prim]", _FACTORS, *_OURS,
    ),
    Definition(
        "TEQ-NAIVE", 1, Text("减排二噁英（简单归因）", "UPOPs avoided, naive"),
        "ΔTEQ = Pb·(EF_base − EF_proj)·10⁻⁶ g", _FACTORS, *_OURS,
    ),
    Definition(
        "TEQ-CONSEQUENTIAL", 1, Text("减排二噁英（后果归因）", "UPOPs avoided, consequential"),
        "ΔTEQ = M·w·(η_i·EF_base − η_f·EF_proj)·10⁻⁶ g", _FACTORS, *_OURS,
    ),
    Definition(
        "TEQ-STACK", 1, Text("减排二噁英（实测）", "UPOPs avoided, measured"),
        "E = c·V·h·10⁻⁹ g;  ΔTEQ = E_before − E_after",
        {
            "c": Text("基准氧含量下浓度，ng TEQ/Nm³", "ng TEQ/Nm³ at reference oxygen"),
            "V, h": Text("烟气量 Nm³/h，年运行小时", "flow in Nm³/h, hours a year"),
        },
        Text("由检测报告计算", "from stack tests"), Grounds.PRACTICE, Certainty.DERIVED, FIRST,
    ),
)  # fmt: skip
