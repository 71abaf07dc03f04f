"""Is a new database made whole or not at all?"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.integration.store.embedded_ground import (
    ask,
    clear,
    database,
    ground,
    open_place,
    other_process,
    until,
)
from tracker.store.embedded.errors import (
    InitdbFailed,
)

FAKE_INITDB = """#!/bin/sh
# Called as: initdb --pgdata FOLDER …
mkdir "$2" && echo 18 > "$2/PG_VERSION" && echo half > "$2/half"
{then}
"""


@contextmanager
def broken_binaries(then: str) -> Iterator[Path]:
    """Server programs whose initdb leaves half a folder and goes on with the shell line `then`."""
    place = open_place()
    initdb = place / "initdb"
    initdb.write_text(FAKE_INITDB.format(then=then))
    initdb.chmod(0o755)
    (place / "postgres").symlink_to(database(place / "none").bin_dir / "postgres")
    try:
        yield place
    finally:
        clear(place, place / "none")


def test_an_initdb_that_fails_leaves_no_half_data_folder() -> None:
    with ground() as root, broken_binaries("echo no luck >&2; exit 1") as bin_dir:
        with pytest.raises(InitdbFailed, match="no luck"):
            database(root, bin_dir=bin_dir).acquire()
        assert not (root / "data").exists()
        assert not list(root.glob(".unfinished-*"))


def test_an_initdb_that_is_killed_leaves_no_half_data_folder() -> None:
    body = 'EmbeddedPostgres(db._layout.root, bin_dir=Path(os.environ["BROKEN"])).acquire()'
    with ground() as root, broken_binaries('touch "$2/begun"; exec sleep 600') as bin_dir:
        environment = {"BROKEN": str(bin_dir)}
        with other_process(root, body, environment=environment) as starter:
            until(lambda: bool(list(root.glob(".unfinished-*/data/begun"))))
            initdb = psutil.Process(starter.pid).children()
            for pid in (starter.pid, *(process.pid for process in initdb)):
                os.kill(pid, signal.SIGKILL)
        assert list(root.glob(".unfinished-*/data/half"))
        assert not (root / "data").exists()
        with database(root) as user:
            assert ask(user.url("postgres")) == 1
        assert not list(root.glob(".unfinished-*"))
        assert not (root / "data" / "half").exists()
