"""What becomes of manifests when two clerks press at once, or the database goes away midway?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import sessionmaker

from tests.builders.books import rows_in_all_tables
from tests.builders.manifests import a_manifest, collected, confirm, confirmed, drafted, walked
from tests.builders.province import TheTown, build_the_town
from tests.builders.web import Web
from tests.fakes.clock import FixedClock
from tracker.store.engine import app_engine

PATIENCE_SECONDS = 30


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = app_engine(own_database, pool_size=10)
    yield engine
    engine.dispose()


@pytest.fixture
def busy_town(engine: Engine) -> TheTown:
    """The town in a database in which commits are real."""
    return build_the_town(sessionmaker(engine), FixedClock())


@pytest.fixture
def busy_web(engine: Engine, busy_town: TheTown, tmp_path: Path) -> Web:
    return Web(sessionmaker(engine), busy_town, tmp_path)


def at_once(
    engine: Engine, town: TheTown, home: Path, posts: Sequence[tuple[str, str, dict[str, Any]]]
) -> list[tuple[int, dict[str, Any]]]:
    """Status and body of requests that are sent at the same moment: (login, path, body)."""
    webs = [Web(sessionmaker(engine), town, home) for _ in posts]
    barrier = Barrier(len(posts), timeout=PATIENCE_SECONDS)

    def send(web: Web, post: tuple[str, str, dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        login, path, body = post
        barrier.wait()
        answer = web.post(path, login, body)
        return answer.status_code, answer.get_json()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, webs, posts))


def a_confirmation(login: str, manifest: dict[str, Any], step: str, **fields: Any) -> Any:
    body = {"step": step, "version": manifest["version"]} | fields
    return login, f"/manifests/{manifest['number']}/confirmations", body


def a_block(first: int, last: int) -> dict[str, str]:
    return {
        "first": f"20264201{first:06d}",
        "last": f"20264201{last:06d}",
        "granted_by": "国家危险废物信息管理系统",
        "reference": "outage of 30 October",
        "granted_on": "2026-10-30",
    }


def test_of_two_clerks_one_is_told_that_the_other_was_faster(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    delivered = walked(busy_web, drafted(busy_web, busy_town), "deliver")
    accept = a_confirmation("recycler", delivered, "accept")
    reject = a_confirmation("recycler", delivered, "reject", reason="wet")
    outcomes = at_once(engine, busy_town, tmp_path, [accept, reject])
    assert sorted(status for status, _ in outcomes) == [200, 409]
    (refusal,) = [body for status, body in outcomes if status == 409]
    assert refusal["code"] == "someone_was_faster"


def test_reserved_numbers_are_used_up_without_a_collision(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    """Eight senders, seven numbers in two blocks, one of them already typed in by hand."""
    for first, last in ((1, 3), (11, 14)):
        assert busy_web.post("/number-blocks", "bureau", a_block(first, last)).status_code == 201
    typed = drafted(busy_web, busy_town)
    confirmed(busy_web, "point", typed, "issue", number="20264201000002")
    drafts = [drafted(busy_web, busy_town) for _ in range(8)]
    issues = [a_confirmation("point", one, "issue", from_block=True) for one in drafts]
    outcomes = at_once(engine, busy_town, tmp_path, issues)
    numbers = sorted(body["number"] for status, body in outcomes if status == 200)
    assert numbers == [f"20264201{serial:06d}" for serial in (1, 3, 11, 12, 13, 14)]
    refused = [body for status, body in outcomes if status != 200]
    assert [body["errors"][0]["code"] for body in refused] == ["numbers_spent"] * 2


def test_blocks_that_are_granted_at_once_never_overlap(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    posts = [("bureau", "/number-blocks", a_block(100 + n, 200 + n)) for n in range(4)]
    outcomes = at_once(engine, busy_town, tmp_path, posts)
    assert sorted(status for status, _ in outcomes) == [201, 422, 422, 422]
    assert busy_web.get("/number-blocks", "point").get_json()["items"][0]["left"] == 101


def test_a_battery_is_bound_by_one_of_two_manifests_that_are_issued_at_once(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    collected(busy_town, "B1", "B2", "B3")
    drafts = [
        drafted(busy_web, busy_town, rows=[{"pieces": 2, "mass_kg": "30", "codes": codes}])
        for codes in (["B1", "B2"], ["B3", "B2"])
    ]
    issues = [a_confirmation("point", one, "issue") for one in drafts]
    outcomes = at_once(engine, busy_town, tmp_path, issues)
    assert sorted(status for status, _ in outcomes) == [200, 422]
    (refusal,) = [body for status, body in outcomes if status == 422]
    assert [(e["code"], "B2" in e["detail"]) for e in refusal["errors"]] == [
        ("on_another_manifest", True)
    ]


def test_twins_of_one_request_make_one_manifest(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    body = a_manifest(busy_town)
    first, second = at_once(engine, busy_town, tmp_path, [("point", "/manifests", body)] * 2)
    assert {first[0], second[0]} <= {201, 409}
    again = busy_web.post("/manifests", "point", body)
    assert again.headers["Idempotent-Replay"] == "true"
    assert len(busy_web.get("/manifests", "point").get_json()["items"]) == 1


def test_a_revision_is_proposed_by_one_of_two_sides(
    busy_web: Web, busy_town: TheTown, engine: Engine, tmp_path: Path
) -> None:
    issued = confirmed(busy_web, "point", drafted(busy_web, busy_town), "issue")
    body = {
        "version": issued["version"],
        "reason": "typing error",
        "changes": [{"field": "mass_kg", "place": 1, "new": "610"}],
    }
    path = f"/manifests/{issued['number']}/revisions"
    posts = [("point", path, body), ("recycler", path, body)]
    outcomes = at_once(engine, busy_town, tmp_path, posts)
    assert sorted(status for status, _ in outcomes) == [201, 409]


def test_a_database_that_goes_away_leaves_nothing_half_written(
    busy_web: Web, busy_town: TheTown, engine: Engine
) -> None:
    """The connection is cut before the first statement of an acceptance, before the second, and so
    on until one attempt comes through."""
    codes = collected(busy_town, "B1", "B2")
    rows = [{"pieces": 2, "mass_kg": "30", "codes": list(codes)}]
    scanned = {"scanned": list(codes)}
    manifest = walked(busy_web, drafted(busy_web, busy_town, rows=rows), "deliver", load=scanned)
    with engine.connect() as connection:
        before = rows_in_all_tables(connection)
    refused = 0
    while True:
        with cut_before(engine, refused + 1):
            answer = confirm(busy_web, "recycler", manifest, "accept", **scanned)
        if answer.status_code == 200:
            break
        refused += 1
        assert answer.status_code == 503
        with engine.connect() as connection:
            assert rows_in_all_tables(connection) == before
    assert refused > 10  # every statement of the confirmation was tried
    assert answer.get_json()["state"] == "accepted"


class cut_before:  # noqa: N801  reads as a sentence in `with`
    """Ends the server's side of the connection before the n-th statement of a request."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine, self._left = engine, number

    def __enter__(self) -> None:
        from tracker.store import driver

        self._driver, self._whole = driver.Driver, driver.Driver._execute
        cut, whole = self._count, self._whole

        def execute(cursor: Any, statement: Any, values: Any) -> Any:
            cut(cursor.connection)
            return whole(cursor, statement, values)

        self._driver._execute = staticmethod(execute)  # type: ignore[method-assign]
        event.listen(self._engine, "commit", self._at_commit)

    def __exit__(self, *_: object) -> None:
        self._driver._execute = staticmethod(self._whole)  # type: ignore[method-assign]
        event.remove(self._engine, "commit", self._at_commit)

    def _at_commit(self, connection: Any) -> None:
        self._count(connection.connection.dbapi_connection)

    def _count(self, connection: Any) -> None:
        self._left -= 1
        if self._left == 0:
            with self._engine.connect() as other:
                other.execute(text("RESET ROLE"))
                other.execute(
                    text("SELECT pg_terminate_backend(:pid, 5000)"),
                    {"pid": connection.info.backend_pid},
                )
