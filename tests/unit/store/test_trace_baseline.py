"""Do the benchmarks measure tracing against the very statements that it runs?"""

from __future__ import annotations

import re

import pytest

from benchmarks.bare import statements
from tracker.store.queries import lineage_statements

NAMES = [name for name in vars(lineage_statements) if re.fullmatch("[A-Z]+", name)]


def words(statement: str) -> list[str]:
    return [word for line in statement.splitlines() for word in line.split("--")[0].split()]


def test_the_baseline_has_every_statement_and_no_other() -> None:
    assert sorted(statements("trace")) == sorted(name.lower() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_of_the_baseline_is_the_one_that_is_run(name: str) -> None:
    bare = statements("trace")[name.lower()].decode().rstrip(";\n ")
    assert words(bare) == words(getattr(lineage_statements, name))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ORIGINS"])
def test_events_are_only_asked_for_by_ids_that_the_planner_can_read(name: str) -> None:
    statement = getattr(lineage_statements, name)
    asks_events = re.search(r"\bevent e\b", statement) is not None
    assert asks_events == (name in ("EVENTS", "MOMENTS"))
    assert not asks_events or "WHERE e.id = ANY(CAST(%(ids)s AS bigint[]))" in statement
