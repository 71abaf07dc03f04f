"""``plumbline import``, ``ledger`` and ``template``: ledgers in and out, empty forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tracker.accounts.list_accounts import user_with_login
from tracker.commands.opened import opened
from tracker.commands.output import (
    ENVIRONMENT,
    OK,
    REFUSED,
    language,
    progress_of,
    say,
    speaks_json,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import FileRefused
from tracker.ledgers.export import Period, exported
from tracker.ledgers.forms import FORMS, form_named
from tracker.ledgers.jobs import (
    Brought,
    Office,
    bring_file,
    marked_file,
    officer,
    work_on,
)
from tracker.ledgers.say import fault_of, job_in_words
from tracker.ledgers.templates import template as empty_form
from tracker.ledgers.zip_guard import require_size

_NAMES = ", ".join(form.name for form in FORMS)


def _say(answer: dict[str, Any]) -> None:
    dry = say("(dry run, nothing was recorded)") if answer["dry_run"] else ""
    click.echo(f"{answer['file_name']}  {answer['form']}  {dry}".rstrip())
    counts = {name: answer[name] for name in ("booked", "known", "refused")}
    click.echo("  " + say("booked {booked}   known {known}   refused {refused}", **counts))
    for error in answer["error"]:
        click.echo(f"  {error['detail']}")
    for fault in answer["faults"][:20]:
        click.echo(f"  {fault['row']:>6}  {fault['column']}  {fault['detail']}")
    if len(answer["faults"]) > 20:
        click.echo("  …")
    if answer.get("marked"):
        click.echo(f"  → {answer['marked']}")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--form", help=f"By its heads, if not said: {_NAMES} / 不填则按表头识别：{_NAMES}")
@click.option("--site", help="Site of rows without one / 未写场所的行属何场所")
@click.option("--user", "login", help="For whom; without: registers only / 代何用户")
@click.option("--dry-run", is_flag=True, help="Look at every row, record nothing / 试运行")
@click.option(
    "--marked",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it with wrong cells red / 标红文件",
)
@speaks_json(_say)
def import_(
    file: Path,
    form: str | None,
    site: str | None,
    login: str | None,
    dry_run: bool,
    marked: Path | None,
) -> dict[str, Any]:
    """Bring in a ledger or register (.xlsx, .csv). / 导入台账或登记表（.xlsx、.csv）"""
    require_size(file)
    with opened() as house:
        parts = house.parts(pool_size=2)
        office = Office(parts.sessions, house.settings.province, parts.clock)
        caller = _caller(office, login)
        brought = Brought(file.name, file.read_bytes(), form, site, dry_run, language())
        number = bring_file(brought, caller, office)
        with progress_of(say("import")) as grow:
            job = work_on(number, office, lambda outcome: grow(outcome.done, outcome.rows))
        if job.error and job.finished_at:
            raise FileRefused(*(fault_of(one) for one in job.error))
        answer = job_in_words(job, language())
        if job.finished_at is None:
            return {**answer, "exit_code": ENVIRONMENT}
        if job.refused:
            target = marked or file.with_name(f"{file.stem}.marked.xlsx")
            target.write_bytes(marked_file(number, office, caller))
            answer["marked"] = str(target)
        return {**answer, "exit_code": REFUSED if job.refused else OK}


def _caller(office: Office, login: str | None) -> Caller:
    if login is None:
        return officer(office.province)
    user = user_with_login(office.sessions, login)
    return user.calling(user.rights)


@click.command("ledger")
@click.argument("form")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--user", "login", help="Whose ledger; without: registers only / 谁的台账")
@click.option("--first", type=click.DateTime(["%Y-%m-%d"]), help="From this day / 起始日期")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="To this day / 截止日期")
@speaks_json(lambda answer: click.echo(answer["written"]))
def ledger(
    form: str, target: Path | None, login: str | None, first: Any, last: Any
) -> dict[str, Any]:
    """A ledger or register out, as it can come in again. / 导出台账或登记表，可原样再导入"""
    found = form_named(form)
    path = target or Path(f"{found.zh.replace('/', '、')}.xlsx")
    period = Period(first.date() if first else None, last.date() if last else None)
    with opened() as house:
        parts = house.parts(pool_size=2)
        province = house.settings.province
        caller = _caller(Office(parts.sessions, province, parts.clock), login)
        content = exported(found, parts.sessions, province, caller, period)
    path.write_bytes(content)
    return {"form": found.name, "written": str(path)}


@click.command("template")
@click.argument("form")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
@speaks_json(lambda answer: click.echo(answer["written"]))
def template(form: str, target: Path | None) -> dict[str, Any]:
    """An empty form to fill in (.xlsx). / 生成空白表格（.xlsx）"""
    found = form_named(form)
    path = target or Path(f"{found.zh.replace('/', '、')}.xlsx")
    path.write_bytes(empty_form(found))
    return {"form": found.name, "written": str(path)}
