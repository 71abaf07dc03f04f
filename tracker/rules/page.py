"""The rulebook as a page that an officer can read: docs/reference/rules.md, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.domain.parameters import DEFINITIONS, KINDS, Parameter
from tracker.i18n.catalogue import translate, word
from tracker.rules.anomaly_rows import ANOMALY_ROWS
from tracker.rules.authorities import Authority
from tracker.rules.exchange_rows import EXCHANGE_ROWS
from tracker.rules.keeping_rows import KEEPING_ROWS
from tracker.rules.penalties import Penalty
from tracker.rules.rule import Rule
from tracker.rules.scan_rows import SCAN_ROWS
from tracker.rules.transfer_rows import TRANSFER_ROWS

_HEAD = """# Rules 规则

<!-- made by `plumbline rules --write docs/reference/rules.md`; a test compares it with the tables -->

Each rule with its law by day, how sure we are of the words (T: article read; T\\*: read in a third
party's copy; 2: second-hand; M: from memory; D: our own deduction), what a breach can cost, and what
to do next. Only what is marked T binds by itself; all other figures are parameters of the province.

每条规则的依据、把握程度、可能的处罚和下一步。仅标 T 者为硬性规则，其余数值均为省级参数。
"""  # noqa: E501  one line is a comment of the page
_GROUPS = (
    ("At the scan", "扫码时", SCAN_ROWS),
    ("On the road", "转移与运输", TRANSFER_ROWS),
    ("Where waste is kept", "贮存与经营", KEEPING_ROWS),
    ("Flows that cannot be true", "流向异常", ANOMALY_ROWS),
    ("Exchange with other authorities", "数据交换", EXCHANGE_ROWS),
)
_HEADS = {
    "zh": ("规则", "内容", "依据", "严重程度与处罚", "下一步"),
    "en": ("Rule", "It says", "Law", "Severity and price", "What to do next"),
}
_FIGURE_HEADS = {
    "zh": ("参数", "含义", "默认值", "来源", "把握"),
    "en": ("Parameter", "Meaning", "Shipped value", "Source", "Sure"),
}
_TITLES = {"zh": "参数默认值", "en": "Shipped figures"}


def rules_page(figures: Iterable[Parameter]) -> str:
    """The whole page; ``figures`` are those that are shipped."""
    rows = list(figures)
    lines = [_HEAD]
    for language, title in (("zh", "中文"), ("en", "English")):
        lines.append(f"## {title}\n")
        for english, chinese, rules in _GROUPS:
            lines.append(f"### {chinese if language == 'zh' else english}\n")
            lines += _table(_HEADS[language], (_rule(rule, language) for rule in rules))
        lines.append(f"### {_TITLES[language]}\n")
        lines += _table(_FIGURE_HEADS[language], (_figure(row, language) for row in rows))
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "/") for cell in row) + " |"
    yield ""


def _rule(rule: Rule, language: str) -> tuple[str, ...]:
    numbers = " ".join(rule.numbers)
    name = f"`{rule.name}` {numbers}".rstrip()
    about = word("about", rule.about, language)
    lasting = word("lasting", rule.lasting, language)
    price = "; ".join(_price(one, language) for one in rule.penalties)
    severity = "" if price else word("severity", rule.severity, language)
    return (
        f"{name}<br>{about}, {lasting}",
        translate(rule.says, language),
        "<br>".join(_authority(one, language) for one in rule.authorities),
        price or severity,
        translate(rule.next_step, language),
    )


def _authority(one: Authority, language: str) -> str:
    sure = one.certainty.replace("*", "\\*")
    days = _days(one, language)
    return f"{one.title} {one.article} ({days}{sure})"


def _days(one: Authority, language: str) -> str:
    """From when until when, where that says something."""
    first = one.in_force.first.isoformat() if one.in_force.first.year > 1990 else ""
    until = f"< {one.in_force.until.isoformat()}" if one.in_force.until else ""
    if not (first or until):
        return ""
    return " ".join(part for part in (first, until) if part) + ", "


def _price(one: Penalty, language: str) -> str:
    most = f"{one.least:,}–{one.most:,}" if one.most else ""
    refusal = f"≤ {one.refusal:,}" if one.refusal else ""
    yuan = " / ".join(part for part in (most, refusal) if part)
    detention = f", {one.detention.article}" if one.detention else ""
    severity = word("severity", one.severity, language)
    return f"{severity}: {one.authority.title} {one.authority.article} {yuan}{detention}"


def _figure(row: Parameter, language: str) -> tuple[str, ...]:
    definition = DEFINITIONS[row.name]
    value = "" if row.value is None else str(KINDS[definition.measure].write(row.value))
    where = f" ({row.province})" if row.province else ""
    return (
        f"`{row.name}`{where}",
        translate(definition.says, language),
        f"{value} {word('measure', definition.measure, language)}",
        f"{row.source} ({row.valid_from.isoformat()})",
        row.certainty.replace("*", "\\*"),
    )
