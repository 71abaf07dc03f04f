"""``python -m benchmarks``: measure, say whether each goal holds, end with 1 if one does not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson

from benchmarks import (
    anomaly_sweep,
    container_hand_over,
    exchange,
    exchange_drain,
    exchange_refusals,
    four_clients,
    import_rows,
    ingest_growth,
    ingot,
    login,
    manifests,
    one_client,
    point_flows,
    rate_year,
    rates,
    rollups,
    search_page,
    small_posts,
    storage,
    sweep,
    trace,
    trace_growth,
    trace_memory,
    validation,
)
from benchmarks.bench import Bench, set_up
from benchmarks.figure import Figure
from benchmarks.ground import Ground, plain_dsn
from benchmarks.machine import this_machine
from benchmarks.report import as_json, as_markdown, line
from benchmarks.sizes import LARGE, SMOKE, USUAL

FIGURES: dict[str, Callable[[Bench], list[Figure]]] = {
    "one_client": one_client.measure,
    "four_clients": four_clients.measure,
    "small_posts": small_posts.measure,
    "validation": validation.measure,
    "container_hand_over": container_hand_over.measure,
    "import_rows": import_rows.measure,
    "trace": trace.measure,
    "ingot": ingot.measure,
    "trace_memory": trace_memory.measure,
    "trace_growth": trace_growth.measure,
    "ingest_growth": ingest_growth.measure,
    "point_flows": point_flows.measure,
    "manifests": manifests.measure,
    "rollups": rollups.measure,
    "rates": rates.measure,
    "rate_year": rate_year.measure,
    "sweep": sweep.measure,
    "anomaly_sweep": anomaly_sweep.measure,
    "exchange": exchange.measure,
    "exchange_drain": exchange_drain.measure,
    "exchange_refusals": exchange_refusals.measure,
    "login": login.measure,
    "search_page": search_page.measure,
    "storage": storage.measure,
}

#: Measured with --large only, or when asked for by name: they take many minutes.
LONG = frozenset({"import_rows", "point_flows"})


def main(arguments: list[str], ground: Ground | None = None) -> int:
    """0 when every goal that was measured holds, else 1; a smoke run judges nothing.

    ``ground`` is a server that stands already; without it one is made for this run.
    """
    asked = _parser().parse_args(arguments)
    sizes = SMOKE if asked.smoke else LARGE if asked.large else USUAL
    if asked.grown:
        sizes = replace(sizes, grown=max(3, asked.grown // sizes.ingot))
    figures: list[Figure] = []
    with set_up(sizes, ground) as bench:
        machine = this_machine(plain_dsn(bench.ground.home))
        for name, value in machine.rows().items():
            print(f"{name:<12} {value}")
        print(flush=True)
        usual = [name for name in FIGURES if asked.large or asked.smoke or name not in LONG]
        for name in asked.only or usual:
            for figure in FIGURES[name](bench):
                print(line(figure, judged=not asked.smoke), flush=True)
                figures.append(figure)
    if asked.json:
        told = as_json(machine, sizes, figures)
        asked.json.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    if asked.markdown:
        page = asked.markdown
        before = page.read_text(encoding="utf-8") if page.exists() else ""
        page.write_text(as_markdown(machine, sizes, figures, before), encoding="utf-8")
    missed = [figure.goal.name for figure in figures if not figure.holds]
    if asked.smoke:
        return 0
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nevery goal that was measured holds")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--large", action="store_true", help="with 1,000,000 batteries")
    parser.add_argument("--smoke", action="store_true", help="tiny: does everything run at all?")
    parser.add_argument(
        "--grown", metavar="N", type=int, help="how many batteries the grown works have"
    )
    parser.add_argument("--only", metavar="NAME", action="append", choices=[*FIGURES])
    parser.add_argument("--json", metavar="FILE", type=Path, help="figures for machines")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="the documentation's page")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
