"""``plumbline interop keygen``: a key of this installation; other verbs are gathered here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from interop.algorithms.suites import DEFAULT, SUITES
from interop.commands import evidence, status, work
from interop.disclosures_cli import disclosures
from interop.errors import KeyNotTaken
from interop.key_cli import key
from interop.keys.files import make_key, private_file
from interop.keys.fingerprint import fingerprint, fingerprint_sm3
from interop.keys.names import KeyName, Use
from interop.keys.refusals import KeyRefused
from interop.park_cli import park
from interop.partner_cli import partner
from interop.wired import our_authority
from tracker.commands.output import say, speaks_json
from tracker.config import Settings, read_settings
from tracker.domain.moments import said

#: A year of service, and a month beside the successor.
_DAYS = 395


@click.group()
def interop() -> None:
    """Signed exchange with other authorities. / 数据交换"""


for _command in (partner, key, status, work, evidence, park, disclosures):
    interop.add_command(_command)


def _say_key(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['keyid']}  {answer['algorithm']}")
    click.echo(say("Private key, for nobody else: {path}", path=answer["private_file"]))
    click.echo(say("To be sent to the partner: {path}", path=answer["public_file"]))
    click.echo(say("To be compared on paper or by telephone, never by the same way as the file:"))
    click.echo(f"  SHA-256  {answer['sha256']}")
    if answer["sm3"]:
        click.echo(f"  SM3      {answer['sm3']}")


@interop.command("keygen")
@click.option(
    "--use",
    type=click.Choice([use.value for use in Use]),
    required=True,
    help="What it signs: requests, records, heads / 用途：请求、记录、日志头",
)
@click.option("--algorithm", type=click.Choice(sorted(SUITES)), default=DEFAULT, show_default=True)
@click.option("--mark", help="Letters after the year; the next free one / 年份后的字母，默认顺延")
@click.option(
    "--days",
    default=_DAYS,
    show_default=True,
    type=click.IntRange(1, 400),
    help="Good for so many days / 有效天数",
)
@speaks_json(_say_key)
def keygen(use: str, algorithm: str, mark: str | None, days: int) -> dict[str, Any]:
    """Make a key of ours; its private half never leaves PLUMBLINE_KEYS_DIR. / 生成密钥"""
    settings = read_settings()
    start = datetime.now(UTC).replace(microsecond=0)
    name = KeyName(our_authority(settings), Use(use), start.year, mark or "a")
    try:
        keyid = str(name) if mark else _next_free(settings, name)
        path = private_file(settings.keys_dir, keyid)
        key = make_key(settings.keys_dir, keyid, algorithm, start, start + timedelta(days=days))
    except KeyRefused as refused:
        raise KeyNotTaken(name=refused.name or str(name), problem=refused.says) from refused
    return {
        "keyid": keyid,
        "use": use,
        "algorithm": algorithm,
        "not_before": said(key.not_before),
        "not_after": said(key.not_after),
        "private_file": str(path),
        "public_file": str(path.with_suffix(".public.json")),
        "sha256": fingerprint(key),
        "sm3": fingerprint_sm3(key),
    }


def _next_free(settings: Settings, name: KeyName) -> str:
    """The first letter whose file is not there; a name is never used again."""
    for letter in "abcdefghijklmnopqrstuvwxyz":
        keyid = str(name._replace(mark=letter))
        if not private_file(settings.keys_dir, keyid).exists():
            return keyid
    raise KeyRefused("key_exists", str(name))
