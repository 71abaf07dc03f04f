"""Does a trace open only the months that its events lie in?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from tracker.store.arrays import ids
from tracker.store.event_ids import event_id
from tracker.store.queries.lineage_statements import EVENTS, MOMENTS

MAY = event_id(datetime(2024, 5, 17, tzinfo=UTC), 1)
JUNE = event_id(datetime(2024, 6, 30, 23, 59, tzinfo=UTC), 2)


def months_opened(connection: Connection, statement: str, *events: int) -> set[str]:
    """The partitions in the plan of a statement that was run often enough to be prepared."""
    given = {"ids": ids(events)}
    for _ in range(8):
        connection.exec_driver_sql(statement, given).fetchall()
    plan = connection.exec_driver_sql(f"EXPLAIN {statement}", given).scalars()
    return {found for line in plan for found in re.findall(r"event_(?:y\w{7}|other)\b", line)}


@pytest.mark.parametrize("statement", [EVENTS, MOMENTS])
def test_only_the_months_of_the_ids_are_opened(database: Connection, statement: str) -> None:
    assert months_opened(database, statement, MAY) == {"event_y2024m05"}
    assert months_opened(database, statement, MAY, JUNE) == {"event_y2024m05", "event_y2024m06"}
