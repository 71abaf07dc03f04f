"""What another province told of a unit, in one line: for pictures, pages and the command line."""

from __future__ import annotations

from tracker.graph.abroad import Abroad, Standing
from tracker.i18n import formats
from tracker.i18n.catalogue import translate, word


def abroad_line(told: Abroad, language: str) -> str:
    """Its last step there and how it stands; or why nothing is known."""
    if told.asked_at is None:
        return f"{told.authority}: {word('abroad', told.standing, language)}"
    if told.standing is not Standing.ANSWERED:
        when = formats.moment(told.asked_at, language)
        why = word("abroad", told.standing, language)
        return translate("{authority}: {why} ({when})", language,
                         authority=told.authority, why=why, when=when)  # fmt: skip
    if told.held and not told.steps:
        return translate("{authority} has it, too", language, authority=told.authority)
    if told.steps:
        last = told.steps[-1]
        kind, day = word("kind", last.kind, language), formats.day(last.day, language)
        return f"{told.authority}: {kind} {day}"
    return translate("{authority} knows it", language, authority=told.authority)
