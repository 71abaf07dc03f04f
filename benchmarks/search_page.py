"""How much longer do the search pages take than their bare SQL and the rendering of their template?

Three requests of an officer who sees the whole province: the first page with its box; a code that
is known, which leads on to its page; a code that nobody knows. The bare side sends the statements
of the same request (baselines/search_page.sql, and of a life baselines/trace.sql) and renders the
same template with the same words.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

import psycopg

from benchmarks.bare import array, statements
from benchmarks.bench import Bench
from benchmarks.browser import Browser, opened_browser
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import percentile
from benchmarks.trace import Compared, codes_of, send_all, steps_of
from tracker.store.queries.overview import LATEST
from tracker.store.queries.reading import SqlReading
from tracker.store.unit_of_work import Sessions
from tracker.usecases.tell_life import tell_life

Statements = list[tuple[bytes, dict[str, object]]]
_UNKNOWN = "PB420000000001Q"


def measure(bench: Bench) -> list[Figure]:
    """The goal holds when the slowest of the three holds, each at p50."""
    (goal,) = goals_of("search_page")
    province, sizes = bench.province(), bench.sizes
    found: dict[str, Compared] = {}
    with ExitStack() as closing:
        browser = closing.enter_context(opened_browser(bench.ground, province.url))
        bare = closing.enter_context(psycopg.connect(province.dsn))
        bare.isolation_level, bare.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        codes = codes_of(bare, "batteries", sizes.traces)
        questions = {
            "first page": (["/"] * len(codes), closing.enter_context(browser.rendering("/"))),
            "known code": ([f"/search?q={quote(code)}" for code in codes], None),
            "unknown code": (
                [f"/search?q={_UNKNOWN}"] * len(codes),
                closing.enter_context(browser.rendering(f"/search?q={_UNKNOWN}")),
            ),
        }
        for name, (paths, render) in questions.items():
            asked = _asked(name, codes, browser, bare)
            found[name] = _compare(browser, paths, asked, render, bare, sizes.rounds)
    name, worst = max(found.items(), key=lambda one: one[1].ratio.middle)
    notes = tuple(one.said(question) for question, one in found.items())
    return [Figure(goal, worst.ratio, f"{worst.times} ({name})", notes)]


def _asked(
    name: str, codes: Sequence[str], browser: Browser, bare: psycopg.Connection[Any]
) -> list[Statements]:
    """The statements of each request, with the values that it gives them."""
    sql = statements("search_page")
    digest = hashlib.sha256(browser.secret.encode()).digest()
    session: Statements = [(sql["session"], {"digest": digest})]
    if name == "first page":
        sites: Statements = [(sql["sites"], {"own": None})]
        all_of_them = [row[0] for row in bare.execute(*sites[0]).fetchall()]
        bare.rollback()
        latest = (sql["latest"], {"sites": array(all_of_them), "most": LATEST})
        return [[*session, *sites, latest]] * len(codes)
    sessions = browser.house.sessions
    if name == "known code":
        return [
            [*session, (sql["known"], {"code": code}), *_life(code, browser, sessions)]
            for code in codes
        ]
    nowhere: Statements = [(sql["known"], {"code": _UNKNOWN})]
    nowhere.append((sql["site"], {"own": None, "code": _UNKNOWN}))
    return [[*session, *nowhere]] * len(codes)


def _life(code: str, browser: Browser, sessions: Sessions) -> Statements:
    caller = browser.user.calling(browser.user.rights)

    def ask(asked: str, reading: SqlReading) -> None:
        tell_life(asked, caller, reading)

    return steps_of(ask, code, sessions)


def _compare(
    browser: Browser,
    paths: Sequence[str],
    asked: Sequence[Statements],
    render: Callable[[], str] | None,
    bare: psycopg.Connection[Any],
    rounds: int,
) -> Compared:
    """Each request is made by both sides before the next one."""
    middle = Compared([], [])
    for number in range(rounds + 1):
        ours, theirs = [], []
        for path, steps in zip(paths, asked, strict=True):
            shown = browser.open(path)
            if shown.status != (302 if render is None else 200):
                raise RuntimeError(f"{path} was answered with {shown.status}")
            ours.append(shown.seconds)
            start = time.perf_counter()
            send_all(bare, steps)
            if render is not None:
                render()
            theirs.append(time.perf_counter() - start)
        if number:
            middle.ours.append(percentile(ours, 0.5))
            middle.bare.append(percentile(theirs, 0.5))
    return middle
