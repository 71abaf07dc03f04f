"""Does the embedded server come back after whatever a dead process left behind?"""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.integration.store.embedded_ground import (
    ask,
    database,
    ground,
    kill_server,
    lives,
    made_ground,
    other_process,
    rest_of,
    server_of,
    until,
)
from tracker.store.embedded import postmaster
from tracker.store.embedded.account import server_account
from tracker.store.embedded.errors import (
    AnotherServerAnswers,
    ServerDidNotStart,
    ServerStillStarting,
    StartLockBusy,
)
from tracker.store.embedded.layout import SOCKET_NAME, Layout


@contextmanager
def bystander(root: Path) -> Iterator[psutil.Process]:
    """A process of the server's account that is no server: the worst kind of recycled number."""
    account = server_account(None, root / "data")
    user = None if account.is_ours else account.uid
    with subprocess.Popen(["/bin/sleep", "600"], user=user, cwd="/") as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()


def put_number(file: Path, pid: int) -> None:
    """Overwrite the first line of a lock file of PostgreSQL."""
    _, *rest = file.read_bytes().split(b"\n")
    file.write_bytes(b"\n".join([b"%d" % pid, *rest]))


def test_a_recycled_pid_is_not_taken_for_our_server() -> None:
    with made_ground() as root:
        with database(root):
            pid_file = (root / "data" / "postmaster.pid").read_bytes()
        with bystander(root) as process:
            (root / "data" / "postmaster.pid").write_bytes(pid_file)
            put_number(root / "data" / "postmaster.pid", process.pid)
            user = database(root)
            assert not user.running()
            assert ask(user.acquire()) == 1
            user.release()
            assert lives(process)


def test_the_postmaster_of_another_database_is_not_taken_for_our_server() -> None:
    with made_ground() as root, ground() as another_root:
        with database(root):
            pid_file = (root / "data" / "postmaster.pid").read_bytes()
        with database(another_root) as another:
            (root / "data" / "postmaster.pid").write_bytes(pid_file)
            put_number(root / "data" / "postmaster.pid", server_of(another_root).pid)
            assert not database(root).running()
            with database(root) as user:
                assert ask(user.url("postgres"), "SHOW data_directory") == str(root / "data")
            assert another.running()


def test_a_zombie_is_not_taken_for_our_server() -> None:
    with made_ground() as root:
        with database(root):
            pid_file = (root / "data" / "postmaster.pid").read_bytes()
        with bystander(root) as process:
            (root / "data" / "postmaster.pid").write_bytes(pid_file)
            put_number(root / "data" / "postmaster.pid", process.pid)
            process.kill()
            until(lambda: not lives(process))  # but not yet collected: the number is still taken
            with database(root) as user:
                assert user.running()


@pytest.mark.parametrize("content", [b"", b"12", b"not a number\n"])
def test_a_pid_file_cut_short_does_not_stop_the_next_start(content: bytes) -> None:
    with made_ground() as root:
        (root / "data" / "postmaster.pid").write_bytes(content)
        with database(root) as user:
            assert ask(user.url("postgres")) == 1


def test_a_stale_socket_lock_does_not_stop_the_next_start() -> None:
    with made_ground() as root, bystander(root) as process:
        with database(root):
            lock = root / "sock" / f"{SOCKET_NAME}.lock"
            content = lock.read_bytes()
        lock.write_bytes(content)
        put_number(lock, process.pid)
        with database(root) as user:
            assert ask(user.url("postgres")) == 1


def test_a_start_waits_for_the_orphans_of_a_killed_server() -> None:
    with made_ground() as root, database(root) as user:
        engine = create_engine(user.url("postgres"), poolclass=NullPool)
        connection = engine.connect()
        try:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            orphan = psutil.Process(pid)
            orphan.send_signal(signal.SIGSTOP)  # so that it cannot notice
            pid_file = root / "data" / "postmaster.pid"
            _, *told_of_memory = pid_file.read_bytes().split(b"\n")
            server = server_of(root)
            server.kill()
            until(lambda: not lives(server))
            revived = threading.Thread(target=user.acquire)
            revived.start()
            log = root / "log" / "server.log"
            until(lambda: postmaster.ORPHANS_REMAIN in log.read_text())
            assert not user.running()
            assert pid_file.read_bytes().split(b"\n")[1:] == told_of_memory
            orphan.kill()
            revived.join()
            assert ask(user.url("postgres")) == 1
        finally:
            connection.invalidate()
            connection.close()


def test_a_server_that_another_process_is_still_starting_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with made_ground() as root, database(root):
        pid_file = root / "data" / "postmaster.pid"
        ready = pid_file.read_bytes()
        pid_file.write_bytes(ready.replace(b"ready   ", b"starting"))
        pauses: list[float] = []

        def get_ready(seconds: float) -> None:
            pauses.append(seconds)
            pid_file.write_bytes(ready)

        monkeypatch.setattr(time, "sleep", get_ready)
        second = database(root)
        assert not second.running()
        second.acquire()
        assert len(pauses) == 1
        second.release()


def test_a_server_that_nothing_tells_of_yet_is_not_started_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with made_ground() as root, database(root):
        server = server_of(root)
        pid_file = root / "data" / "postmaster.pid"
        content = pid_file.read_bytes()
        pid_file.unlink()
        monkeypatch.setattr(postmaster, "answers", lambda folder: pid_file.exists())
        monkeypatch.setattr(time, "sleep", lambda seconds: pid_file.write_bytes(content))
        with database(root) as second:
            assert second.running()
            assert server_of(root) == server


def test_waiting_for_a_server_that_never_gets_ready_ends_with_its_last_words() -> None:
    with made_ground() as root, database(root):
        pid_file = root / "data" / "postmaster.pid"
        pid_file.write_bytes(pid_file.read_bytes().replace(b"ready   ", b"starting"))
        second = database(root)
        second.start_patience = 0.1
        with pytest.raises(ServerStillStarting, match="database system is ready"):
            second.acquire()


def test_a_server_that_cannot_start_says_why_and_starts_once_mended() -> None:
    with made_ground() as root:
        with pytest.raises(ServerDidNotStart, match="shared_buffers") as caught:
            database(root, settings={"shared_buffers": "much"}).acquire()
        assert caught.value.code == "server_did_not_start"
        with database(root) as user:
            assert user.running()


def test_a_start_lock_that_is_never_given_back_is_named() -> None:
    body = """
from tracker.store.embedded import locks
with locks.exclusive(Path(sys.argv[1]) / "start.lock", 1):
    say("held"); hear()
"""
    with made_ground() as root, other_process(root, body) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "held\n"
        user = database(root)
        user.start_patience = 0.1
        with pytest.raises(StartLockBusy, match=r"start\.lock"):
            user.acquire()
        rest_of(starter)
        with user:
            assert user.running()


def test_a_server_whose_process_we_cannot_see_is_not_started_twice() -> None:
    with made_ground() as root, socket.socket(socket.AF_UNIX) as listener:
        (root / "sock" / SOCKET_NAME).unlink(missing_ok=True)
        listener.bind(str(root / "sock" / SOCKET_NAME))
        listener.listen()
        with pytest.raises(AnotherServerAnswers):
            database(root).acquire()


def test_a_large_log_is_put_aside_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postmaster, "ROTATE_BYTES", 10)
    with made_ground() as root:
        log = Layout(root).log
        log.write_text("long ago\n" * 10)
        with database(root):
            assert "long ago" not in log.read_text()
            assert log.with_suffix(".old").read_text().startswith("long ago")


def test_a_killed_server_does_not_disturb_the_release() -> None:
    with made_ground() as root:
        user = database(root)
        user.acquire()
        kill_server(root / "data")
        user.release()
        assert not user.running()
