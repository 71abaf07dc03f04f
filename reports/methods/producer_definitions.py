"""How are a producer's and a consortium's rates defined, and those of its deliveries?"""

from __future__ import annotations

from reports.indicators import loads, sales_base
from reports.methods.definition import Certainty, Definition, Grounds, Text
from reports.methods.words import DRAFT, FIRST, OURS, symbols

_WINDOW = {"window": str(sales_base.WINDOW), "unstable_spread": str(sales_base.MOST_SPREAD)}
_TOLERANCE = {
    "tolerance_share": str(loads.TOLERANCE_SHARE),
    "tolerance_kg": str(loads.TOLERANCE_G // 1000),
}
_COMPARED = Text(
    "发出与接收都有记录；接收方当日许可证有效；|m_r − m_d| ≤ max(0.5 % m_d, 50 kg)；"
    "差异未解决前按较低质量计",
    "dispatch and receipt both recorded; the recycler's licence valid that day;"
    " |m_r − m_d| ≤ max(0.5 % m_d, 50 kg); until a difference is resolved the lower mass counts",
)

PRODUCERS: tuple[Definition, ...] = (
    Definition(
        "R_EPR", 1, Text("生产企业回收率", "producer's recovery rate"),
        "R = C / S̄,  S̄ = (S_{t−1} + S_{t−2} + S_{t−3}) / 3",
        symbols("C", "S_y"), DRAFT, Grounds.DRAFT, Certainty.SECOND_HAND, FIRST,
        variant="NDRC-2020", parameters=_WINDOW,
        rule=Text(
            "历史不足三年：S̄ = S_{t−1}；义务自成立次年起；此前无销售年度为 NA_NEW",
            "history shorter than three years: S̄ = S_{t−1}; obligation from the year after"
            " founding; no earlier sales year is NA_NEW",
        ),
    ),
    Definition(
        "R_EPR", 1,
        Text("收集率（欧盟 2023/1542 附件十一）", "collection rate, Regulation (EU) 2023/1542"),
        "R = 3·C_t / (S_{t−1} + S_{t−2} + S_{t−3})",
        symbols("C", "S_y"),
        Text(
            "欧盟 2023/1542 附件十一；原只适用于便携式和轻型车电池",
            "Regulation (EU) 2023/1542 Annex XI; there it is for portable and LMT batteries only",
        ),
        Grounds.LAW, Certainty.READ, FIRST,
        variant="EU-2023", parameters=_WINDOW,
    ),
    Definition(
        "R_EPR", 1,
        Text("收集率（欧盟 2006/66 附件一）", "collection rate, Directive 2006/66/EC"),
        "R = 3·C_t / (S_t + S_{t−1} + S_{t−2})",
        symbols("C", "S_y"),
        Text(
            "欧盟 2006/66/EC 附件一，已废止；供与旧数比较",
            "Directive 2006/66/EC Annex I, repealed; for comparison with older figures",
        ),
        Grounds.LAW, Certainty.READ, FIRST,
        variant="EU-2006", parameters=_WINDOW,
    ),
    Definition(
        "CONSORTIUM", 1, Text("联合体回收率", "recovery rate of a consortium"),
        "R = ΣC / ΣS̄", symbols("C", "S̄"), DRAFT, Grounds.DRAFT, Certainty.SECOND_HAND, FIRST,
        uses=("R_EPR/NDRC-2020",),
        rule=Text(
            "成员之和相除，不是比率的平均；尚无义务的成员两边都不计",
            "sums over the members, never the mean of their rates; a member without an obligation"
            " yet is in neither sum",
        ),
    ),
    Definition(
        "V0", 1, Text("核实份额（联单前）", "verified share before manifests exist"),
        "v0 = D_ver / D", symbols("D_ver", "D", "m_d, m_r"), OURS, Grounds.PROPOSAL,
        Certainty.PROPOSED, FIRST, parameters=_TOLERANCE, rule=_COMPARED,
    ),
    Definition(
        "V", 1, Text("核实份额（闭合联单）", "verified share, closed manifest"),
        "v = D_ver / D", symbols("D_ver", "D", "m_d, m_r"), OURS, Grounds.PROPOSAL,
        Certainty.PROPOSED, FIRST, parameters=_TOLERANCE, uses=("V0",),
        rule=Text(
            "V0 的全部条件，加上联单闭合，且 N 日内运抵；N 由使用者给出",
            "all that V0 asks, and a closed manifest, and arrival within N days; N is given",
        ),
    ),
    Definition(
        "LEGAL-FLOW", 1, Text("合法流向率", "legal-flow rate"),
        "b = D_ver / (W_o + A − W_c)", symbols("D_ver", "A", "W_o, W_c"), OURS,
        Grounds.PROPOSAL, Certainty.PROPOSED, FIRST,
        rule=Text(
            "分母是本应交付的量，因此去向不明的计为不利；"
            "L = W_o + A − D − W_c < 0 标为 FLAG_NEGATIVE_LOSS",
            "the denominator is what should have been delivered, so disappearances count against;"
            " L = W_o + A − D − W_c < 0 is FLAG_NEGATIVE_LOSS",
        ),
    ),
)  # fmt: skip
