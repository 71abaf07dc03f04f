"""``plumbline interop disclosures``: what other authorities asked, and what they were told."""

from __future__ import annotations

from typing import Any

import click

from interop.api.disclosures import disclosure_in_words
from interop.usecases.list_disclosures import list_disclosures
from interop.wired import station_of
from tracker.commands.opened import opened
from tracker.commands.output import language, speaks_json
from tracker.i18n.catalogue import word


def _say_disclosures(answer: dict[str, Any]) -> None:
    for row in answer["disclosures"]:
        asked = word("disclosure", row["question"], language())
        told = "; ".join(row["told"]) or "-"
        click.echo(f"{row['id']}  {row['at']}  {row['partner']}  {asked}  {row['subject']}: {told}")


@click.command()
@click.option("--partner", help="Of one authority only: CN-36 / 仅列某一主管部门")
@click.option("--before", type=int, help="Rows before this number / 仅列此编号之前")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 1000))
@speaks_json(_say_disclosures)
def disclosures(partner: str | None, before: int | None, limit: int) -> dict[str, Any]:
    """What partners asked and were told; kept three years. / 对外提供信息记录"""
    with opened() as house:
        found = list_disclosures(station_of(house.parts()), partner, before, limit)
        return {"disclosures": [disclosure_in_words(row) for row in found]}
