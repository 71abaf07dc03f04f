"""What lies where below the root folder of the embedded database?"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.store.embedded.account import Account
from tracker.store.embedded.errors import FolderNotUsable, SocketFolderNotOurs

PORT = 5432  # no network port: only the end of the socket's name
SOCKET_NAME = f".s.PGSQL.{PORT}"

# sun_path holds 104 bytes on macOS and 108 on Linux; "/.s.PGSQL.5432.lock" takes 19 of them.
LONGEST_SOCKET_FOLDER = 80

# A fixed place and not tempfile.gettempdir(): all users of one server must come to the same
# answer, whatever TMPDIR says in their sessions.
SHORT_FOLDERS = Path("/tmp")  # noqa: S108 - the folder made there is private and its owner checked

UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class Layout:
    """Paths of one embedded database; `root` is absolute and without symbolic links.

    `data` and `log.parent` belong to the server's account (0700), the rest to whoever runs us.
    """

    root: Path

    def __post_init__(self) -> None:
        # postmaster.pid is read by lines, and the URL must be text.
        if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in str(self.root)):
            raise FolderNotUsable(f"{str(self.root)!r}: control characters or broken UTF-8")

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "log" / "server.log"

    @property
    def secret(self) -> Path:
        return self.root / "owner.secret"

    @property
    def settings(self) -> Path:
        return self.root / "server.conf"

    @property
    def start_lock(self) -> Path:
        return self.root / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.root / "users.lock"

    def socket_folder(self, uid: int) -> Path:
        """Where the server of account `uid` puts its socket.

        Below the root if the path is short enough and holds no comma (libpq reads a list of hosts
        there); else a folder named after the account and the root, in a short place.
        """
        folder = self.root / "sock"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and "," not in str(folder):
            return folder
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return SHORT_FOLDERS / f"plumbline-{uid}-{name}"

    def make_root(self, account: Account) -> None:
        """Make the root folder and its missing parents; folders that exist keep their modes."""
        missing = [p for p in (self.root, *self.root.parents) if not p.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            # Another account must pass through on its way to the data, but need not look around.
            folder.chmod(0o700 if account.is_ours else 0o711)


def make_private_folder(folder: Path, account: Account) -> None:
    """Make `folder` (0700, of `account`), or take it over if it is ours already.

    Raises SocketFolderNotOurs when it is a link, no folder, or another account's: the short
    socket folder lies where anyone could have put something first.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise SocketFolderNotOurs(f"{folder}: {error.strerror}") from error
    try:
        found = os.fstat(handle)
        if found.st_uid not in {account.uid, os.geteuid()}:
            raise SocketFolderNotOurs(f"{folder}: it belongs to account number {found.st_uid}")
        if found.st_uid != account.uid:
            os.fchown(handle, account.uid, account.gid)
        if stat.S_IMODE(found.st_mode) != 0o700:
            os.fchmod(handle, 0o700)
    finally:
        os.close(handle)


@contextmanager
def unfinished(root: Path, what: str) -> Iterator[Path]:
    """A folder beside the final one, to be filled and then renamed; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}{what}-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_unfinished(root: Path) -> None:
    """Remove what a killed process left half made. Only whole things lose the prefix, so nothing
    here was ever a database. The start lock must be held."""
    for folder in root.glob(f"{UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def write_whole(path: Path, content: bytes, mode: int, owner: os.stat_result | None = None) -> None:
    """Write `path` so that a reader finds the old content or the new, never a part."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
            if owner is not None and os.geteuid() == 0:
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A rename lasts through a power cut only when its folder is synced, too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
