"""``plumbline audit verify``: is every line of the audit trail still the one that was written?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import FINDINGS, OK, progress_of, say, speaks_json
from tracker.domain.audit import SAYS, Head
from tracker.domain.broken_json import broken_json
from tracker.domain.errors import Fault, Malformed
from tracker.store.queries.audit_trail import SqlAuditTrail, codes_of_sites
from tracker.usecases.verify_audit import verify_audit


@click.group()
def audit() -> None:
    """The audit trail. / 审计记录"""


def _say_verdict(answer: dict[str, Any]) -> None:
    counts = {name: answer[name] for name in ("chains", "lines", "events")}
    click.echo(say("{chains} chains, {lines} lines; {events} events have theirs.", **counts))
    for one in answer["broken"]:
        click.echo(f"  {one['site'] or one['chain']}  {one['number']}  {one['says']}")
    if answer["faults"] > len(answer["broken"]):
        click.echo("  …")
    if answer["whole"]:
        click.echo(say("The trail is whole."))
    else:
        click.echo(say("The trail is broken in {count} places.", count=answer["faults"]))


@audit.command("verify")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier --json answer that was kept elsewhere. / 与另行保存的结果比对",
)
@speaks_json(_say_verdict)
def verify(against: Path | None) -> dict[str, Any]:
    """Read and hash the whole audit trail again. / 重新读取并核验全部审计记录"""
    noted = {} if against is None else _noted(against)
    with opened() as house:
        parts = house.parts()
        with progress_of(say("audit trail")) as grow:
            verdict = verify_audit(SqlAuditTrail(parts.sessions), noted, grow)
        chains = {*verdict.heads, *(one.chain for one in verdict.broken)}
        codes = codes_of_sites(parts.sessions, sorted(chains))
    return {
        "whole": verdict.faults == 0,
        "chains": verdict.chains,
        "lines": verdict.lines,
        "events": verdict.events,
        "faults": verdict.faults,
        "broken": [
            {
                "chain": one.chain,
                "site": codes.get(one.chain),
                "number": one.number,
                "what": one.what.value,
                "says": say(SAYS[one.what]),
            }
            for one in verdict.broken
        ],
        "heads": [
            {
                "chain": chain,
                "site": codes.get(chain),
                "lines": head.length,
                "digest": head.digest.hex(),
            }
            for chain, head in verdict.heads.items()
        ],
        "exit_code": OK if verdict.faults == 0 else FINDINGS,
    }


def _noted(path: Path) -> dict[int, Head]:
    """The heads in an earlier answer; BrokenJson or Malformed if it is none."""
    try:
        kept = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise broken_json(error) from error
    try:
        return {
            int(head["chain"]): Head(int(head["lines"]), bytes.fromhex(head["digest"]))
            for head in kept["heads"]
        }
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed(Fault("wrong_form", "/heads")) from error
