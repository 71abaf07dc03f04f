"""``plumbline epcis``: events out and in, and documents of others looked at."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import click

from tracker.commands.opened import opened
from tracker.commands.output import (
    FINDINGS,
    OK,
    REFUSED,
    language,
    progress_of,
    say,
    speaks_json,
)
from tracker.domain.errors import Fault, FileUnreadable
from tracker.exports.epcis.capture import MOST_BYTES, Office, capture
from tracker.exports.epcis.document import document_of
from tracker.exports.epcis.event_hash import hash_id, ignored_fields
from tracker.exports.epcis.read_document import events_of, judge_document, open_document
from tracker.exports.epcis.read_xml import Read, is_xml
from tracker.exports.epcis.restore import restorer
from tracker.http.errors import fault_text
from tracker.store.clock import SystemClock
from tracker.store.queries.audit_trail import number_of_events

_SHOWN = 20
#: A bar grows after so many events.
_STEP = 500


@click.group()
def epcis() -> None:
    """Events in the words of EPCIS 2.0. / EPCIS 2.0 事件"""


def _say(answer: dict[str, Any]) -> None:
    if "written" in answer:
        click.echo(f"→ {answer['written']}")
    if "booked" in answer:
        counts = {name: answer[name] for name in ("booked", "known", "refused")}
        click.echo(say("booked {booked}   known {known}   refused {refused}", **counts))
    for name in answer.get("hashes", ()):
        click.echo(name)
    for mark, word in (("✗", "faults"), ("!", "findings")):
        rows = answer.get(word, [])
        for row in rows[:_SHOWN]:
            click.echo(f"  {mark} {row['pointer'] or '/'}  {row['detail']}")
        if len(rows) > _SHOWN:
            click.echo("  …")


@epcis.command("export")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@speaks_json(_say)
def export(target: Path) -> dict[str, Any]:
    """Write all events of the books into one document. / 将全部事件写入一个文件"""
    with opened() as house, ExitStack() as closing:
        parts = house.parts()
        out: BinaryIO = closing.enter_context(_writable(target))
        whole = number_of_events(parts.sessions)
        grow = closing.enter_context(progress_of(say("events")))
        for number, piece in enumerate(document_of(parts.sessions, parts.clock.now())):
            out.write(piece)
            if number % _STEP == 0:
                grow(min(number, whole), whole)
        grow(whole, whole)
        return {"written": str(target), "bytes": out.tell()}


@epcis.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--proceed", is_flag=True, help="Book what is right; else all or none / 逐条入账")
@speaks_json(_say)
def import_(file: Path, proceed: bool) -> dict[str, Any]:
    """Book the events of a document, each for whoever recorded it; the registers must be there.
    / 将文件中的事件记到原登记单位名下，须先有登记资料"""
    content = _content(file)
    with opened() as house:
        parts = house.parts(pool_size=2)
        office = Office(parts.sessions, house.settings.province, parts.clock)
        about = content.count(b'"eventTime"')  # every event has one
        with progress_of(say("events")) as grow:
            out = capture(
                content,
                not proceed,
                office,
                restorer(parts.sessions),
                hear=lambda out: grow(min(out.done, about), about),
            )
    return {
        "events": out.done,
        **{name: number for name, number in out.counts().items() if name != "done"},
        "faults": _words(out.faults),
        "findings": _words(out.findings),
        "exit_code": REFUSED if out.faults else OK,
    }


@epcis.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks_json(_say)
def check(file: Path) -> dict[str, Any]:
    """Is this a valid EPCIS 2.0 document, and what is odd about it?
    / 是否为有效的 EPCIS 2.0 文件，有何异常"""
    found = judge_document(_content(file), SystemClock().now())
    code = REFUSED if found.faults else FINDINGS if found.findings else OK
    return {
        "valid": found.accepted,
        "events": found.events,
        "faults": _words(found.faults),
        "findings": _words(found.findings),
        "exit_code": code,
    }


@epcis.command("hash")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks_json(_say)
def hash_(file: Path) -> dict[str, Any]:
    """The hash ids of the events of a document, JSON-LD or XML (CBV 2.0).
    / 计算文件中各事件的哈希标识（CBV 2.0）"""
    content = _content(file)
    if is_xml(content):
        read = Read(content)
        names = [hash_id(one, read.context, read.ignored) for one in read.events]
        return {"hashes": names, "faults": []}
    document = open_document(content)
    context, ignore = document.head.get("@context"), ignored_fields(document.head)
    hashes, faults = [], []
    for _, _, event, wrong in events_of(document):
        faults += wrong
        if not wrong:
            hashes.append(hash_id(event, context, ignore))
    return {
        "hashes": hashes,
        "faults": _words(faults),
        "exit_code": REFUSED if faults else OK,
    }


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            content = opened_file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(path=file.name, problem=error.strerror) from error
    if len(content) > MOST_BYTES:
        raise FileUnreadable(path=file.name, problem=f"> {MOST_BYTES} bytes")
    return content


def _writable(target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        raise FileUnreadable(path=target.name, problem=error.strerror) from error


def _words(faults: list[Fault]) -> list[dict[str, str]]:
    tongue = language()
    return [
        {"pointer": one.pointer, "code": one.code, "detail": fault_text(one, tongue)}
        for one in faults
    ]
