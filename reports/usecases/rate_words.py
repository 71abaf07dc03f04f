"""How is a rate written in answers? Stable keys, fractions and decimals as text, sentences last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from reports.indicators.figure import Figure, six_places
from reports.indicators.rate import SAYS, Factor, Rate, Status
from reports.methods.definition import Definition, Text
from reports.methods.factor_words import factor_word
from reports.usecases.compute_rate import Computed
from reports.usecases.evidence import BEHIND, Evidence, Record
from reports.usecases.page_evidence import Page, page_of
from reports.usecases.show_rate import ShownRate
from tracker.i18n.catalogue import translate


def figure_in_words(figure: Factor | None) -> Any:
    """{"fraction", "decimal"}, or the word of a factor that is one; None for what is not known."""
    if not isinstance(figure, Figure):
        return figure
    return {"fraction": figure.fraction, "decimal": figure.decimal}


def rate_in_words(rate: Rate, language: str) -> dict[str, Any]:
    """The answer of every door: status, value, flags, factors, interval; then what explains them.

    ``says`` are sentences and ``words`` the names of the factors in the reader's language;
    ``missing`` names what the method did not get.
    """
    missing = ", ".join(rate.missing)
    said = [SAYS[rate.status]] if rate.status is not Status.OK else []
    said += [SAYS[flag] for flag in rate.flags]
    return {
        "status": rate.status.value,
        "value": _value(rate.value),
        "flags": [flag.value for flag in rate.flags],
        "factors": {name: figure_in_words(factor) for name, factor in rate.factors.items()},
        "interval": None if rate.interval is None else [six_places(end) for end in rate.interval],
        "missing": list(rate.missing),
        "says": [translate(sentence, language, missing=missing) for sentence in said],
        "words": {name: said_in(factor_word(name), language) for name in rate.factors},
    }


def text_in_words(text: Text | None) -> dict[str, str] | None:
    """{"zh", "en"}: words that are part of a definition come in both languages."""
    return None if text is None else {"zh": text.zh, "en": text.en}


def said_in(text: Text | None, language: str) -> str | None:
    """A text of a definition in the reader's language."""
    return None if text is None else text.en if language == "en" else text.zh


def definition_in_words(definition: Definition) -> dict[str, Any]:
    """What a figure follows; ``status`` says whether the project has confirmed it."""
    return {
        "id": definition.id,
        "method": definition.method,
        "variant": definition.variant,
        "version": definition.version,
        "title": text_in_words(definition.title),
        "formula": definition.formula,
        "rule": text_in_words(definition.rule),
        "symbols": {name: text_in_words(text) for name, text in definition.symbols.items()},
        "parameters": dict(definition.parameters),
        "uses": list(definition.uses),
        "source": text_in_words(definition.source),
        "certainty": definition.certainty.value,
        "grounds": definition.grounds.value,
        "valid_from": definition.valid_from.isoformat(),
        "caution": text_in_words(definition.caution),
        "digest": definition.digest,
        "status": definition.standing.value,
    }


def computed_in_words(computed: Computed, language: str) -> dict[str, Any]:
    """What the calculator answers."""
    return {
        **rate_in_words(computed.rate, language),
        "definition": definition_in_words(computed.definition),
    }


def shown_in_words(shown: ShownRate, limit: int, language: str) -> dict[str, Any]:
    """A rate from the records, with the first records behind each factor.

    ``behind`` tells which lists of ``evidence`` stand behind which of the three factors.
    """
    enterprise = shown.enterprise
    factors = [one.factor for one in shown.evidence]
    return {
        "enterprise": {
            "code": enterprise.code,
            "name": enterprise.name,
            "name_en": enterprise.name_en,
            "demonstration": enterprise.kind,
        },
        "year": shown.year,
        **rate_in_words(shown.rate, language),
        "definition": definition_in_words(shown.definition),
        "behind": {
            factor: [name for name in names if name in factors]
            for factor, names in BEHIND.items()
            if names[0] in factors
        },
        "evidence": {one.factor: evidence_page(one, None, limit) for one in shown.evidence},
    }


def evidence_page(evidence: Evidence, after: str | None, limit: int) -> dict[str, Any]:
    """The records after a key, by key; ``next`` is the last key if there are more."""
    return page_in_words(page_of(evidence, after, limit))


def page_in_words(page: Page) -> dict[str, Any]:
    """A page of records; ``total`` is null where the list was not read to its end."""
    return {
        "total": page.total,
        "withheld": page.withheld,
        "items": [_record(record) for record in page.records],
        "next": page.next,
    }


def _record(record: Record) -> dict[str, Any]:
    words = asdict(record)
    about: Mapping[str, object] = words.pop("about")
    del words["key"]
    return {**words, "about": dict(about)}


def _value(value: Figure | Mapping[str, Figure | None] | None) -> Any:
    if isinstance(value, Mapping):
        return {name: figure_in_words(figure) for name, figure in value.items()}
    return figure_in_words(value)
