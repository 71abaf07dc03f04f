"""How is the page about the detectors of anomalies written? Every figure of it is a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.graph.anomalies.detectors import DETECTORS
from tracker.i18n.catalogue import translate

_FORGED = (
    "our books refuse it at the scan; forged in the tables, past the house",
    "本系统在扫码时即拒收；绕过系统直接写入数据表后检验",
)
NOTES: Mapping[str, tuple[str, str]] = {
    "A1": _FORGED,
    "A7": _FORGED,
    "A16": (
        "not judged: a cohort of which fewer than `leakage_pieces` would have come back; sold in"
        " sets of three to six, that few could stay away by chance",
        "预计回流少于 `leakage_pieces` 的批次不作判断："
        "电池成组（3～6 只）销售，数量过少时可能只是偶然",
    ),
    "A11": ("volcanoes: none planted", "未埋入“凭空流出”"),
}


@dataclass
class Score:
    """Instances planted and found of them; anomalies raised, and right ones among them."""

    planted: int = 0
    hit: int = 0
    raised: int = 0
    right: int = 0

    @property
    def precision(self) -> str:
        return f"{self.right / self.raised:.3f}" if self.raised else "–"

    @property
    def recall(self) -> str:
        return f"{self.hit / self.planted:.3f}" if self.planted else "–"


def page(
    scores: Mapping[str, Score], batteries: int, seeds: Sequence[int], false_alarms: Counter[bool]
) -> str:
    """The page, in both languages, with figures of these provinces."""
    told = (len(seeds), batteries, ", ".join(map(str, seeds)))
    ground = (*told, false_alarms[True], false_alarms[False])
    lines = [_HEAD.format(*ground)]
    for language, heads in _HEADS.items():
        lines.append(f"## {'中文' if language == 'zh' else 'English'}\n")
        lines.append("| " + " | ".join(heads) + " |")
        lines.append("|---|---|---|--:|--:|--:|--:|--:|---|")
        for name, detector in DETECTORS.items():
            one = scores[name]
            sure = _SURE[language][detector.certain]
            note = NOTES.get(name, ("", ""))[language == "zh"]
            rules = ", ".join(f"`{rule}`" for rule in detector.rules)
            cells = (
                f"{name} {translate(detector.name, language)}",
                rules,
                sure,
                *(str(n) for n in (one.planted, one.hit, one.raised)),
                one.precision,
                one.recall,
                note,
            )
            lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


_SURE = {"zh": {True: "确定", False: "统计"}, "en": {True: "certain", False: "statistical"}}
_HEADS = {
    "zh": ("检测", "规则", "性质", "埋入", "命中", "报出", "精确率", "召回率", "说明"),
    "en": ("Detector", "Rules", "Kind", "Planted", "Hit", "Raised", "Precision", "Recall", "Note"),
}
_HEAD = """# Anomalies 流向异常

<!-- made by `python -m scripts.score_anomalies --write docs/reference/anomalies.md` -->

`plumbline anomalies`, `plumbline sweep` and every night the worker look for flows that cannot be
true, a month of recording after the other, page by page; ended in the middle they go on where they
were, the next night too. What they find is kept with the events that show it
(`GET /api/v1/anomalies`) and raised as an alarm of the rule named here, once. The figures by which
it judges are parameters of the province ([rules](rules.md)). Scored on {0} make-believe provinces
of {1:,} batteries ([demonstration](demonstration.md)), seeds {2},
which nobody looked at while the detectors were written; a planted fault counts as hit when one of
its codes is named, an anomaly as right when it names one. Make-believe provinces are tidier than
real ones.
A3 may also name what was collected twice far apart, A8 an ingot that was melted before it was cast
and a cloned code whose battery is gone, A9 what lies in a black hole, A13 a box that by the books
holds what lies in another one.

In as many provinces of the same seeds without any fault: {3} certain anomalies, {4} statistical
ones.

`plumbline anomalies`、`plumbline sweep` 及后台任务每夜按登记月份逐月、分页检测不可能成立的流向，
中断后（包括次夜）从断点继续；结果连同事件编号保存，
并以所列规则的预警进入收件箱，同一异常只报一次。判断阈值均为省级参数。
下表由上述命令在 {0} 个虚构省份（各 {1:,} 只电池，种子 {2}，编写检测时未曾查看）上统计得出；
虚构数据较实际整齐，实际效果会低一些。
A3 报出远距离的重复回收、A8 报出先熔炼后产出的铅锭和电池已处理的克隆编码、
A9 报出只进不出场所内的滞留、A13 报出因一物两箱而账面偏重的容器，均不计为误报。
同样种子、未埋入任何差错的虚构省份中：确定类报出 {3} 处，统计类报出 {4} 处。
"""
