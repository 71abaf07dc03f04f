"""Does a province survive the way out and in again, in the words of EPCIS?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.databases import Server
from tests.fakes.clock import FixedClock
from tracker.demo.land import HOME
from tracker.demo.load import UNTIL, demo_load
from tracker.demo.rows import write_registers
from tracker.demo.world import World
from tracker.exports.epcis.book_events import Outcome
from tracker.exports.epcis.capture import Office, capture
from tracker.exports.epcis.document import document_of
from tracker.exports.epcis.event_hash import hash_id
from tracker.exports.epcis.read_document import judge_own
from tracker.exports.epcis.restore import restorer
from tracker.store.divisions_file import shipped_divisions
from tracker.store.engine import app_engine, owner_engine
from tracker.store.migrate import make_partitions
from tracker.store.seed import seed_reference
from tracker.store.sessions import sessions_of

BATTERIES = 60
SEED = 7


def hashed(password: str) -> str:
    """Stands for argon2, which takes its time."""
    return f"hash of {password}"


class Provinces(NamedTuple):
    """A small demonstration province and its events as told; another house, in which these were
    booked, and what came of that."""

    full: sessionmaker[Session]
    content: bytes
    bare: sessionmaker[Session]
    outcome: Outcome

    @property
    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.content)["epcisBody"]["eventList"]
        return found


def told(sessions: sessionmaker[Session]) -> bytes:
    return b"".join(document_of(sessions, FixedClock().now()))


@pytest.fixture(scope="module")
def provinces(server: Server) -> Iterator[Provinces]:
    names = [server.create(), server.create()]
    full, bare = (server.url(name) for name in names)
    demo_load(full, BATTERIES, SEED, UNTIL, hash_password=hashed)
    world = World(BATTERIES, SEED, UNTIL, shipped_divisions())
    clock = FixedClock()
    owner = owner_engine(bare)
    seed_reference(owner)
    make_partitions(owner, clock.now().replace(day=1), clock.now())
    engines = [app_engine(full), app_engine(bare)]
    houses = [sessions_of(engine) for engine in engines]
    write_registers(houses[1], world.registers, world.name, hashed)
    content = told(houses[0])
    outcome = capture(content, False, Office(houses[1], HOME, clock), restorer(houses[1]))
    yield Provinces(houses[0], content, houses[1], outcome)
    for engine in engines:
        engine.dispose()
    for name in names:
        server.drop(name)


def test_what_is_told_comes_back_the_same(provinces: Provinces) -> None:
    assert len(provinces.events) > 100
    assert provinces.outcome.faults == []
    assert provinces.outcome.booked == len(provinces.events)
    assert told(provinces.bare) == provinces.content


def test_every_event_has_the_hash_of_its_content_as_its_id(provinces: Provinces) -> None:
    context = json.loads(provinces.content)["@context"]
    assert all(event["eventID"] == hash_id(event, context) for event in provinces.events)
    names = [event["eventID"] for event in provinces.events if "errorDeclaration" not in event]
    assert len(set(names)) == len(names)


def test_none_of_our_own_events_has_any_fault(provinces: Provinces) -> None:
    now = FixedClock().now()
    assert [fault for event in provinces.events for fault in judge_own(event, now)] == []


def test_the_same_document_again_changes_nothing(provinces: Provinces) -> None:
    before = told(provinces.bare)
    office = Office(provinces.bare, HOME, FixedClock())
    outcome = capture(provinces.content, False, office, restorer(provinces.bare))
    assert (outcome.booked, outcome.faults) == (0, [])
    assert outcome.known == len(provinces.events)
    assert told(provinces.bare) == before


def test_units_stand_where_they_stood(provinces: Provinces) -> None:
    query = text(
        "SELECT c.value, u.kind, u.state, s.code, u.mass_g, u.pieces, u.damaged, u.battery_class,"
        " u.material, u.lead_share, (SELECT min(b.value) FROM unit_code b"
        " WHERE b.unit_id = u.container_id)"
        " FROM unit u JOIN unit_code c ON c.unit_id = u.id LEFT JOIN site s ON s.id = u.site_id"
        " ORDER BY c.value"
    )
    rows = []
    for sessions in (provinces.full, provinces.bare):
        with sessions() as session:
            rows.append([tuple(row) for row in session.execute(query)])
    assert len(rows[0]) > BATTERIES
    assert rows[0] == rows[1]
