"""How are the lead yield and the recycling efficiency of a plant defined?"""

from __future__ import annotations

from reports.indicators import plant
from reports.methods.definition import Certainty, Definition, Grounds, Text
from reports.methods.words import FIRST, symbols

PLANTS: tuple[Definition, ...] = (
    Definition(
        "PLANT", 1, Text("铅总回收率", "total lead recovery of a plant"),
        "η = [Σ m_prod·w + (I_c − I_o)] / Σ m_in·w;  η_loss = 1 − Σ m_loss·w / Σ m_in·w;"
        "  ε = (Pb_in − Pb_out − Pb_loss) / Pb_in",
        symbols("w", **{
            "I_o, I_c": Text("期初、期末在制品含铅，吨", "lead in work in progress, opening and"
                             " closing, t"),
            "η_loss": Text("损失法，只是上限", "loss method, an upper bound only"),
            "ε": Text("闭合差", "closure"),
        }),
        Text(
            "按《再生铅行业准入条件》(2012) 的行业惯例；公开文本未规定平衡算法",
            "practice under 再生铅行业准入条件 (2012); no public text fixes the balance",
        ),
        Grounds.PRACTICE, Certainty.MEMORY, FIRST,
        parameters={"closure": str(plant.MOST_UNCLOSED), "cofeed": "pro_rata"},
        rule=Text(
            "直接法为准；|ε| > 2 % 标 FLAG_BALANCE；损失未知时以进出之差判断；"
            "外购含铅料按铅量分摊（默认）或按 100 % 扣除（subtract）",
            "the direct method leads; |ε| > 2 % is FLAG_BALANCE, judged by what went in and came"
            " out where losses are not known; co-feed shares pro rata by lead (usual) or is"
            " subtracted at 100 % (subtract)",
        ),
    ),
    Definition(
        "R_E", 1, Text("再生利用效率", "recycling efficiency"),
        "R_E = (Pb_out + alloying + plastics + H₂SO₄ [+ SO₄])"
        " / (gross − packaging − impurities − casing − water [− paste O, SO₄])",
        {
            "Pb_out": Text("产出的铅，含在制品变化，吨", "lead brought out, change of work in"
                           " progress included, t"),
            "gross": Text("入厂毛重，吨", "t received, gross"),
            "casing": Text("电池组外壳，吨", "outer casing of packs, t"),
            "[ ]": Text("可选项，随结果保存", "options, stored with the result"),
        },
        Text(
            "欧盟 493/2012 附件四（表已读；干基等细则凭记忆）；2025/606 的公式原文未见",
            "Regulation (EU) 493/2012 Annex IV (its table was read; finer rules are from memory);"
            " the formula of 2025/606 was not seen",
        ),
        Grounds.LAW, Certainty.SECOND_HAND, FIRST,
        rule=Text(
            "不含能量利用和填埋渣；没有给出的产出不计，没有给出的扣除不扣（从严）",
            "neither energy recovery nor landfilled slag; an output not given does not count, a"
            " deduction not given is not made: both keep the rate low",
        ),
        caution=Text(
            "是否把铅膏中的氧和硫酸根算作投入，决定是否达到 75 %。",
            "Whether oxygen and sulphate of the paste are input decides whether 75 % is met.",
        ),
    ),
)  # fmt: skip
