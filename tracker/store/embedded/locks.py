"""Who may start or stop the server now, and who is using it?

Both answers are `flock`s, which the kernel drops when a process ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.store.embedded.errors import FolderNotUsable, StartLockBusy

if sys.platform != "win32":
    import fcntl

POLL_SECONDS = 0.02


@contextmanager
def exclusive(path: Path, patience: float) -> Iterator[None]:
    """Hold `path` alone; raises StartLockBusy after `patience` seconds."""
    handle = _open(path)
    try:
        deadline = time.monotonic() + patience
        while not _try(handle, fcntl.LOCK_EX, path):
            if time.monotonic() >= deadline:
                raise StartLockBusy(str(path))
            time.sleep(POLL_SECONDS)  # flock itself knows no time limit
        try:
            yield
        finally:
            # Closing would not do: a child forked meanwhile by another thread keeps a copy.
            fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        os.close(handle)


def join(path: Path) -> int:
    """Become a user: a shared lock, held until `leave` or the end of this process.

    The start lock must be held. Forked children keep the lock alive, too, and rightly so: a worker
    of a preloaded application uses the database of the master that acquired it.
    """
    handle = _open(path)
    if not _try(handle, fcntl.LOCK_SH, path):  # only someone alone holds it otherwise
        os.close(handle)
        raise StartLockBusy(str(path))
    return handle


def leave(handle: int) -> None:
    """Stop being a user."""
    os.close(handle)


def nobody_uses(path: Path) -> bool:
    """Whether no living process is a user. With the start lock held, none can become one."""
    handle = _open(path)
    try:
        alone = _try(handle, fcntl.LOCK_EX, path)
        fcntl.flock(handle, fcntl.LOCK_UN)
        return alone
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _try(handle: int, kind: int, path: Path) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in {errno.ENOLCK, errno.EOPNOTSUPP}:
            raise FolderNotUsable(f"{path}: this file system has no locks") from error
        raise
    return True
