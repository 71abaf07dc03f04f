"""``plumbline rate freeze`` and ``plumbline rate bundle``: a figure that stays, and its proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reports.methods.definitions import USUAL
from reports.queries.rate_books import SqlRateBooks
from reports.store.assessment_work import SqlAssessmentWork
from reports.usecases.assessment_words import frozen_in_words
from reports.usecases.bundle import bundle_of
from reports.usecases.freeze_rate import freeze_rate
from reports.usecases.samples import frozen_for
from tracker.accounts.list_accounts import user_with_login
from tracker.commands.opened import opened
from tracker.commands.output import say, speaks_json
from tracker.commands.rates import read_case
from tracker.domain.caller import Caller
from tracker.domain.errors import FileUnreadable
from tracker.domain.roles import Role, rights_of
from tracker.http.house import House


def _say_frozen(answer: dict[str, Any]) -> None:
    value = answer["value"] or {}
    enterprise = answer["enterprise"]
    click.echo(
        say("Frozen: snapshot {id}, version {version}.", id=answer["id"], version=answer["version"])
    )
    click.echo(f"  {enterprise['code']}  {enterprise['name']}  {answer['year']}")
    click.echo(f"  {answer['definition']} v{answer['definition_version']}")
    click.echo(f"  {answer['status']}  {value.get('decimal', '—')}  {' '.join(answer['flags'])}")
    click.echo(f"  SHA-256 {answer['data_digest']}")


@click.command("freeze")
@click.option("--enterprise", required=True, help="Credit code / 统一社会信用代码")
@click.option("--year", required=True, type=int)
@click.option("--user", "login", required=True, help="Who freezes it / 由哪位评估人员冻结")
@click.option(
    "--definition", default=USUAL, show_default=True, help="Id of a definition / 核算方法"
)
@click.option("--given", help="File of what records do not tell / 记录之外的参数文件 (JSON)")
@click.option("--reason", help="Why a frozen figure is restated / 重述已冻结数值的原因")
@speaks_json(_say_frozen)
def rate_freeze(
    enterprise: str, year: int, login: str, definition: str, given: str | None, reason: str | None
) -> dict[str, Any]:
    """Freeze the rate of a year, from 31 March of the next; later: restate it.
    / 冻结一年的回收率（次年 3 月 31 日起）；此后为重述"""
    beside = {} if given is None else read_case(given)
    with opened() as house:
        parts = house.parts()
        user = user_with_login(parts.sessions, login)
        caller = user.calling(user.rights)
        books = SqlRateBooks(parts.sessions, house.settings.province)
        work = _work(parts)
        id_ = freeze_rate(
            enterprise, year, definition, beside, reason, caller, books, work, parts.clock
        )
        with _work(parts) as kept:
            return frozen_in_words(frozen_for(id_, caller, kept))


@click.command("bundle")
@click.argument("snapshot", type=int)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
@speaks_json(lambda answer: click.echo(f"→ {answer['written']}"))
def rate_bundle(snapshot: int, target: Path | None) -> dict[str, Any]:
    """The evidence of a frozen rate as one zip that can be checked off line.
    / 将冻结结果的证据导出为可离线核验的压缩包"""
    with opened() as house:
        parts = house.parts()
        with _work(parts) as kept:
            frozen = frozen_for(snapshot, _bureau(house.settings.province), kept)
    bundle = bundle_of(frozen)
    path = target or Path(bundle.name)
    try:
        path.write_bytes(bundle.content)
    except OSError as error:
        raise FileUnreadable(path=str(path), problem=error.strerror) from error
    return {
        "snapshot": frozen.id,
        "version": frozen.version,
        "data_digest": frozen.data_digest,
        "written": str(path),
        "bytes": len(bundle.content),
    }


def _work(parts: House) -> SqlAssessmentWork:
    return SqlAssessmentWork(parts.new_uow(), parts.settings.province)


def _bureau(province: int) -> Caller:
    """Whoever holds the machine sees what the provincial bureau sees."""
    roles = frozenset({Role.BUREAU_PROVINCE})
    return Caller(0, "command line", None, roles, f"{province:02d}0000", rights_of(roles))
