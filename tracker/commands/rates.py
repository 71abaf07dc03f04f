"""``plumbline rate compute`` and ``plumbline rate show``: rates on the command line."""

from __future__ import annotations

import sys
from typing import Any

import click

from reports.methods.definitions import USUAL
from reports.queries.rate_books import SqlRateBooks
from reports.usecases.case_text import MOST_CASE_BYTES, case_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.given import given_of
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.rate_words import computed_in_words, page_in_words, shown_in_words
from reports.usecases.show_rate import show_rate
from tracker.commands.opened import opened
from tracker.commands.output import language, speaks_json
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, FileUnreadable, Malformed
from tracker.domain.roles import Right, Role

#: A longer fraction says nothing to people; machines get it whole.
MOST_SHOWN = 40


@click.group()
def rate() -> None:
    """Recovery rates. / 回收率"""


def _say_rate(answer: dict[str, Any]) -> None:
    """For people: a value for each line, then what explains it; percentages for the eye only."""
    for one in answer.get("answers", [answer]):
        definition = one["definition"]
        title = definition["title"][language()]
        click.echo(f"{title}  {definition['id']}  ({definition['status']})")
        click.echo(f"  {one['status']}  {_shown(one['value'])}")
        if one["interval"]:
            click.echo(f"  95 %: {one['interval'][0]} … {one['interval'][1]}")
        for name, factor in one["factors"].items():
            word = one["words"].get(name)
            click.echo(f"    {name}: {_shown(factor)}" + (f"  （{word}）" if word else ""))
        for flag in one["flags"]:
            click.echo(f"  {flag}")
        for sentence in one["says"]:
            click.echo(f"  ! {sentence}")
        for name, page in one.get("evidence", {}).items():
            _say_evidence(name, page)


def _shown(value: Any) -> str:
    if isinstance(value, dict) and "decimal" in value:
        fraction = value["fraction"] or ""
        short = 0 < len(fraction) <= MOST_SHOWN
        return f"{value['decimal']}  = {fraction}" if short else str(value["decimal"])
    if isinstance(value, dict):
        return "  ".join(f"{name}: {_shown(one)}" for name, one in value.items())
    return "—" if value is None else str(value)


def _say_evidence(name: str, page: dict[str, Any]) -> None:
    total = "" if page["total"] is None else page["total"]
    click.echo(f"  {name}: {total}".rstrip())
    for record in page["items"]:
        mark = "+" if record["counted"] else "-"
        why = record["why"] or ""
        at = record["at"] or ""
        click.echo(f"    {mark} {record['id']}  {at}  {record['mass_t'] or '—'}  {why}".rstrip())


@rate.command("compute")
@click.argument("case")
@speaks_json(_say_rate)
def rate_compute(case: str) -> dict[str, Any]:
    """Evaluate a method on the inputs in the file CASE (- for standard input).
    / 用文件 CASE 中的数据试算（- 表示标准输入）"""
    found = read_case(case)
    several = found.get("inputs")
    if "method" not in found and isinstance(several, list):
        return {"answers": [_computed(one, place) for place, one in enumerate(several)]}
    return _computed(found, None)


def _computed(case: object, place: int | None) -> dict[str, Any]:
    pointer = "" if place is None else f"/inputs/{place}"
    if not isinstance(case, dict):
        raise Malformed(Fault("not_an_object", pointer))
    try:
        return computed_in_words(compute_rate(case), language())
    except Malformed as error:
        raise Malformed(
            *(Fault(fault.code, pointer + fault.pointer, fault.params) for fault in error.faults)
        ) from error


def read_case(path: str) -> dict[str, object]:
    """The JSON object in a file or on standard input."""
    try:
        if path == "-":
            content = sys.stdin.buffer.read(MOST_CASE_BYTES + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(MOST_CASE_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise FileUnreadable(path=path, problem=problem) from error
    return case_of(content)


def _say_shown(answer: dict[str, Any]) -> None:
    if "items" in answer:
        _say_evidence("—", answer)
        return
    enterprise = answer["enterprise"]
    click.echo(f"{enterprise['code']}  {enterprise['name']}  {answer['year']}")
    _say_rate(answer)


@rate.command("show")
@click.option("--enterprise", required=True, help="Credit code / 统一社会信用代码")
@click.option("--year", required=True, type=int)
@click.option(
    "--definition", default=USUAL, show_default=True, help="Id of a definition / 核算方法"
)
@click.option("--given", help="File of what records do not tell / 记录之外的参数文件 (JSON)")
@click.option("--factor", help="Only the records behind this factor / 仅列此因子的记录")
@click.option("--cursor", help="The `next` of the page before / 上一页的 next")
@click.option("--limit", type=click.IntRange(0, 1_000), default=100, show_default=True)
@speaks_json(_say_shown)
def rate_show(
    enterprise: str,
    year: int,
    definition: str,
    given: str | None,
    factor: str | None,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """The rate of an enterprise in a year, its factors, the records behind each.
    / 企业一年的回收率、各因子及其依据的记录"""
    beside = given_of(None if given is None else read_case(given))
    with opened() as house:
        parts = house.parts()
        books = SqlRateBooks(parts.sessions, house.settings.province)
        caller = _officer(house.settings.province)
        if factor is not None:
            return page_in_words(
                page_of_evidence(
                    enterprise, year, factor, cursor, limit, caller, books, definition, beside
                )
            )
        shown = show_rate(enterprise, year, caller, books, definition, beside)
    return shown_in_words(shown, limit, language())


def _officer(province: int) -> Caller:
    """Whoever holds the machine sees what the provincial bureau sees."""
    return Caller(
        user=0,
        login="command line",
        organisation=None,
        roles=frozenset({Role.BUREAU_PROVINCE}),
        division=f"{province:02d}0000",
        rights=frozenset({Right.READ}),
    )
