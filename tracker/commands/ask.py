"""``plumbline trace``: questions about flows on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from tracker.api.trace_words import trace_in_words
from tracker.api.traces import kept
from tracker.app import ask_abroad
from tracker.commands.opened import opened
from tracker.commands.output import language, say, speaks_json
from tracker.domain.caller import Caller
from tracker.domain.moments import CHINA
from tracker.domain.roles import Right, Role
from tracker.i18n import formats
from tracker.i18n.catalogue import word
from tracker.usecases.trace_unit import trace_unit

#: A day is its first moment.
_MOMENTS = ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]


class _Moment(click.DateTime):
    """A moment without an offset is China's; one that the calendar cannot tell in UTC is none."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        moment = super().convert(value, param, ctx)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            self.fail(f"{value!r}", param, ctx)


AS_OF = click.option(
    "--as-of", type=_Moment(_MOMENTS), help="What had happened by then. / 截至当时已发生的"
)
KNOWN_AT = click.option(
    "--known-at",
    type=_Moment(_MOMENTS),
    help="What had been recorded by then. / 当时已登记的",
)


def officer(province: int) -> Caller:
    """Whoever holds the machine sees what the provincial bureau sees."""
    return Caller(
        user=0,
        login="command line",
        organisation=None,
        roles=frozenset({Role.BUREAU_PROVINCE}),
        division=f"{province:02d}0000",
        rights=frozenset({Right.TRACE, Right.READ}),
    )


def _say_trace(answer: dict[str, Any]) -> None:
    unit = answer["unit"]
    where = unit["site"]["code"] if unit["site"] else ""
    tongue = language()
    kind = word("unit_kind", unit["kind"], tongue)
    state = word("state", unit["effective_state"] or "", tongue)
    click.echo(f"{unit['code']}  {kind}  {state}  {where}")
    for event in answer["events"]:
        _say_event(event)
    for way in ("back", "forward"):
        nodes = (answer[way] or {"nodes": []})["nodes"][1:]
        for node in nodes:
            if not node["hidden"]:
                _say_node(node, say("back") if way == "back" else say("forward"))
        if hidden := sum(node["hidden"] for node in nodes):
            told = say("{count} steps or units of others are not shown.", count=hidden)
            click.echo(f"  {say(way):<8}{told}")
    for origin in answer["origins"] or []:
        words = {
            "site": origin["site"]["code"] if origin["site"] else "?",
            "pieces": origin["pieces"],
            "mass_kg": origin["mass_kg"],
            "share": origin["share"]["decimal"] if origin["share"] else "?",
        }
        click.echo("  " + say("origin  {site}  {pieces} pieces  {mass_kg} kg  {share}", **words))


def _say_event(event: dict[str, Any]) -> None:
    kind = word("kind", event["kind"], language())
    box = say("inside {container}", container=event["inside"]) if event["inside"] else ""
    when = formats.moment(datetime.fromisoformat(event["happened_at"]), language())
    line = f"  {when}  {kind:<10} {event['site']['code']}  {box}"
    if event["corrects"]:
        said = [event["details"].get(name) for name in ("manifest", "vehicle", "reason")]
        mass = event["own_mass_kg"] or event["mass_kg"]
        line += "  ".join(
            [
                say("corrects event {number}", number=event["corrects"]),
                *([f"{mass} kg"] if mass else []),
                *(text for text in said if text),
            ]
        )
    click.echo(line.rstrip())


def _say_node(node: dict[str, Any], way: str) -> None:
    share = node["share"]["decimal"] if node["share"] else ""
    if node["reason"]:
        owner = node["site"]["code"] if node["site"] else "?"
        reason = word("gap", node["reason"], language())
        if node["kind"] == "abroad":
            gap = say("another province tells: {reason} ({site})", reason=reason, site=owner)
        else:
            gap = say("missing: {reason} ({site})", reason=reason, site=owner)
        click.echo(f"  {way:<8}{'  ' * node['level']}{gap}")
        if node["abroad"]:
            _say_abroad(node["abroad"])
        return
    name = node["code"] or (
        word("kind", node["scan"], language())
        if node["scan"]
        else word("unit_kind", node["unit_kind"] or node["kind"], language())
    )
    count = say("({count} batteries)", count=node["batteries"]) if node["batteries"] else ""
    click.echo(f"  {way:<8}{'  ' * node['level']}{name} {count}  {share}".rstrip())


def _say_abroad(told: dict[str, Any]) -> None:
    """What another province told, or why it did not."""
    why = word("abroad", told["standing"], language())
    state = word("state", told["state"], language()) if told["state"] else ""
    click.echo(f"           {told['authority']}  {why}  {told['asked_at'] or ''}  {state}".rstrip())
    if told["tried_at"]:
        again = say("asked again without an answer {when}", when=told["tried_at"])
        click.echo(f"             {again}")
    for step in told["steps"]:
        kind = word("kind", step["kind"], language())
        where = step["site"] or step["division"]
        click.echo(f"             {step['day']}  {kind:<10} {where}")


@click.command()
@click.argument("code")
@click.option("--direction", type=click.Choice(["back", "forward", "both"]), default="both")
@AS_OF
@KNOWN_AT
@click.option("--cursor", help="The next page of batteries. / 电池的下一页")
@click.option(
    "--ask-partners", is_flag=True, help="Ask other provinces about gaps first. / 先询问外省"
)
@speaks_json(_say_trace)
def trace(
    code: str,
    direction: str,
    as_of: datetime | None,
    known_at: datetime | None,
    cursor: str | None,
    ask_partners: bool,
) -> dict[str, Any]:
    """Where a battery, container or lot came from and went. / 追溯电池、容器或批次的来源与去向"""
    with opened() as house:
        parts = house.parts()
        if ask_partners:
            ask_abroad(parts, kept(code), officer(house.settings.province))
        found = trace_unit(
            kept(code),
            direction,
            officer(house.settings.province),
            parts.reading(),
            as_of=as_of,
            known_at=known_at,
            cursor=cursor,
        )
        return trace_in_words(found)
