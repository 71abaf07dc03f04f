"""Which emission factors are there, from where, and how sure is each?

One row each, never a constant in the arithmetic. Only what is marked T was read in its source; a
result that rests on any other row says so and is no fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reports.methods.definition import Certainty, Text


@dataclass(frozen=True, slots=True)
class EmissionFactor:
    """A factor with its unit: 'µg TEQ/t Pb', 't CO2/t Pb', 'ng TEQ/Nm³', '1' for a share."""

    id: str
    value: Fraction
    unit: str
    title: Text
    source: Text
    certainty: Certainty

    @property
    def verified(self) -> bool:
        """Whether its source was read, so that it may be shown without a warning."""
        return self.certainty is Certainty.READ


_TEQ, _CO2, _NONE = "µg TEQ/t Pb", "t CO2/t Pb", "1"
_TOOLKIT = Text(
    "环境署二噁英工具包 2013，2d 类（铅），排入空气；数值凭记忆，须核对附件四",
    "UNEP dioxin Toolkit 2013, category 2d lead, to air; figures from memory, to be checked against"
    " its Annex 4",
)
_IPCC = Text(
    "IPCC 2006 第3卷 表4.21；数值凭记忆", "IPCC 2006 vol. 3 table 4.21; figures from memory"
)

EMISSION_FACTORS: tuple[EmissionFactor, ...] = (
    EmissionFactor(
        "TOOLKIT-2D-1", Fraction(80), _TEQ,
        Text("1 类：含 PVC 的废料", "class 1: scrap with PVC"), _TOOLKIT, Certainty.MEMORY,
    ),
    EmissionFactor(
        "TOOLKIT-2D-2", Fraction(8), _TEQ,
        Text("2 类：不含 PVC/氯，有一定烟气处理", "class 2: free of PVC and Cl, some APC"),
        _TOOLKIT, Certainty.MEMORY,
    ),
    EmissionFactor(
        "TOOLKIT-2D-3", Fraction(5, 100), _TEQ,
        Text("3 类：高效炉，烟气处理含洗涤", "class 3: efficient furnace, APC with scrubbers"),
        _TOOLKIT, Certainty.MEMORY,
    ),
    EmissionFactor(
        "TOOLKIT-2D-4", Fraction(4, 10), _TEQ,
        Text("4 类：原生铅", "class 4: primary lead"), _TOOLKIT, Certainty.MEMORY,
    ),
    EmissionFactor(
        "IIR-DE-2C5", Fraction(34, 100), _TEQ,
        Text("德国二次铅，一级方法", "Germany, lead production, tier 1"),
        Text("德国排放清单报告 IIR 2.C.5", "German informative inventory report, 2.C.5"),
        Certainty.READ,
    ),
    EmissionFactor(
        "IPCC-PRIMARY-MIX", Fraction(52, 100), _CO2,
        Text("默认（80 % ISF，20 % 直接熔炼）", "default, 80 % ISF and 20 % direct smelting"),
        _IPCC, Certainty.MEMORY,
    ),
    EmissionFactor(
        "IPCC-ISF", Fraction(59, 100), _CO2, Text("ISF 法", "imperial smelting furnace"), _IPCC,
        Certainty.MEMORY,
    ),
    EmissionFactor(
        "IPCC-DIRECT", Fraction(25, 100), _CO2, Text("直接熔炼", "direct smelting"), _IPCC,
        Certainty.MEMORY,
    ),
    EmissionFactor(
        "IPCC-SECONDARY", Fraction(20, 100), _CO2, Text("再生铅", "secondary lead"), _IPCC,
        Certainty.MEMORY,
    ),
    EmissionFactor(
        "BAFA-LEAD", Fraction(135, 100), "t CO2e/t Pb",
        Text("铅，从摇篮到大门", "lead, cradle to gate"),
        Text("德国 BAFA（据转录）", "BAFA, Germany, as copied by climatiq"),
        Certainty.SECOND_HAND,
    ),
    EmissionFactor(
        "INFORMAL-YIELD", Fraction(825, 1000), _NONE,
        Text("非法作坊铅收得率，80–85 % 的中值", "lead yield of illegal works, middle of 80–85 %"),
        Text(
            "2019-03-29 环境部发布会报道", "press report of the MEE conference of 2019-03-29"
        ),
        Certainty.SECOND_HAND,
    ),
    EmissionFactor(
        "GB31574-DIOXIN", Fraction(5, 10), "ng TEQ/m³",
        Text("再生有色金属二噁英排放限值", "limit for dioxins, secondary non-ferrous metals"),
        Text("GB 31574-2015，凭记忆", "GB 31574-2015, from memory"), Certainty.MEMORY,
    ),
)  # fmt: skip

_BY_ID = {factor.id: factor for factor in EMISSION_FACTORS}


def emission_factor(id_: str) -> EmissionFactor:
    """By its id; KeyError for one that there is none of."""
    return _BY_ID[id_]
