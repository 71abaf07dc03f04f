"""As whom does the database server run, and what can that account reach?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.store.embedded.errors import AccountNotUsable, FolderNotReachable

if sys.platform != "win32":
    import pwd

# Tried in this order when we are root, the data folder is new and no account was named.
USUAL_ACCOUNTS = ("plumbline", "nobody")
NOBODY = 65534

# Prints the first path that fails the test, so that the message can name it.
FIRST_REFUSED = 'op=$1; shift; for p; do test "$op" "$p" || { printf %s "$p"; exit 3; }; done'

# What the server inherits. The rest of our environment may hold passwords, which every process of
# a shared account such as nobody could read there; PG… and LANG would change what initdb makes.
INHERITED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class Account:
    """An account by numbers; `is_ours` when the server runs as the same account as we do."""

    uid: int
    gid: int
    is_ours: bool

    def run(
        self, command: Sequence[str | Path], *, new_session: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command as this account and wait; stdout and stderr come back apart, unchecked.

        The working folder is "/", for ours may be one that the account cannot enter. A new session
        keeps the terminal's Ctrl-C away from what the command leaves running.
        """
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return subprocess.run(
            [os.fspath(part) for part in command],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd="/",
            umask=0o077,
            env=environment | {"LC_ALL": "C"},
            start_new_session=new_session,
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
        )

    def first_refused(self, test: str, paths: Sequence[Path]) -> str | None:
        """The first of `paths` that fails the shell's `test` (-r, -x …) for this account, or None.

        The kernel is asked as that account, since mode bits alone do not know access lists.
        """
        try:
            done = self.run(["/bin/sh", "-c", FIRST_REFUSED, "sh", test, *paths])
        except (OSError, ValueError, OverflowError) as error:
            raise AccountNotUsable(f"account number {self.uid}: {error}") from error
        if done.returncode not in {0, 3}:
            raise AccountNotUsable(f"account number {self.uid}: {os.fsdecode(done.stderr)}")
        return os.fsdecode(done.stdout) or None


def server_account(run_as: str | None, data: Path) -> Account:
    """The account for the server whose data folder is `data` (which need not exist yet).

    Not root: we ourselves, whatever `run_as` says. Root: `run_as` (a name or a number), else the
    owner of existing data, else an account `plumbline`, else `nobody`. Raises AccountNotUsable.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_ours=True)
    account = named_account(run_as) if run_as else owner_of(data) or usual_account()
    if account.uid == 0:
        raise AccountNotUsable(f"{run_as or data}: it is root itself")
    return account


def named_account(name: str) -> Account:
    """An account by name, or by number even if no name goes with it."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        if not name.isdecimal():
            raise AccountNotUsable(f"there is no account {name!r} on this machine") from None
        return numbered_account(int(name))
    return Account(entry.pw_uid, entry.pw_gid, is_ours=False)


def numbered_account(uid: int) -> Account:
    """An account by number; without a name its group has the same number."""
    try:
        return Account(uid, pwd.getpwuid(uid).pw_gid, is_ours=False)
    except (KeyError, OverflowError):
        return Account(uid, uid, is_ours=False)


def owner_of(data: Path) -> Account | None:
    """The account that existing data belongs to, so that a later start does not change it."""
    try:
        found = data.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Account(found.st_uid, found.st_gid, is_ours=False)


def usual_account() -> Account:
    """The account for new data when none was named; in bare containers `nobody` is a number."""
    for name in USUAL_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, is_ours=False)
    return Account(NOBODY, NOBODY, is_ours=False)


def require_reachable(folder: Path, account: Account) -> None:
    """Raise FolderNotReachable unless the account may pass through `folder` and all above it.

    Nothing is changed: opening a home folder to everyone is for its owner to decide.
    """
    refused = account.first_refused("-x", [*reversed(folder.parents), folder])
    if refused is not None:
        raise FolderNotReachable(f"{refused}: closed to account number {account.uid}")
