"""How stock and days that come are told: the API's and the command line's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.domain import mass
from tracker.i18n.catalogue import translate
from tracker.rules.rulebook import RULES
from tracker.usecases.ask_storage import Owed, StoredHere


def stored_in_words(one: StoredHere) -> dict[str, Any]:
    """What lies at a site, and what may."""
    return {
        "site": one.stock.site,
        "mass_kg": mass.kilograms(one.stock.mass_g),
        "limit_kg": None if one.most_g is None else mass.kilograms(one.most_g),
        "over": one.over,
        "pieces": one.stock.pieces,
        "unweighed": one.stock.unweighed,
        "oldest": one.stock.oldest,
        "oldest_unit": one.stock.oldest_unit,
        "last_day": one.last_day,
    }


def owed_in_words(
    owed: Owed, sites: Mapping[int, str], firms: Mapping[int, str], language: str
) -> dict[str, Any]:
    """A day that comes; ``sites`` and ``firms`` are the codes that may be named."""
    rule = RULES[owed.due.rule]
    return {
        "day": owed.due.day,
        "provisional": owed.due.provisional,
        "rule": rule.name,
        "subject": owed.due.subject,
        "says": translate(rule.says, language),
        "next_step": translate(rule.next_step, language),
        "organisation": firms.get(owed.organisation),
        "site": None if owed.site is None else sites.get(owed.site),
    }
