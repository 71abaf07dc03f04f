"""How much longer does a login take than its bare SQL and the hash that it must compute?

The whole POST of the form in this process, against the same statements with the same commits
(baselines/login.sql) and argon2 on the same password. Both sides take turns.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import psycopg
from argon2 import PasswordHasher

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.browser import ADDRESS, LOGIN, PASSWORD, Browser, opened_browser
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.people import PROVINCE
from benchmarks.rounds import interleaved, ratios, spread
from tracker.accounts.throttle import login_subject, sender_subject
from tracker.store.account_work import OFFICE
from tracker.store.repositories.audit import stamped

_HASHER = PasswordHasher()


def measure(bench: Bench) -> list[Figure]:
    """As many logins a round as posts of a truck; argon2 alone as a note."""
    (goal,) = goals_of("login")
    times = bench.sizes.posts
    with opened_browser(bench.ground, bench.url) as browser, BareLogin(bench.dsn) as bare:

        def ours() -> float:
            return sum(_log_in(browser) for _ in range(times))

        def theirs() -> float:
            return sum(bare.log_in(browser.user.user) for _ in range(times))

        def hashing() -> float:
            return sum(bare.hash_only() for _ in range(times))

        lanes = {"ours": ours, "bare": theirs, "hash": hashing}
        rounds = interleaved(lanes, bench.sizes.rounds)
    a, b, c = (1_000 * spread(rounds[lane]).middle / times for lane in lanes)
    said = f"{a:.1f} against {b:.1f} ms, argon2 {c:.1f} ms of either"
    return [Figure(goal, ratios(rounds["ours"], rounds["bare"]), said)]


def _log_in(browser: Browser) -> float:
    shown = browser.open("/login", {"login": LOGIN, "password": PASSWORD})
    if shown.status != 302:
        raise RuntimeError(f"the login was answered with {shown.status}")
    return shown.seconds


class BareLogin:
    """One connection that logs in."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg.connect(dsn)
        self._sql = statements("login")
        self._subjects = login_subject(LOGIN), sender_subject(ADDRESS)
        self._kept = ""

    def __enter__(self) -> BareLogin:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def log_in(self, user: int) -> float:
        """Seconds of everything."""
        start = time.perf_counter()
        at = datetime.now(UTC)
        by_login, by_sender = self._subjects
        self._run("attempt", {"subject": by_login, "at": at})
        self._run("of_sender", {"subject": by_sender})
        self._run("counted", {"subject": by_login, "failures": 1, "at": at})
        self._connection.commit()
        account = self._run("account", {"login": LOGIN})
        self._connection.rollback()
        version, self._kept = account[0][-2], str(account[0][-1])
        _HASHER.verify(self._kept, PASSWORD)
        self._run("cleared", {"subject": by_login})
        self._run("sender_cleared", {"subject": by_sender, "failures": 0})
        self._audit(user, at, f"user.logged_in user={user} address={ADDRESS}")
        self._connection.commit()
        self._run(
            "session",
            {
                "digest": secrets.token_bytes(32),
                "user": user,
                "version": version,
                "province": PROVINCE,
                "at": at,
                "expires": at + timedelta(hours=10),
            },
        )
        self._audit(user, at, f"session.begun user={user}")
        self._connection.commit()
        return time.perf_counter() - start

    def hash_only(self) -> float:
        """Seconds of the comparison alone; somebody must have logged in."""
        start = time.perf_counter()
        _HASHER.verify(self._kept, PASSWORD)
        return time.perf_counter() - start

    def _audit(self, user: int, at: datetime, line: str) -> None:
        given = {"chain": OFFICE, "province": PROVINCE, "actor": user, "at": at}
        self._run("audit", given | {"line": stamped(user, at, line)})

    def _run(self, name: str, given: Mapping[str, object]) -> list[tuple[object, ...]]:
        done = self._connection.execute(self._sql[name], given)
        return done.fetchall() if done.description else []
