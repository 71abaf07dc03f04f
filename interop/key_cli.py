"""``plumbline interop key``: keys of ours and of partners are taken, approved, revoked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from interop.cli_manners import BY, opened_station, tell_lines
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.errors import KeyNotTaken
from interop.keys.documents import read_key
from interop.keys.fingerprint import fingerprint
from interop.keys.refusals import KeyRefused
from interop.usecases.keep_partners import approve_key, compromise_key, enrol_key, revoke_key
from tracker.commands.output import speaks_json
from tracker.domain.moments import CHINA


@click.group()
def key() -> None:
    """Keys of ours and of partners: two people approve each. / 密钥登记"""


@key.command("enrol")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@BY
@speaks_json(tell_lines)
def key_enrol(file: Path, by: str) -> dict[str, Any]:
    """Take a ….public.json into the registry; not trusted yet. / 登记公钥"""
    try:
        found = read_key(read_strictly(file.read_bytes()))
    except (OSError, DocumentRefused, KeyRefused) as error:
        problem = error.says if isinstance(error, KeyRefused) else str(error)
        raise KeyNotTaken(name=file.name, problem=problem) from error
    with opened_station() as station:
        enrol_key(station, found, by)
    return {"keyid": found.keyid, "sha256": fingerprint(found)}


@key.command("approve")
@click.argument("keyid")
@click.option("--fingerprint", "said", required=True, help="As on paper / 书面指纹")
@BY
@speaks_json(tell_lines)
def key_approve(keyid: str, said: str, by: str) -> dict[str, Any]:
    """One of two people confirms a key by its fingerprint. / 核准密钥"""
    with opened_station() as station:
        return {"keyid": keyid, "approvals": approve_key(station, keyid, said, by)}


@key.command("revoke")
@click.argument("keyid")
@BY
@speaks_json(tell_lines)
def key_revoke(keyid: str, by: str) -> dict[str, Any]:
    """From now on the key is worth nothing. / 吊销密钥"""
    with opened_station() as station:
        revoke_key(station, keyid, by)
    return {"keyid": keyid, "revoked": True}


@key.command("compromised")
@click.argument("keyid")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="Since when it is in other hands, Beijing time / 何时起泄露，北京时间",
)
@BY
@speaks_json(tell_lines)
def key_compromised(keyid: str, since: datetime, by: str) -> dict[str, Any]:
    """Somebody else has the key: what it signed since then proves nothing. / 密钥泄露"""
    with opened_station() as station:
        records = compromise_key(station, keyid, since.replace(tzinfo=CHINA), by)
    return {"keyid": keyid, "since": since.isoformat(), "records": records}
