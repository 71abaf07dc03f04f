"""On what ground do the tests of the embedded server stand? Folders, accounts, other processes."""

from __future__ import annotations

import atexit
import functools
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text

from tracker.store.embedded import EmbeddedPostgres, postmaster
from tracker.store.embedded.account import server_account, usual_account
from tracker.store.embedded.layout import Layout

REPOSITORY = Path(__file__).parents[3]
# For databases that need not survive a power cut, on a machine that runs other tests, too.
QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run the server as another")

# What another process does first; `{body}` goes on from there.
PROGRAM = """
import os, sys
from pathlib import Path
from tracker.store.embedded import EmbeddedPostgres
def say(*words): print(*words, flush=True)
def hear(): return sys.stdin.readline()
db = EmbeddedPostgres(Path(sys.argv[1]), settings={settings!r})
{body}
"""
HOLDS = "say(db.acquire()); hear(); db.release()"


def database(root: Path, **override: Any) -> EmbeddedPostgres:
    """An embedded server below `root`, quick rather than safe."""
    return EmbeddedPostgres(root, **({"settings": QUICK} | override))


@contextmanager
def ground(name: str = "pg") -> Iterator[Path]:
    """A root folder that does not exist yet; afterwards its server is killed and it is removed."""
    place = open_place()
    try:
        yield place / name
    finally:
        clear(place, place / name)


@contextmanager
def made_ground() -> Iterator[Path]:
    """A root folder with a database made before, which tests share one after the other.

    Making one takes longer than most tests. No server runs there before and after.
    """
    root = _made_root()
    try:
        yield root
    finally:
        kill_server(root / "data")


@functools.cache
def _made_root() -> Path:
    place = open_place()
    atexit.register(clear, place, place / "pg")
    with database(place / "pg"):
        return place / "pg"


def open_place() -> Path:
    """A new folder that every account may enter, unlike pytest's tmp_path."""
    place = Path(tempfile.mkdtemp(prefix="plumbline-test-", dir="/tmp"))
    place.chmod(0o711)
    return place


def clear(place: Path, root: Path) -> None:
    """Kill the server below `root` and remove `place` and the server's folders outside it."""
    layout = Layout(root)
    socket_folder = layout.socket_folder(server_account(None, layout.data).uid)
    kill_server(layout.data)
    shutil.rmtree(place)
    shutil.rmtree(socket_folder, ignore_errors=True)


@contextmanager
def other_process(
    root: Path, body: str = HOLDS, *, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Another Python process that runs PROGRAM; it is killed afterwards if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(settings=QUICK, body=body), str(root)],
        cwd=REPOSITORY,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that the process says, without its end."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def rest_of(process: subprocess.Popen[str]) -> str:
    """Let the process go on, and all that it says until its end."""
    said, _ = process.communicate("\n", timeout=60)
    assert process.returncode == 0, said
    return said.strip()


def another_account() -> pwd.struct_passwd:
    """An account that is neither root nor the one the server would use by itself."""
    used = {0, os.geteuid(), usual_account().uid}
    return next(entry for entry in pwd.getpwall() if entry.pw_uid not in used)


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def ask(url: str, statement: str = "SELECT 1") -> Any:
    """The first value of the first row, over a connection of its own."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def server_of(root: Path) -> psutil.Process:
    """The postmaster of the database below `root`, which must be running."""
    server = postmaster.find(root / "data")
    assert server is not None
    return server


def kill_server(data: Path) -> None:
    """SIGKILL the postmaster of `data`, if one runs, and wait until its backends are gone."""
    server = postmaster.find(data)
    if server is not None:
        family = [server, *server.children(recursive=True)]
        server.kill()
        until(lambda: not any(map(lives, family)))


def lives(process: psutil.Process) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], bool]) -> None:
    """Wait for what must come true, at most as long as a very slow machine may need."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "what the test waits for did not happen"
        time.sleep(0.01)
