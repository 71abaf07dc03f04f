"""Do the benchmarks measure pages and logins against the very statements that they run?"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import TextClause

from benchmarks.bare import statements
from tracker.store.queries import callers, overview
from tracker.store.repositories import accounts, audit, login_attempts, login_sessions

RUN: dict[str, dict[str, TextClause]] = {
    "login": {
        "attempt": login_attempts._LOCKED,
        "of_sender": login_attempts._FIND,
        "counted": login_attempts._KEEP,
        "account": accounts._BY_LOGIN,
        "cleared": login_attempts._CLEAR,
        "sender_cleared": login_attempts._TAKE_BACK,
        "audit": audit._APPEND,
        "session": login_sessions._ADD,
    },
    "search_page": {
        "session": callers._BY_SESSION,
        "known": overview._KNOWN,
        "sites": overview._SITES,
        "site": overview._SITE,
        "latest": overview._LATEST,
    },
}
EACH = [(baseline, name) for baseline, names in RUN.items() for name in names]


def words(statement: str) -> list[str]:
    """As the driver is given it, without the way its lines are broken."""
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", statement).replace("( ", "(").split()


@pytest.mark.parametrize("baseline", RUN)
def test_the_baseline_has_every_statement_and_no_other(baseline: str) -> None:
    assert set(statements(baseline)) == set(RUN[baseline])


@pytest.mark.parametrize(("baseline", "name"), EACH)
def test_a_statement_of_the_baseline_is_the_one_that_is_run(baseline: str, name: str) -> None:
    bare = statements(baseline)[name].decode().rstrip(";\n ")
    assert words(bare.replace("\n", " ")) == words(RUN[baseline][name].text)
