"""What a correction, a void or a revision changes downstream, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.domain.consequences import Consequences
from tracker.domain.mass import kilograms
from tracker.i18n.catalogue import translate, word
from tracker.rules.rulebook import RULES


def consequences_in_words(told: Consequences | None, language: str) -> dict[str, Any] | None:
    """Sentences under ``says``, and the same as data; masses in kilograms. None: no correction."""
    if told is None:
        return None
    return {
        "says": list(_sentences(told, language)),
        "stock": [
            {
                "site": one.site,
                "day": date.fromisoformat(one.day),
                "kind": one.kind,
                "flow": one.flow,
                "pieces": one.pieces,
                "mass_kg": kilograms(one.mass_g),
            }
            for one in told.stock
        ],
        "units": [
            {
                "before": one.before,
                "after": one.after,
                "units": one.units,
                "codes": list(one.codes),
            }
            for one in told.units
        ],
        "quotas": [
            {
                "approval": one.approval,
                "manifest": one.manifest,
                "change_kg": kilograms(one.change_g),
                "drawn_kg": kilograms(one.drawn_g),
                "left_kg": kilograms(one.left_g),
            }
            for one in told.quotas
        ],
        "alarms": [
            {"rule": one.rule, "subject": one.subject, "state": one.state} for one in told.alarms
        ],
        "rates": {
            "year": told.year,
            "frozen": [one._asdict() for one in told.frozen],
            "frozen_elsewhere": told.frozen_elsewhere,
        },
    }


def _sentences(told: Consequences, language: str) -> Iterator[str]:
    yield from _of_stock(told, language)
    for unit in told.units:
        words = {
            "count": unit.units,
            "before": word("state", unit.before, language),
            "after": word("state", unit.after, language),
        }
        yield translate(
            "Units that stand otherwise: {count}, {before} → {after}.", language, **words
        )
    yield from _of_quotas(told, language)
    yield from _of_alarms(told, language)
    yield from _of_rates(told, language)


def _of_stock(told: Consequences, language: str) -> Iterator[str]:
    moved = [one for one in told.stock if one.pieces or one.mass_g]
    if not moved:
        yield translate("Stock and sums of the day do not change.", language)
    for one in moved:
        words = {
            "place": one.site,
            "day": one.day,
            "what": word("kind", one.kind, language),
            "column": word("flow", one.flow, language) if one.flow else "–",
            "mass_kg": kilograms(one.mass_g),
            "pieces": one.pieces,
        }
        yield translate(
            "Sums of {place} on {day}, {what} (column of the ledger: {column}): {mass_kg} kg,"
            " {pieces} pieces.",
            language,
            **words,
        )


def _of_quotas(told: Consequences, language: str) -> Iterator[str]:
    for one in told.quotas:
        words = {
            "approval": one.approval,
            "manifest": one.manifest,
            "change_kg": kilograms(one.change_g),
            "drawn_kg": kilograms(one.drawn_g),
            "left_kg": kilograms(one.left_g),
        }
        if one.change_g:
            yield translate(
                "Manifest {manifest} draws {drawn_kg} kg on approval {approval} now"
                " ({change_kg} kg); {left_kg} kg are left.",
                language,
                **words,
            )
        else:
            yield translate(
                "Manifest {manifest} still draws {drawn_kg} kg on approval {approval}: that follows"
                " the manifest, and only its revision or cancellation changes it.",
                language,
                **words,
            )


def _of_alarms(told: Consequences, language: str) -> Iterator[str]:
    for one in told.alarms:
        rule = RULES.get(one.rule)
        words = {
            "about": translate(rule.says, language) if rule else one.rule,
            "whom": one.subject,
        }
        if one.state == "raised":
            yield translate("Alarm raised about {whom}: {about}", language, **words)
        elif one.state == "resolved":
            yield translate("Alarm resolved about {whom}: {about}", language, **words)
        else:
            yield translate(
                "Alarm about {whom} stays open until the nightly look judges it again: {about}",
                language,
                **words,
            )


def _of_rates(told: Consequences, language: str) -> Iterator[str]:
    if told.year is not None:
        yield translate(
            "Recovery rates of {year} that are not frozen are computed from the records as they are"
            " now.",
            language,
            year=told.year,
        )
    for one in told.frozen:
        yield translate(
            "The frozen rate {definition} of {year}, version {version}, of {enterprise} keeps its"
            " figure; it is restated if it moves by more than 0.5 %.",
            language,
            **one._asdict(),
        )
    if told.frozen_elsewhere:
        yield translate(
            "Frozen rates of other enterprises that this may touch: {count}.",
            language,
            count=told.frozen_elsewhere,
        )
