"""``plumbline audit verify``: is a trail that somebody touched told from one that nobody did?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.fakes.clock import FixedClock
from tests.integration.commands.test_commands import Terminal
from tracker.domain.scan import ScanKind as K
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of


@pytest.fixture
def terminal(own_database: str, tmp_path: Path, clock: FixedClock) -> Terminal:
    """An installation in which three scans were made."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    town: TheTown = build_the_town(sessions, clock)
    town.scan(town.point, K.COLLECT, "B1", "B2")
    town.scan(town.point, K.STORE, "B1")
    town.scan(town.other_point, K.COLLECT, "B3")
    engine.dispose()
    return Terminal(DATABASE_URL=own_database, HOME=str(tmp_path), PROVINCE=str(HOME_PROVINCE))


def tamper(url: str, *statements: str) -> None:
    """As the owner of the database, who may do anything."""
    with owner_engine(url).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def broken(terminal: Terminal, *words: str) -> list[tuple[str | None, str]]:
    answer = terminal.json("audit", "verify", *words, code=4)
    assert not answer["whole"]
    return [(one["site"], one["what"]) for one in answer["broken"]]


def test_a_trail_that_nobody_touched_is_whole(terminal: Terminal) -> None:
    answer = terminal.json("audit", "verify")

    assert list(answer) == ["whole", "chains", "lines", "events", "faults", "broken", "heads"]
    assert (answer["whole"], answer["lines"], answer["events"]) == (True, 3, 3)
    assert [head["site"] for head in answer["heads"]] == ["POINT-1", "POINT-2"]
    assert "The trail is whole." in terminal.run("audit", "verify").output


def test_a_changed_line_is_found(terminal: Terminal, own_database: str) -> None:
    tamper(own_database, "UPDATE audit SET line = replace(line, 'units=2', 'units=1')")

    assert broken(terminal) == [("POINT-1", "digest"), ("POINT-1", "event")]
    assert "断裂" in terminal.run("audit", "verify", env={"LC_ALL": "zh_CN.UTF-8"}).output


def test_another_actor_beside_the_line_is_found(terminal: Terminal, own_database: str) -> None:
    tamper(own_database, "UPDATE audit SET actor_id = 999 WHERE number = 2")

    assert broken(terminal) == [("POINT-1", "stamp")]


def test_an_event_that_vanished_is_found_and_so_is_one_without_a_line(
    terminal: Terminal, own_database: str
) -> None:
    gone = "DELETE FROM event WHERE kind = 16"
    tamper(own_database, gone)
    assert broken(terminal) == [("POINT-1", "event")]

    twin = "INSERT INTO event SELECT id + {}, happened_at, site_id, organisation_id, actor_id"
    rest = ", NULL, NULL, NULL, mass_g, pieces, province, kind, category, units, payload FROM event"
    tamper(
        own_database, *(f"{twin.format(n)}{rest} WHERE pieces = 2 AND id % 2 >= 0" for n in (1,))
    )
    tamper(own_database, *(f"{twin.format(n)}{rest} WHERE pieces = 1" for n in (7,)))
    assert (None, "unlisted") in broken(terminal)


def test_a_chain_written_anew_is_found_by_an_answer_that_was_kept(
    terminal: Terminal, own_database: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(terminal.json("audit", "verify")))
    assert terminal.json("audit", "verify", "--against", str(kept))["whole"]

    tamper(
        own_database,
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM event WHERE kind = 16",
        "UPDATE audit_head h SET length = 1, digest = a.digest FROM audit a"
        " WHERE a.chain = h.chain AND a.number = 1",
    )
    assert terminal.json("audit", "verify")["whole"]
    assert broken(terminal, "--against", str(kept)) == [("POINT-1", "noted")]


@pytest.mark.parametrize("content", ["{", "[]", '{"heads": [{"chain": 1}]}', '{"heads": 7}'])
def test_a_file_that_is_no_earlier_answer_is_refused(
    terminal: Terminal, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "kept.json"
    file.write_text(content)

    answer = terminal.json("audit", "verify", "--against", str(file), code=1)

    assert answer["error"]["code"] in ("broken_json", "malformed")
