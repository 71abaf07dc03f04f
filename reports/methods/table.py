"""How do the definitions look as a table in the documentation? One row each, zh or en."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from reports.methods.definition import MARKS, Certainty, Definition, Text
from reports.methods.definitions import EVERY
from reports.methods.emission_factors import EMISSION_FACTORS

LANGUAGES = ("zh", "en")

_HEADS = {
    "zh": ("编号", "名称", "公式", "规则与提醒", "参数", "依据", "把握"),
    "en": ("id", "is", "formula", "rules and cautions", "parameters", "rests on", "sure"),
}
_FACTOR_HEADS = {
    "zh": ("编号", "是什么", "数值", "单位", "来源", "把握"),
    "en": ("id", "is", "value", "unit", "source", "sure"),
}


def said(text: Text | None, language: str) -> str:
    """A text in one language; nothing for none."""
    if text is None:
        return ""
    return text.zh if language == "zh" else text.en


def definitions_table(language: str) -> str:
    """Every definition of a rate, then what is computed beside them."""
    rows = [_definition(one, language) for one in EVERY]
    return _table(_HEADS[language], rows)


def factors_table(language: str) -> str:
    """Every emission factor with its source and how sure it is."""
    rows = [
        (f"`{one.id}`", said(one.title, language), _plain(one.value),
         one.unit, said(one.source, language), one.certainty.value)
        for one in EMISSION_FACTORS
    ]  # fmt: skip
    return _table(_FACTOR_HEADS[language], rows)


def marks_line(language: str) -> str:
    """What the letters in the last column mean."""
    comma = "；" if language == "zh" else "; "
    return comma.join(f"{mark.value} {said(MARKS[mark], language)}" for mark in Certainty)


def _definition(one: Definition, language: str) -> tuple[str, ...]:
    told = [said(text, language) for text in (one.rule, one.caution) if text]
    parameters = ", ".join(f"{name} = {value}" for name, value in one.parameters.items())
    return (
        f"`{one.id}` v{one.version}",
        said(one.title, language),
        one.formula,
        ("。" if language == "zh" else ". ").join(text.rstrip("。.") for text in told),
        parameters,
        said(one.source, language),
        one.certainty.value,
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
