"""Does the embedded server run as the right account, with programs that it can read?"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.integration.store.embedded_ground import (
    HOLDS,
    QUICK,
    REPOSITORY,
    another_account,
    as_root,
    ask,
    clear,
    database,
    ground,
    line_of,
    made_ground,
    mode,
    open_place,
    other_process,
    server_of,
)
from tracker.store.embedded.account import NOBODY, named_account, usual_account
from tracker.store.embedded.errors import (
    AccountNotUsable,
    BinariesNotReadable,
    DataFolderOfAnotherAccount,
    FolderNotReachable,
)

# Imports first: the interpreter may lie in a home folder that the other account cannot enter.
UNPRIVILEGED = """
import os, sys
from pathlib import Path
import psycopg
from tracker.store.embedded import EmbeddedPostgres, postmaster
root, bin_dir, uid, gid = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
psycopg.pq.version()
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(gid); os.setuid(uid)
with EmbeddedPostgres(root, bin_dir=bin_dir, settings={settings!r}, run_as="root") as db:
    server = postmaster.find(root / "data")
    url = db.url("postgres").replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        owner = connection.execute("SELECT current_user").fetchone()[0]
    print(server.uids().effective, owner, oct((root / "owner.secret").stat().st_mode))
print(db.running())
"""


@contextmanager
def copied_binaries(permissions: int) -> Iterator[Path]:
    """A copy of the wheel's programs below a folder with these permissions."""
    source = database(Path("/none")).bin_dir.parent
    place = open_place()
    tree = place / "home" / "site" / source.parent.name / source.name

    def link(original: str, copy: str) -> str:
        try:
            os.link(original, copy)
        except OSError:  # another file system
            shutil.copy2(original, copy)
        return copy

    shutil.copytree(source, tree, symlinks=True, copy_function=link)
    libraries = source.parent.with_name(f"{source.parent.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, tree.parent.with_name(libraries.name), copy_function=link)
    (place / "home").chmod(permissions)
    try:
        yield tree / "bin"
    finally:
        clear(place, place / "none")


@as_root
def test_root_lets_nobody_run_the_server() -> None:
    with made_ground() as root, database(root):
        server = server_of(root)
        assert server.uids().effective == usual_account().uid != 0
        assert server.gids().effective != 0


@as_root
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read groups from")
def test_the_server_keeps_none_of_the_groups_of_root() -> None:
    with made_ground() as root, other_process(root, f"os.setgroups([0, 4]); {HOLDS}") as process:
        line_of(process)
        status = Path(f"/proc/{server_of(root).pid}/status").read_text()
        assert [row.split() for row in status.splitlines() if row.startswith("Groups:")] == [
            ["Groups:"]
        ]


@as_root
def test_the_account_can_be_named_or_numbered_and_is_kept_later() -> None:
    chosen = another_account()
    with ground() as root:
        with database(root, run_as=str(chosen.pw_uid)):
            assert server_of(root).uids().effective == chosen.pw_uid
        with database(root):  # the data decide
            assert server_of(root).uids().effective == chosen.pw_uid
        with pytest.raises(DataFolderOfAnotherAccount, match=str(chosen.pw_uid)):
            database(root, run_as="nobody").acquire()


def test_without_names_for_accounts_the_number_of_nobody_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(name: str) -> None:
        raise KeyError(name)

    monkeypatch.setattr(pwd, "getpwnam", unknown)
    assert usual_account().uid == NOBODY
    assert named_account("4711").uid == 4711
    with pytest.raises(AccountNotUsable, match="postmistress"):
        named_account("postmistress")


@as_root
@pytest.mark.parametrize("name", ["root", "0", "no such account", str(2**40)])
def test_an_account_that_cannot_run_the_server_is_refused(name: str) -> None:
    with ground() as root, pytest.raises(AccountNotUsable):
        database(root, run_as=name).acquire()


@as_root
def test_a_new_database_needs_an_account_with_a_name() -> None:
    numbers = {entry.pw_uid for entry in pwd.getpwall()}
    nameless = next(number for number in range(50_000, 60_000) if number not in numbers)
    with ground() as root, pytest.raises(AccountNotUsable, match=str(nameless)):
        database(root, run_as=str(nameless)).acquire()


@as_root
def test_a_closed_folder_above_the_data_is_named_and_stays_closed() -> None:
    with ground() as root:
        root.parent.chmod(0o700)
        with pytest.raises(FolderNotReachable, match=f"{root.parent}: closed"):
            database(root).acquire()
        assert mode(root.parent) == 0o700


@as_root
def test_programs_in_a_closed_folder_are_copied_once_to_where_the_server_can_run_them() -> None:
    with ground() as root, copied_binaries(0o700) as bin_dir:
        for _ in range(2):
            with database(root, bin_dir=bin_dir) as user:
                assert ask(user.url("postgres")) == 1
                program = Path(server_of(root).cmdline()[0])
                assert program.is_relative_to(root)
                assert program.parents[3].name.startswith("pgbin-")
                assert (program.stat().st_uid, mode(program)) == (0, 0o755)
        assert mode(bin_dir.parents[3]) == 0o700
        dump = subprocess.run([program.with_name("pg_dump"), "--version"], check=True)
        assert dump.returncode == 0


@as_root
def test_closed_programs_that_cannot_be_moved_are_refused() -> None:
    with ground() as root, copied_binaries(0o700) as bin_dir:
        shutil.rmtree(bin_dir.parent / "share")
        with pytest.raises(BinariesNotReadable, match=str(bin_dir)):
            database(root, bin_dir=bin_dir).acquire()


def test_without_root_the_server_runs_as_ourselves() -> None:
    # If we are root, a process that was root gives it up first.
    account = another_account() if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with ground() as root, copied_binaries(0o755) as bin_dir:
        root.mkdir(mode=0o700)
        os.chown(root, account.pw_uid, account.pw_gid)
        numbers = (str(account.pw_uid), str(account.pw_gid))
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED.format(settings=QUICK), root, bin_dir, *numbers],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [numbers[0], "plumbline_owner", "0o100600", "False"]
        assert mode(root) == 0o700
