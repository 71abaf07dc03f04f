"""An alarm in the reader's words: what, where, since when, which article, its price, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker.domain import mass, register_kinds
from tracker.domain.moments import day_of, said
from tracker.i18n.catalogue import translate, word
from tracker.rules.evidence import EVIDENCE, SHARES
from tracker.rules.penalties import Penalty, penalty_on
from tracker.rules.rulebook import CONTINUING, RULES
from tracker.store.queries.alarms import SeenAlarm, SeenStep


def alarm_in_words(alarm: SeenAlarm, language: str, now: datetime) -> dict[str, Any]:
    """As lists, notices and pages tell it. A continuing alarm that is open also has the law of
    today, where it is another than that of the day of the breach."""
    rule = RULES.get(alarm.rule)
    today = day_of(now)
    still = alarm.rule in CONTINUING and alarm.state in ("raised", "acknowledged")
    law_today = rule.on(today) if rule and still and today >= rule.first else None
    if law_today is not None and (law_today.title, law_today.article) == (alarm.law, alarm.article):
        law_today = None
    price = penalty_on(rule.penalties, alarm.due) if rule else None
    return {
        "id": str(alarm.id),
        "rule": alarm.rule,
        "numbers": list(rule.numbers) if rule else [],
        "about": rule.about.value if rule else None,
        "subject": alarm.subject,
        "due": alarm.due,
        "provisional": alarm.provisional,
        "state": alarm.state,
        "severity": alarm.severity,
        "level": alarm.level,
        "says": translate(rule.says, language) if rule else alarm.rule,
        "next_step": translate(rule.next_step, language) if rule else "",
        "law": alarm.law,
        "article": alarm.article,
        "law_today": law_today.title if law_today else None,
        "article_today": law_today.article if law_today else None,
        "costs": price_in_words(price, language),
        "evidence": evidence_in_words(alarm.evidence, language),
        "site": alarm.site,
        "organisation": alarm.organisation,
        "event": None if alarm.event is None else str(alarm.event),
        "raised_at": said(alarm.raised_at),
        "version": alarm.version,
    }


def steps_in_words(steps: Sequence[SeenStep]) -> list[dict[str, Any]]:
    """What was done, the first first."""
    return [
        {
            "number": step.number,
            "at": said(step.at),
            "step": step.step,
            "state": step.state,
            "level": step.level,
            "reason": step.reason,
            "by": step.actor,
        }
        for step in steps
    ]


def price_in_words(price: Penalty | None, language: str) -> str | None:
    """What it can cost, with the article that says so."""
    if price is None:
        return None
    where = {"law": price.authority.title, "article": price.authority.article}
    parts = []
    if price.most:
        parts.append(
            translate(
                "{law} {article}: {least} to {most} yuan",
                language,
                least=f"{price.least:,}",
                most=f"{price.most:,}",
                **where,
            )
        )
    if price.refusal is not None:
        parts.append(
            translate(
                "{law} {article}: up to {most} yuan when one refuses to correct it",
                language,
                most=f"{price.refusal:,}",
                **where,
            )
        )
    if price.detention is not None:
        parts.append(
            translate(
                "{law} {article}: detention is possible",
                language,
                law=price.detention.title,
                article=price.detention.article,
            )
        )
    return "; ".join(parts)


def evidence_in_words(evidence: Any, language: str) -> list[dict[str, str]]:
    """Each figure with its name; what is not known is left out."""
    return [
        {
            "name": name,
            "label": translate(EVIDENCE[name], language),
            "value": _value(name, value, language),
        }
        for name, value in evidence.items()
        if name in EVIDENCE and value is not None and value != ""
    ]


def _value(name: str, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return translate("yes" if value else "no", language)
    if name.endswith("_g") and isinstance(value, int):
        return f"{mass.kilograms(value)} kg"
    if name in SHARES and isinstance(value, int):
        return f"{value * 100 / register_kinds.PPM:g} %"
    if name == "filing":
        return word("filing", value, language)
    if name == "step":
        return word("authority_step", value, language)
    return value.isoformat() if isinstance(value, date) else str(value)
