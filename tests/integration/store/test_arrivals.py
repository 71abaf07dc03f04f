"""Is what a site sent off followed box by box, and only through the months it can lie in?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.smelting import collect_weighed
from tracker.domain.scan import ScanKind as K
from tracker.store.event_ids import first_id
from tracker.store.queries.arrivals import SENT, arrivals_of

YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def test_a_box_that_was_sent_twice_is_told_once(
    town: TheTown, sessions: sessionmaker[Session]
) -> None:
    collect_weighed(town, town.point, "B1")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", container=box)
    for _ in range(2):
        town.scan(town.point, K.DISPATCH, box, peer_site=town.station.site)
        town.scan(town.carrier, K.LOAD, box, site=town.point.site)
        town.scan(town.station, K.REJECT, box, reason="标签不清")
    with sessions() as session:
        found = session.scalar(text("SELECT id FROM site WHERE code = 'POINT-1'"))
        assert found is not None
        told = arrivals_of(session, found, *YEAR)
    assert [(one.recycler, one.boxes, one.loose) for one in told] == [(None, 1, 0)]


def test_months_before_the_first_are_not_opened(database: Connection) -> None:
    given = {"site": 1, "earliest": first_id(YEAR[0]), "first": YEAR[0], "until": YEAR[1]}
    plan = database.execute(text(f"EXPLAIN {SENT}"), given).scalars()
    opened = {found for line in plan for found in re.findall(r"event_y(\d{4})m", line)}
    assert opened == {"2026", "2027"}
