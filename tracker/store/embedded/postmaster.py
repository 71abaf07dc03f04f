"""Is our server running, since when is it ready, and how does it start and stop?

The server's main process is called postmaster; it writes `postmaster.pid` into the data folder.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tracker.store.embedded.account import Account
from tracker.store.embedded.binaries import Binaries
from tracker.store.embedded.errors import (
    AnotherServerAnswers,
    ServerDidNotStart,
    ServerDidNotStop,
    ServerStillStarting,
)
from tracker.store.embedded.layout import SOCKET_NAME, Layout, make_private_folder, write_whole
from tracker.store.embedded.settings import command_line

POLL_SECONDS = 0.02
TAIL_BYTES = 4096
ROTATE_BYTES = 10_000_000

# Above every number that Linux or macOS gives to a process.
NO_PROCESS = 2**31 - 2

# Backends outlive a killed postmaster until they notice; PostgreSQL sees them by their shared
# memory and rightly refuses to start beside them.
ORPHANS_REMAIN = "shared memory block"
ORPHAN_PATIENCE = 30.0

# Not pg_ctl: it puts our paths into a shell command between double quotes. Here they are arguments.
LAUNCH = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'


@dataclass(frozen=True)
class PidFile:
    """What `postmaster.pid` says (PostgreSQL 15 to 18, src/include/utils/pidfile.h)."""

    pid: int
    socket_folder: Path | None
    status: str

    @classmethod
    def read(cls, data: Path) -> PidFile | None:
        """None if there is no such file, or none yet that can be read."""
        try:
            lines = (data / "postmaster.pid").read_bytes().split(b"\n")
            pid = int(lines[0])
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        folder, status = (lines[n] if n < len(lines) else b"" for n in (4, 7))
        return cls(pid, Path(os.fsdecode(folder)) if folder else None, status.decode().strip())


def find(data: Path) -> psutil.Process | None:
    """The living postmaster of this data folder, or None.

    A process that merely got the same number after a crash or a restart is not ours.
    """
    said = PidFile.read(data)
    return None if said is None else _ours(said.pid, data)


def _ours(pid: int, data: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        if _ended(process) or not process.name().startswith("postgres"):
            return None
        if str(data) in process.cmdline():
            return process
        # Started by hand with another spelling of the path; a postmaster works in its data folder.
        return process if process.cwd() == str(data) else None
    except (psutil.Error, ValueError, OverflowError):
        return None


def _unannounced(data: Path) -> psutil.Process | None:
    """A living postmaster of this folder that no `postmaster.pid` tells of.

    Its starter was killed a moment ago and it has not come so far, or someone removed the file.
    Backends do not count: they replace their arguments by what they are doing.
    """
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and str(data) in process.cmdline():
                return None if _ended(process) else process
        except psutil.Error:
            continue
    return None


def _ended(process: psutil.Process) -> bool:
    """A zombie has ended: in a container it may stay until the container goes."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def start(
    layout: Layout, binaries: Binaries, account: Account, socket_folder: Path, patience: float
) -> None:
    """Start the server and wait until it is ready; at most about `patience` seconds.

    The start lock must be held and `find` have found nothing. Raises AnotherServerAnswers,
    SocketFolderNotOurs, ServerDidNotStart, ServerStillStarting.
    """
    if answers(socket_folder):
        raise AnotherServerAnswers(str(socket_folder / SOCKET_NAME))
    make_private_folder(socket_folder, account)
    make_private_folder(layout.log.parent, account)
    deadline = time.monotonic() + patience
    orphans_until = time.monotonic() + min(patience, ORPHAN_PATIENCE)
    while True:
        before = _size(layout.log)
        process = _unannounced(layout.data)
        if process is None:
            _disarm_traces(layout.data, socket_folder)
            before = _rotate(layout.log)
            process = _launch(layout, binaries, account, socket_folder)
        try:
            wait_until_ready(layout, process, deadline, log_from=before)
            return
        except ServerDidNotStart as error:
            if ORPHANS_REMAIN not in error.detail or time.monotonic() >= orphans_until:
                raise
        time.sleep(10 * POLL_SECONDS)


def wait_until_ready(
    layout: Layout, process: psutil.Process | None, deadline: float, *, log_from: int = 0
) -> None:
    """Wait until this postmaster, started by whomever, accepts connections.

    `deadline` is a value of time.monotonic(). Recovery after a crash takes as long as it takes, so
    a server that lives is waited for. Raises ServerDidNotStart, ServerStillStarting.
    """
    while True:
        ended = process is None or _ended(process)
        said = PidFile.read(layout.data)
        if process is not None and said is not None and said.pid == process.pid and not ended:
            ready = said.status == "ready" and said.socket_folder is not None
            if ready and said.socket_folder is not None and answers(said.socket_folder):
                return
        if ended:
            raise ServerDidNotStart(log_tail(layout.log, log_from))
        if time.monotonic() >= deadline:
            raise ServerStillStarting(log_tail(layout.log, log_from))
        time.sleep(POLL_SECONDS)


def stop(layout: Layout, process: psutil.Process, patience: float) -> None:
    """Stop the server (open transactions are rolled back) and wait for its end.

    Raises ServerDidNotStop; the server then still finishes by itself.
    """
    deadline = time.monotonic() + patience
    try:
        process.send_signal(signal.SIGINT)  # "fast shutdown"; psutil checks for a recycled number
    except psutil.NoSuchProcess:
        return
    while not _ended(process):
        if time.monotonic() >= deadline:
            raise ServerDidNotStop(log_tail(layout.log, 0))
        time.sleep(POLL_SECONDS)


def answers(socket_folder: Path) -> bool:
    """Whether someone listens at the socket, be it a process that we cannot see."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(os.fsencode(socket_folder / SOCKET_NAME))
        except OSError:
            return False
    return True


def log_tail(log: Path, since: int) -> str:
    """The last lines of the server's log, of those written after byte `since`."""
    try:
        handle = os.open(log, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return f"(no log at {log})"
    with open(handle, "rb") as file:
        size = os.fstat(handle).st_size
        file.seek(max(min(since, size), size - TAIL_BYTES))
        return file.read().decode("utf-8", "replace").strip()


def _launch(
    layout: Layout, binaries: Binaries, account: Account, socket_folder: Path
) -> psutil.Process | None:
    """Start a postmaster that is nobody's child; None if it has ended already."""
    server: list[str | Path] = [binaries.postgres, "-D", layout.data]
    server += command_line(socket_folder)
    done = account.run(["/bin/sh", "-c", LAUNCH, "sh", layout.log, *server], new_session=True)
    try:
        return psutil.Process(int(done.stdout))
    except psutil.NoSuchProcess:
        return None
    except ValueError:
        raise ServerDidNotStart(done.stderr.decode("utf-8", "replace")) from None


def _disarm_traces(data: Path, socket_folder: Path) -> None:
    """Keep the traces of a dead server from stopping the next one.

    PostgreSQL believes `postmaster.pid` if any process has that number. The file is not removed:
    its other lines let PostgreSQL find orphans of the dead server, and starting beside them would
    destroy the data. So only the number is replaced by one that no process has.
    """
    file = data / "postmaster.pid"
    try:
        _, *rest = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        pass
    else:
        if rest:
            content = b"\n".join([b"%d" % NO_PROCESS, *rest])
            write_whole(file, content, 0o600, owner=data.stat())
        else:
            file.unlink()  # cut short while being written; PostgreSQL refuses it
    # This one guards only a socket in a folder of our own.
    (socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _rotate(log: Path) -> int:
    """Put a large log aside, in place of the one before it; the size of what is left."""
    if _size(log) > ROTATE_BYTES:
        log.replace(log.with_suffix(".old"))
    return _size(log)


def _size(log: Path) -> int:
    try:
        return log.lstat().st_size
    except FileNotFoundError:
        return 0
