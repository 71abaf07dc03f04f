"""Does every table stand in exactly one list of what the application may do with it?"""

from __future__ import annotations

import tracker.store.models  # noqa: F401  fills the metadata
from tracker.store.base import Base
from tracker.store.grants import CHANGEABLE, FACTS, PASSING, grants_of_the_house


def test_every_table_of_the_house_is_in_exactly_one_list() -> None:
    listed = [*FACTS, *CHANGEABLE, *PASSING]
    assert len(listed) == len(set(listed))
    tables = {
        mapper.local_table.description
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith("tracker.")
    }
    assert set(listed) == tables == set(grants_of_the_house())


def test_facts_are_added_and_nothing_else() -> None:
    grants = grants_of_the_house()
    assert {grants[table] for table in FACTS} == {"SELECT, INSERT"}


def test_only_what_passes_may_be_cleared_away() -> None:
    grants = grants_of_the_house()
    assert [table for table, rights in grants.items() if "DELETE" in rights] == list(PASSING)
