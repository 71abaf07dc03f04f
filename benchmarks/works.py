"""In which books is the growth of questions and scans measured? Works of any size, made by COPY.

Ten million batteries are some 70 million rows: indexes are taken away before, and made once at the
end; all of it is one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy.orm import Session

from benchmarks.ground import Ground, plain_dsn
from benchmarks.people import CITY, PROVINCE, Firm, People, invite
from benchmarks.works_events import Places
from benchmarks.works_plan import LOTS, Plan
from benchmarks.works_rows import Rows, lot_code
from tracker.domain.roles import Role
from tracker.store.copy_text import COLUMNS
from tracker.store.engine import owner_engine
from tracker.store.models.site import SiteRow

#: The place of the ingot among what is made of a heap.
_INGOT = LOTS - 2
_PLANTS = 5
#: Tables whose indexes are made at the end; the events, in months, are few.
_BARE = ("unit", "unit_code", "containment", "event_unit")
_INDEXES = """\
SELECT i.indrelid::regclass::text, c.relname, k.conname, pg_get_constraintdef(k.oid),
  pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid
WHERE i.indrelid = ANY(%s::regclass[])
ORDER BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Works:
    """``url`` and ``dsn`` are the owner's; ``seconds`` it took to fill the books."""

    url: str
    dsn: str
    plan: Plan
    people: People
    places: Places
    rows: Rows
    seconds: float

    @property
    def station(self) -> Firm:
        """Where things lie that can be scanned."""
        return self.people.stations[0]

    @property
    def loose(self) -> list[int]:
        """The ids of batteries at the station."""
        return self.plan.members(self.plan.heaps - 1)

    @property
    def pallets(self) -> list[str]:
        """The codes of boxes at the station."""
        heap = self.plan.heaps - 2
        return [self.rows.label(heap, box) for box in range(len(self.plan.boxes(heap)))]

    def ingot(self, heap: int) -> str:
        """The code of an ingot."""
        return lot_code(heap, _INGOT)

    @property
    def ingots(self) -> list[str]:
        return [self.ingot(heap) for heap in self.plan.smelted]


def point_code(number: int) -> str:
    """The code of a collection point (0, 1, 2 …)."""
    return f"POINT-{number}"


def found_works(ground: Ground, heaps: int, ingot: int) -> Works:
    """A new database with works of ``heaps`` times ``ingot`` batteries."""
    plan = Plan(heaps, ingot)
    url = ground.database(f"works_{plan.batteries}")
    dsn = plain_dsn(url)
    people = invite(url)
    places = _places(url, people, plan)
    rows = Rows(plan, places, people.stations[0])
    start = time.perf_counter()
    with psycopg.connect(dsn) as connection:
        _copy(connection, rows, plan)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
    return Works(url, dsn, plan, people, places, rows, time.perf_counter() - start)


def _copy(connection: psycopg.Connection[Any], rows: Rows, plan: Plan) -> None:
    connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
    connection.execute("SET LOCAL synchronous_commit = off")
    with _without_indexes(connection, _BARE):
        connection.execute(f"TRUNCATE {', '.join(_BARE)}")  # so that COPY may freeze its rows
        for table, texts in rows.texts.items():
            frozen = "(FREEZE)" if table in _BARE else ""
            columns = ", ".join(COLUMNS[table])
            with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN {frozen}") as copy:
                for text in texts():
                    copy.write(text)
    connection.execute("SELECT setval('unit_id_seq', %s)", (plan.lots(plan.heaps)[-1],))


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    found = connection.execute(_INDEXES, (list(tables),)).fetchall()
    for table, index, constraint, _, _ in found:
        what = f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"
        connection.execute(what if constraint else f"DROP INDEX {index}")
    yield
    for table, _, constraint, meaning, made in found:
        what = f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {meaning}"
        connection.execute(what if constraint else made)


def _places(url: str, people: People, plan: Plan) -> Places:
    """Points belong to the stations in turn; maker and shop are the first two stations."""
    stations = people.stations
    owners = [stations[n % len(stations)].organisation for n in range(plan.points)]
    points = _sites(url, point_code, Role.COLLECTOR, owners)
    owners = [people.smelter.organisation] * _PLANTS
    plants = _sites(url, "PLANT-{}".format, Role.RECYCLER, owners)
    return Places(stations[0].site, stations[1].site, stations[0].site, points, plants)


def _sites(url: str, code: Callable[[int], str], role: Role, owners: Sequence[int]) -> list[int]:
    rows = [
        SiteRow(
            province=PROVINCE,
            code=code(number),
            organisation_id=owner,
            name=code(number),
            division=CITY,
            roles=[role.value],
        )
        for number, owner in enumerate(owners)
    ]
    with Session(owner_engine(url)) as session:
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
        session.commit()
    return ids
