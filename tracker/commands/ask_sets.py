"""``plumbline recall`` and ``plumbline common``: questions about several units at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from tracker.api.set_words import common_in_words, recall_in_words
from tracker.api.traces import kept
from tracker.commands.ask import AS_OF, KNOWN_AT, officer
from tracker.commands.opened import opened
from tracker.commands.output import language, say, speaks_json
from tracker.i18n.catalogue import word
from tracker.usecases.trace_sets import common_cause, recall_set


def _say_recall(answer: dict[str, Any]) -> None:
    for code in answer["codes"]:
        click.echo(code)
    for gap in answer["exits"]:
        owner = gap["site"]["code"] if gap["site"] else "?"
        reason = word("gap", gap["reason"], language())
        click.echo(say("missing: {reason} ({site})", reason=reason, site=owner))
    click.echo(
        say("{count} units, SHA-256 {digest}", count=answer["count"], digest=answer["sha256"])
    )


def _say_common(answer: dict[str, Any]) -> None:
    for one in answer["things"]:
        name = one["code"] or word("kind", one["scan"] or "", language())
        click.echo(f"{name}  {one['event'] or ''}  {_shares(one)}".rstrip())
    for one in answer["sites"]:
        click.echo(f"{one['site']['code']}  {_shares(one)}")
    if not answer["things"] and not answer["sites"]:
        click.echo(say("Nothing is behind all of them."))


def _shares(one: dict[str, Any]) -> str:
    return "  ".join(share["decimal"] if share else "?" for share in one["shares"])


@click.command()
@click.argument("codes", nargs=-1, required=True)
@AS_OF
@KNOWN_AT
@speaks_json(_say_recall)
def recall(
    codes: tuple[str, ...], as_of: datetime | None, known_at: datetime | None
) -> dict[str, Any]:
    """All that these units went into, with a count and a digest.
    / 这些电池进入的全部去向，附数量与摘要"""
    with opened() as house:
        parts = house.parts()
        found = recall_set(
            [kept(code) for code in codes],
            officer(house.settings.province),
            parts.reading(),
            as_of=as_of,
            known_at=known_at,
        )
        return recall_in_words(found)


@click.command()
@click.argument("codes", nargs=-1, required=True)
@AS_OF
@KNOWN_AT
@speaks_json(_say_common)
def common(
    codes: tuple[str, ...], as_of: datetime | None, known_at: datetime | None
) -> dict[str, Any]:
    """What lies behind all of these units. / 这些批次的共同来源"""
    with opened() as house:
        parts = house.parts()
        found = common_cause(
            [kept(code) for code in codes],
            officer(house.settings.province),
            parts.reading(),
            as_of=as_of,
            known_at=known_at,
        )
        return common_in_words(found)
