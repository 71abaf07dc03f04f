"""When does the embedded server start, who shares it, and who stops it?"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sqlalchemy import URL

from tracker.store.embedded import cluster, locks, postmaster
from tracker.store.embedded.account import require_reachable, server_account
from tracker.store.embedded.binaries import find_binaries, programs_folder, runnable_by
from tracker.store.embedded.errors import DatabaseUrlRequired, FolderNotUsable, StartLockBusy
from tracker.store.embedded.layout import PORT, Layout, sweep_unfinished, write_whole
from tracker.store.embedded.secret import OWNER, read_secret, role_password
from tracker.store.embedded.settings import settings_file

DRIVER = "postgresql+psycopg"


@dataclass(frozen=True)
class _Use:
    """That process `pid` uses the server; `lock` is its share of the users' lock."""

    pid: int
    lock: int


class EmbeddedPostgres:
    """One PostgreSQL server below `root`, shared by all processes that acquire it.

    The first to come makes the database and starts the server, the last to go stops it. It listens
    on a private socket only and asks for a password (SCRAM-SHA-256, RFC 7677). Instances may be
    shared between threads and survive forks: only the process that acquired stops the server.
    """

    start_patience = 600.0  # seconds; recovery after a crash can take minutes
    stop_patience = 120.0

    def __init__(
        self,
        root: Path,
        *,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] | None = None,
        run_as: str | None = None,
    ) -> None:
        """Nothing is touched before `acquire`.

        `bin_dir` holds other server programs than the wheel's, `settings` override those of the
        server (they count from its next start), `run_as` names its account when we are root.
        Raises DatabaseUrlRequired on Windows, FolderNotUsable, SettingNotUsable.
        """
        if sys.platform == "win32":
            raise DatabaseUrlRequired
        self._layout = Layout(root.expanduser().resolve())
        self._chosen_bin_dir = bin_dir
        self._settings = settings_file(settings or {})
        self._sync = (settings or {}).get("fsync", "on") != "off"
        self._run_as = run_as
        self._mutex = threading.RLock()
        self._use: _Use | None = None
        _instances.add(self)

    @property
    def bin_dir(self) -> Path:
        """The folder of server and client programs that fit this server (pg_dump, psql …)."""
        return programs_folder(self._chosen_bin_dir)

    def acquire(self) -> str:
        """Make sure that the server runs and stays while we use it; the owner's URL to `postgres`.

        May be called again at will, also to revive a server that crashed. Raises a subclass of
        EmbeddedDatabaseError.
        """
        with self._mutex:
            try:
                if not (self._is_user() and self.running()):
                    self._acquire()
                return self.url("postgres")
            except OSError as error:
                raise FolderNotUsable(str(error)) from error

    def release(self) -> None:
        """Stop using the server, and stop it if nobody else uses it. Raises ServerDidNotStop."""
        with self._mutex:
            use, self._use = self._use, None
            atexit.unregister(self.release)
            if use is None:
                return
            if use.pid != os.getpid():  # a forked child only drops its copy of the lock
                locks.leave(use.lock)
                return
            try:
                with locks.exclusive(self._layout.start_lock, self.stop_patience):
                    locks.leave(use.lock)
                    server = postmaster.find(self._layout.data)
                    if server is not None and locks.nobody_uses(self._layout.users_lock):
                        postmaster.stop(self._layout, server, self.stop_patience)
            except StartLockBusy:
                locks.leave(use.lock)  # whoever is starting it will be a user and stop it

    def running(self) -> bool:
        """Whether the server runs and accepts connections, whoever started it."""
        try:
            server = postmaster.find(self._layout.data)
            said = postmaster.PidFile.read(self._layout.data)
        except PermissionError:  # of another account, so not for us
            return False
        return server is not None and said is not None and said.status == "ready"

    def url(self, database: str, user: str | None = None) -> str:
        """The SQLAlchemy URL of `database`, with the password of `user` (the owner if None).

        Raises OwnerSecretMissing before the first `acquire`.
        """
        role = user or OWNER
        return URL.create(
            DRIVER,
            username=role,
            password=self.password(role),
            database=database,
            # The port, too, or PGPORT in someone's environment would change the socket's name.
            query={"host": str(self._socket_folder()), "port": str(PORT)},
        ).render_as_string(hide_password=False)

    def password(self, role: str) -> str:
        """The password that `url` gives for `role`, for the statement that creates the role."""
        return role_password(read_secret(self._layout.secret), role)

    def __enter__(self) -> EmbeddedPostgres:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _is_user(self) -> bool:
        return self._use is not None and self._use.pid == os.getpid()

    def _acquire(self) -> None:
        layout = self._layout
        deadline = time.monotonic() + self.start_patience
        layout.make_root(server_account(self._run_as, layout.data))
        with locks.exclusive(layout.start_lock, self.start_patience):
            server = postmaster.find(layout.data)
            if server is None:
                self._start(deadline)
            else:  # perhaps left behind by a starter that was killed, and still recovering
                postmaster.wait_until_ready(layout, server, deadline)
            if not self._is_user():
                inherited, self._use = self._use, _Use(os.getpid(), locks.join(layout.users_lock))
                if inherited is not None:
                    locks.leave(inherited.lock)
                atexit.register(self.release)

    def _start(self, deadline: float) -> None:
        """Start the server; the start lock is held and no server runs."""
        layout = self._layout
        account = server_account(self._run_as, layout.data)
        sweep_unfinished(layout.root)
        if not account.is_ours:
            require_reachable(layout.root, account)
        binaries = runnable_by(find_binaries(self._chosen_bin_dir), account, layout.root)
        cluster.make_whole(layout, binaries, account, sync=self._sync)
        # No secret in it, and the account must read it in a folder that is ours.
        write_whole(layout.settings, self._settings.encode(), 0o644)
        left = max(deadline - time.monotonic(), 1.0)
        postmaster.start(layout, binaries, account, layout.socket_folder(account.uid), left)

    def _socket_folder(self) -> Path:
        """Where the server listens; what it says itself counts more than what we would choose."""
        said = postmaster.PidFile.read(self._layout.data)
        if said is not None and said.socket_folder is not None:
            return said.socket_folder
        account = server_account(self._run_as, self._layout.data)
        return self._layout.socket_folder(account.uid)


_instances: weakref.WeakSet[EmbeddedPostgres] = weakref.WeakSet()


def _after_fork_in_child() -> None:
    """A mutex that another thread held during the fork would stay locked for ever."""
    for instance in list(_instances):
        instance._mutex = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
