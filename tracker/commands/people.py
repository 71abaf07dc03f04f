"""``plumbline user add`` and ``plumbline token create``: who may come in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.issue_token import issue_token
from tracker.accounts.list_accounts import user_with_login
from tracker.commands.opened import opened
from tracker.commands.output import say, speaks_json
from tracker.domain.moments import said
from tracker.domain.roles import Right, Role

#: Whoever holds the machine acts as user 0 in the audit trail.
COMMAND_LINE = 0


@click.group()
def user() -> None:
    """Users and their roles. / 用户"""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, help=", ".join(Role))
@click.option("--organisation", help="Its code; needed for roles of the trade / 所属单位")
@click.option("--division", default="", help="Six digits; what a bureau oversees / 管辖区划")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@speaks_json(lambda answer: click.echo(say("Added: {login}.", login=answer["login"])))
def add(
    login: str,
    name: str,
    roles: tuple[str, ...],
    organisation: str | None,
    division: str,
    password: str,
) -> dict[str, Any]:
    """Add a user. / 添加用户"""
    with opened() as house:
        parts = house.parts()
        province = house.settings.province
        new = NewUser(
            login=login,
            name=name,
            roles=list(roles),
            organisation=organisation,
            division=division or f"{province:02d}0000",
            password=password,
        )
        id_ = add_user(parts.sessions, province, new, COMMAND_LINE, parts.clock)
        return {"user": str(id_), "login": login, "roles": list(roles)}


@click.group()
def token() -> None:
    """API tokens. / 接口令牌"""


@token.command("create")
@click.argument("login")
@click.option("--name", default="command line")
@click.option("--scope", "scopes", multiple=True, required=True, help=", ".join(Right))
@click.option(
    "--days", default=90, type=click.IntRange(1, 3650), help="Good for so many days / 有效天数"
)
@speaks_json(lambda answer: click.echo(answer["token"]))
def create(login: str, name: str, scopes: tuple[str, ...], days: int) -> dict[str, Any]:
    """Issue a token; it is shown this once and never again. / 签发令牌，仅显示这一次"""
    with opened() as house:
        parts = house.parts()
        holder = user_with_login(parts.sessions, login)
        expires = parts.clock.now() + timedelta(days=days)
        issued = issue_token(
            parts.sessions,
            house.settings.province,
            holder.user,
            name,
            list(scopes),
            expires,
            COMMAND_LINE,
            parts.clock,
        )
        return {
            "token": issued.text,
            "id": str(issued.token),
            "login": login,
            "scopes": list(scopes),
            "expires": said(expires),
        }
