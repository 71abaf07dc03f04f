"""Is the data folder a whole database of the right kind, and if there is none, how is it made?"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tracker.store.embedded.account import Account
from tracker.store.embedded.binaries import Binaries
from tracker.store.embedded.errors import (
    AccountNotUsable,
    DataFolderIncomplete,
    DataFolderOfAnotherAccount,
    DataFolderOfAnotherMajor,
    InitdbFailed,
)
from tracker.store.embedded.layout import Layout, make_private_folder, sync_folder, unfinished
from tracker.store.embedded.secret import OWNER, ensure_secret, read_secret

# From PostgreSQL 17 on it carries C.UTF-8 itself: order by code point and right case rules on
# every machine. Before, the C library has it or not; plain C leaves only ASCII letters their case.
BUILTIN_LOCALE_SINCE = 17
BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
LIBRARY_LOCALES = (("--locale=C.UTF-8",), ("--locale=C",))

# Relative to the including file, so that the root folder can be moved as a whole.
INCLUDE = "\n# Plumbline's settings, one folder up\ninclude_if_exists = '../server.conf'\n"


def make_whole(layout: Layout, binaries: Binaries, account: Account, *, sync: bool = True) -> None:
    """Make sure that `layout.data` is a whole database of these programs and this account.

    The start lock must be held. An existing folder is checked and never changed; a new one appears
    under its name only when finished. `sync=False` trusts the operating system to write (tests).
    Raises DataFolderIncomplete, DataFolderOfAnotherAccount, DataFolderOfAnotherMajor,
    OwnerSecretMissing, AccountNotUsable, InitdbFailed.
    """
    if _exists(layout.data):
        _require_fitting(layout.data, binaries, account)
        read_secret(layout.secret)
        return
    secret = ensure_secret(layout.secret)
    with unfinished(layout.root, "initdb") as folder:
        make_private_folder(folder, account)
        _initdb(folder, binaries, account, secret, sync=sync)
        with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(INCLUDE)
            file.flush()
            os.fsync(file.fileno())
        (folder / "data").rename(layout.data)
    sync_folder(layout.root)


def _exists(data: Path) -> bool:
    """Whether there is something to keep; an empty folder (a fresh mount point) is nothing."""
    try:
        return any(data.iterdir())
    except FileNotFoundError:
        return False
    except PermissionError as error:
        raise DataFolderOfAnotherAccount(str(data)) from error


def _require_fitting(data: Path, binaries: Binaries, account: Account) -> None:
    owner = data.stat().st_uid
    if owner != account.uid:
        raise DataFolderOfAnotherAccount(
            f"{data}: of account number {owner}, the server would run as {account.uid}"
        )
    try:
        written_by = (data / "PG_VERSION").read_text("utf-8").strip()
    except FileNotFoundError:
        raise DataFolderIncomplete(f"{data}: no PG_VERSION") from None
    if written_by != str(binaries.major):
        raise DataFolderOfAnotherMajor(
            f"{data}: PostgreSQL {written_by}; {binaries.folder}: {binaries.version}"
        )


def _initdb(folder: Path, binaries: Binaries, account: Account, secret: str, *, sync: bool) -> None:
    """Fill `folder`/data. The password passes through a file, never through arguments."""
    # Beside the data, for the account may not read ours; gone with the folder.
    password = folder / "password"
    handle = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        if not account.is_ours:
            os.fchown(handle, account.uid, account.gid)
        file.write(secret)
    fixed: tuple[str | Path, ...] = (
        binaries.initdb,
        "--pgdata",
        folder / "data",
        f"--username={OWNER}",
        "--pwfile",
        password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",  # the default from 18 on
        "--no-instructions",
        *(() if sync else ("--no-sync",)),
    )
    builtin = binaries.major >= BUILTIN_LOCALE_SINCE
    for locale in (BUILTIN_LOCALE,) if builtin else LIBRARY_LOCALES:
        done = account.run([*fixed, *locale])
        if done.returncode == 0:
            return
        if b"could not look up effective user ID" in done.stderr:
            raise AccountNotUsable(f"number {account.uid} has no name, and initdb asks for one")
        if b"invalid locale" not in done.stderr:
            break
    raise InitdbFailed(_words(done))


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    return f"exit status {done.returncode}: {said}"
