"""``plumbline return``: a site's return of waste for a month, quarter or year."""

from __future__ import annotations

from typing import Any

import click

from tracker.commands.ask import officer
from tracker.commands.opened import opened
from tracker.commands.output import say, speaks_json
from tracker.domain.errors import NotFound
from tracker.http.waste_returns import waste_return
from tracker.store.queries.overview import sites_of


def _say_return(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['site']}  {answer['first']} – {answer['until']}")
    for row in answer["rows"]:
        click.echo(
            say(
                "{ware}: {opening} + {came} - {left} - {used} = {closing} kg",
                ware=row["ware"],
                opening=row["opening_kg"],
                came=row["in_kg"],
                left=row["out_kg"],
                used=row["used_kg"],
                closing=row["closing_kg"],
            )
        )
    click.echo(
        say(
            "{amended} corrections and voids; {unlinked} entries hang in the air.",
            amended=len(answer["amended"]),
            unlinked=len(answer["unlinked"]),
        )
    )


@click.command("return")
@click.argument("site")
@click.argument("period")
@speaks_json(_say_return)
def waste_return_of(site: str, period: str) -> dict[str, Any]:
    """The ledger's balance of a site; PERIOD is 2026-10, 2026-Q4 or 2026.
    / 场所的台账平衡；PERIOD 写作 2026-10、2026-Q4 或 2026"""
    with opened() as house:
        parts = house.parts()
        seen = sites_of(parts.sessions, officer(house.settings.province))
        sites = {one.code: one.id for one in seen}
        if site not in sites:
            raise NotFound
        return waste_return(parts, sites[site], site, period)
