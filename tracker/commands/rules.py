"""``plumbline rules``, ``calendar`` and ``parameter``: the law at work, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import language, say, speaks_json
from tracker.domain.moments import day_of
from tracker.http.figure_words import figures_in_words
from tracker.i18n.catalogue import translate
from tracker.ledgers.jobs import officer
from tracker.rules.page import rules_page
from tracker.rules.rulebook import RULES
from tracker.store.parameters_file import shipped_parameters
from tracker.store.workdays_file import read_workdays
from tracker.usecases.keep_figures import enter_year, set_parameter


def _say_rules(answer: dict[str, Any]) -> None:
    if answer.get("written"):
        click.echo(answer["written"])
        return
    for rule in answer["rules"]:
        click.echo(f"{' '.join(rule['numbers']):<10} {rule['name']:<26} {rule['says']}")


@click.command()
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page instead. / 改为写出规则页面",
)
@speaks_json(_say_rules)
def rules(write: Path | None) -> dict[str, Any]:
    """The rules of the house; --write makes the page about them.
    / 全部规则；--write 生成规则文档"""
    if write is not None:
        write.write_text(rules_page(shipped_parameters()), encoding="utf-8")
        return {"written": str(write)}
    return {
        "rules": [
            {
                "name": rule.name,
                "numbers": list(rule.numbers),
                "says": translate(rule.says, language()),
            }
            for rule in RULES.values()
        ]
    }


@click.group()
def calendar() -> None:
    """Working days. / 工作日历"""


@calendar.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", required=True, help="The notice that announces the year. / 公布该年安排的通知"
)
@speaks_json(lambda answer: click.echo(", ".join(map(str, answer["years"]))))
def import_years(file: Path, source: str) -> dict[str, Any]:
    """Enter years from a table (day,works,name). / 从表格（day,works,name）导入年度工作日"""
    try:
        years = read_workdays(file.read_text(encoding="utf-8-sig").splitlines())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with opened() as house:
        parts = house.parts()
        for year in years:
            enter_year(
                year.year,
                [day.isoformat() for day in sorted(year.days_off)],
                [day.isoformat() for day in sorted(year.days_worked)],
                source,
                officer(house.settings.province),
                parts.new_uow(),
                parts.clock,
            )
        return {"years": [year.year for year in years]}


@calendar.command("deadline")
@click.argument("start", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("count", type=click.IntRange(0, 1_000))
@speaks_json(
    lambda answer: click.echo(
        answer["day"] + ("  " + say("provisional") if answer["provisional"] else "")
    )
)
def deadline(start: Any, count: int) -> dict[str, Any]:
    """The last day of so many working days after START. / START 之后第若干个工作日是哪一天"""
    with opened() as house, house.parts().new_uow() as uow:
        found = uow.figures.calendar().after(start.date(), count)
        return {"day": found.day.isoformat(), "provisional": found.provisional}


@click.group()
def parameter() -> None:
    """Figures of the province. / 省级参数"""


def _say_figures(answer: dict[str, Any]) -> None:
    for one in answer["items"]:
        click.echo(f"{one['name']:<26} {one['value']!s:<12} {one['says']}")


@parameter.command("list")
@speaks_json(_say_figures)
def list_parameters() -> dict[str, Any]:
    """All figures as they count today, with their history. / 全部参数的现行值与历史"""
    with opened() as house:
        parts = house.parts()
        with parts.new_uow() as uow:
            figures = uow.figures.parameters()
        items = figures_in_words(figures, day_of(parts.clock.now()), language())
    return {"items": items}


@parameter.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--from", "valid_from", required=True, help="The first day, 2026-11-01. / 生效首日")
@click.option("--source", required=True)
@speaks_json(lambda answer: click.echo(f"{answer['name']} {answer['valid_from']}"))
def set_(name: str, value: str, valid_from: str, source: str) -> dict[str, Any]:
    """Set a figure from a day on; VALUE none: no limit.
    / 自某日起设定参数；VALUE 写 none 表示不限"""
    with opened() as house:
        parts = house.parts()
        set_parameter(
            name,
            valid_from,
            typed(value),
            source,
            officer(house.settings.province),
            house.settings.province,
            parts.new_uow(),
            parts.clock,
        )
    return {"name": name, "value": value, "valid_from": valid_from}


def typed(text: str) -> object:
    """A value as it was typed: none, true, false, a whole number, or else text."""
    words: dict[str, object] = {"none": None, "true": True, "false": False}
    if text in words:
        return words[text]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text
