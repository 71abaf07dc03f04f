"""Do two real servers on one machine agree after a bad line and killed processes? `make soak`."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interop.documents.strict_json import read_strictly
from interop.records.receipt import read_receipt
from interop.wired import station_of
from tests.databases import Server
from tests.soak.sides import Side, join, kill, write_sites
from tracker.commands.opened import house_of
from tracker.config import read_settings

pytestmark = pytest.mark.soak

RECORDS = int(os.environ.get("PLUMBLINE_SOAK_RECORDS", "10000"))
PATIENCE_SECONDS = 1_800


@pytest.fixture
def sides(server: Server, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    with ExitStack() as closing_down:
        made = []
        for seed, number in enumerate((42, 36)):
            database = server.create()
            closing_down.callback(server.drop, database)
            made.append(Side(number, server.url(database), tmp_path / str(number), seed))
        yield made[0], made[1]


def test_two_servers_agree_although_the_line_is_bad_and_processes_are_killed(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    join(ours, theirs)
    write_sites(ours, RECORDS)
    write_sites(theirs, RECORDS // 10)
    chance = random.Random(5)  # noqa: S311  a test's dice
    running: dict[tuple[Side, str], subprocess.Popen[bytes]] = {}
    words = {"serve": ("serve", "--workers", "1"), "work": ("interop", "work", "--rest", "0.2")}
    victims = [(side, what) for side in sides for what in words] * 2
    chance.shuffle(victims)
    try:
        for side in sides:
            for what in words:
                running[side, what] = side.start(*words[what])
        end, killed = time.monotonic() + PATIENCE_SECONDS, 0
        while not all(map(finished, sides)):
            assert time.monotonic() < end, [side.run("interop", "status") for side in sides]
            if killed < len(victims) and progress(ours, theirs) * (len(victims) + 1) > killed + 1:
                victim = victims[killed]
                killed += 1
                kill(running[victim])
                running[victim] = victim[0].start(*words[victim[1]])
            with suppress(subprocess.TimeoutExpired):
                running[ours, "serve"].wait(0.5)  # real servers need real time
        assert killed >= len(victims) // 2
        for us, them in ((ours, theirs), (theirs, ours)):
            agreed(us, them)
    finally:
        for process in running.values():
            kill(process)
    for us, them in ((ours, theirs), (theirs, ours)):
        told = us.ask(_RECORDS, origin=us.name)
        assert told == them.ask(_RECORDS, origin=us.name)
        assert us.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
        assert us.ask("SELECT count(*) FROM exchange_delivery WHERE state <> 2") == [(0,)]
        sent = us.ask("SELECT count(*) FROM exchange_message")
        assert us.ask("SELECT count(DISTINCT message_id) FROM exchange_receipt") == sent
        kept = "SELECT count(*) FROM exchange_thing WHERE origin = :origin"
        assert them.ask(kept, origin=us.name) == [(len(told),)]
        assert unbelieved(us, them) == []


def progress(ours: Side, theirs: Side) -> float:
    """From 0 to 1: what was signed, sent and came into force of all that is to be."""
    ((signed, sent),) = ours.ask(
        "SELECT (SELECT count(*) FROM exchange_record WHERE origin = :us),"
        " (SELECT count(*) FROM exchange_delivery WHERE state = 2)",
        us=ours.name,
    )
    ((applied,),) = theirs.ask("SELECT count(*) FROM exchange_arrival WHERE state = 2")
    return float(signed + sent + applied) / (3 * RECORDS)


def agreed(us: Side, them: Side) -> None:
    """Both sides sum up every day alike, both ways, and the partner's log only grew; asked over
    the same bad line until an answer comes."""
    for _ in range(30):
        said = us.run("interop", "work", "--once", "--compare")["compared"][them.name]
        if "problem" not in said:
            break
    assert (said["differing"], said["contradicting"], said["log_only_grew"]) == (0, 0, True), said


def unbelieved(us: Side, them: Side) -> list[str]:
    """Receipts for our messages that the partner did not sign, or signed for something else."""
    house = house_of(read_settings(us.env), us.url, 1)
    with station_of(house).new_work() as work:
        book = work.partners.book()
    house.sessions.kw["bind"].dispose()
    wrong = []
    for message, digest, content in us.ask(
        "SELECT m.message_id, m.digest, c.content FROM exchange_receipt c"
        " JOIN exchange_message m ON m.message_id = c.message_id"
    ):
        receipt = read_receipt(read_strictly(bytes(content)), them.name, book, datetime.now(UTC))
        if (receipt.message_id, receipt.message_digest) != (message, digest):
            wrong.append(message)
    return wrong


_RECORDS = (
    "SELECT record_id, version, digest FROM exchange_record WHERE origin = :origin ORDER BY 1, 2"
)


def finished(side: Side) -> bool:
    """Nothing is owed, nothing under way, everything in force."""
    (row,) = side.ask(
        "SELECT (SELECT count(*) FROM duty WHERE done_at IS NULL AND topic = 'site.changed'),"
        " (SELECT count(*) FROM exchange_delivery WHERE seq IS NULL),"
        " (SELECT count(*) FROM exchange_message WHERE state = 1),"
        " (SELECT count(*) FROM exchange_arrival WHERE state = 1)"
    )
    return row == (0, 0, 0, 0)
