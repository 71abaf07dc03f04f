"""Are the sums by day and month always what the events say, whatever people do?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.integration.usecases.test_any_life import BATTERIES, STEPS, Walk
from tracker.domain.scan import ScanKind as K
from tracker.store.codes import SCAN_KIND
from tracker.store.queries.rollups import Differing, differing_rollups

Sessions = sessionmaker[Session]
EQUAL = Differing(days=0, months=0)
#: What a sum says: events, pieces, pieces without a mass, grams.
Sums = tuple[int, int, int, int]


def sums(database: Connection, kind: K, **key: Any) -> Sums | None:
    """Of the one row of this kind by day; it must say the same by month."""
    found = []
    for table in ("daily_rollup", "monthly_rollup"):
        asked = "".join(f" AND {name} = :{name}" for name in key)
        rows = database.execute(
            text(
                f"SELECT events, pieces, unweighed, mass_g FROM {table}"
                f" WHERE kind = {SCAN_KIND.number[kind]} AND events <> 0{asked}"
            ),
            key,
        )
        found.append(rows.one_or_none())
    assert found[0] == found[1]
    return None if found[0] is None else Sums(found[0])


class Corrector(Walk):
    """Also says now and then that something weighed more than was said."""

    def step(self) -> None:
        if self.booked and self.random.random() < 1 / 6:
            firm, site, event = self.random.choice(self.booked)
            mass = self.random.randint(1, 90_000)
            at = self.town.clock.pass_by(hours=1)
            said = {"event": event, "mass_g": mass, "reason": "weighed again", "at": at}
            self._try(firm, site, K.CORRECT, **said)
            self.booked = [one for one in self.booked if one[2] == event or one in self.booked]
        super().step()


@pytest.mark.parametrize("seed", range(10, 14))
def test_after_any_walk_the_sums_are_those_of_the_events(
    town: TheTown, database: Connection, sessions: Sessions, seed: int
) -> None:
    lives.collected(town, *BATTERIES)
    walk = Corrector(town, seed)
    for _ in range(STEPS):
        walk.step()
    kinds = set(database.scalars(text("SELECT kind FROM event")))
    assert {SCAN_KIND.number[K.VOID], SCAN_KIND.number[K.CORRECT]} <= kinds
    assert differing_rollups(sessions) == EQUAL
