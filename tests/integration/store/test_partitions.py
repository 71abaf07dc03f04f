"""Are the months of the events made ahead of time, once each?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from tracker.store.engine import owner_engine
from tracker.store.event_ids import event_id
from tracker.store.migrate import make_partitions
from tracker.store.partitions import ensure_partitions


@pytest.fixture
def owner(own_database: str) -> Engine:
    return owner_engine(own_database)


def at(year: int, month: int, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def home_of(owner: Engine, recorded_at: datetime) -> str:
    """The table in which an event recorded then is kept."""
    with owner.begin() as connection:
        return str(
            connection.scalar(
                text(
                    "INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id,"
                    " pieces, province, kind, units) VALUES (:id, now(), 1, 1, 1, 0, 42, 1, '{}')"
                    " RETURNING tableoid::regclass::text"
                ),
                {"id": event_id(recorded_at, 1)},
            )
        )


def test_months_are_made_once_and_the_turn_of_the_year_is_no_gap(owner: Engine) -> None:
    with owner.begin() as connection:
        made = ensure_partitions(connection, at(2030, 11), at(2031, 2))
        again = ensure_partitions(connection, at(2030, 11), at(2031, 2))
    assert made == ["event_y2030m11", "event_y2030m12", "event_y2031m01", "event_y2031m02"]
    assert again == []
    last_moment = datetime(2030, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
    assert home_of(owner, last_moment) == "event_y2030m12"
    assert home_of(owner, at(2031, 1)) == "event_y2031m01"


def test_an_event_of_a_month_that_nobody_made_is_kept_among_the_others(owner: Engine) -> None:
    assert home_of(owner, at(2035, 6, 15)) == "event_other"


def test_a_month_that_has_rows_among_the_others_stays_there(owner: Engine) -> None:
    home_of(owner, at(2035, 6, 15))
    with owner.begin() as connection:
        made = ensure_partitions(connection, at(2035, 5), at(2035, 7))
    assert made == ["event_y2035m05", "event_y2035m07"]
    assert home_of(owner, at(2035, 6, 16)) == "event_other"


def test_months_are_made_well_ahead_of_the_clock(owner: Engine) -> None:
    made = make_partitions(owner, at(2032, 1, 31), at(2032, 1, 31))
    assert made == [
        "event_y2032m01",
        "event_y2032m02",
        "event_y2032m03",
        "event_y2032m04",
        "event_y2032m05",
    ]
