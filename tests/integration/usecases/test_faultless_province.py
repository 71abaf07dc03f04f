"""Is a province in which nothing is wrong left alone by the certain detectors?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.databases import Server
from tests.fakes.clock import FixedClock
from tracker.demo.load import demo_load
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.sweep_anomalies import sweep_anomalies

UNTIL = date(2026, 10, 31)
EVENING = datetime(2026, 10, 31, 15, tzinfo=UTC)


@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(1, 10**6))
def test_where_no_fault_was_planted_no_certain_anomaly_is_found(server: Server, seed: int) -> None:
    """Exports, thefts, returns at the gate, relabellings and the like are all in it."""
    name = server.create()
    url = server.url(name)
    try:
        demo_load(url, 150, seed, UNTIL, hash_password=lambda _: "!", copied=True, faultless=True)
        engine = app_engine(url, 1)
        run = sweep_anomalies(SqlUnitOfWork(sessions_of(engine), 42), FixedClock(EVENING))
        engine.dispose()
        with owner_engine(url).connect() as connection:
            found = connection.execute(text("SELECT detector, subject FROM anomaly")).all()
        owner_engine(url).dispose()
    finally:
        server.drop(name)
    assert run.facts > 0
    assert [one for one in found if DETECTORS[one.detector].certain] == []
