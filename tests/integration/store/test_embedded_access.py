"""Who gets into the embedded database, and what does its address say?"""

from __future__ import annotations

import os

import psycopg
import pytest
from sqlalchemy import make_url

from tests.integration.store.embedded_ground import (
    ask,
    database,
    ground,
    line_of,
    made_ground,
    mode,
    other_process,
    server_of,
)
from tracker.store.embedded.errors import OwnerSecretMissing

# What a user's shell may hold, and what must not change a thing.
HOSTILE = {
    "LANG": "xx_XX.UTF-8",
    "LC_ALL": "zh_CN.GB18030",
    "PGDATA": "/nowhere",
    "PGDATABASE": "nothing",
    "PGHOST": "/nowhere",
    "PGOPTIONS": "-c work_mem=64kB",
    "PGPASSWORD": "wrong",
    "PGPORT": "6543",
    "PGUSER": "stranger",
    "TMPDIR": "/nowhere",
    "TZ": "Asia/Shanghai",
}


def test_the_url_carries_owner_password_and_socket() -> None:
    with made_ground() as root, database(root) as user:
        url = make_url(user.url("postgres"))
        assert url.drivername == "postgresql+psycopg"
        assert url.username == "plumbline_owner"
        assert url.password == (root / "owner.secret").read_text().strip()
        assert url.host is None
        assert url.query == {"host": str(root / "sock"), "port": "5432"}
        assert url.database == "postgres"


def test_the_owner_is_a_superuser_and_every_connection_needs_scram() -> None:
    with made_ground() as root, database(root) as user:
        url = user.url("postgres")
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        methods = "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"
        assert ask(url, methods) == "scram-sha-256"
        stored = "SELECT rolpassword FROM pg_authid WHERE rolname = current_user"
        assert ask(url, stored).startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize(
    ("password", "words"),
    [("wrong", "password authentication failed"), (None, "no password supplied")],
)
def test_a_wrong_password_is_refused_even_to_root(password: str | None, words: str) -> None:
    with made_ground() as root, database(root) as user:
        owner = user.url("postgres")
        host = str(root / "sock")
        assert ask(owner) == 1
        with pytest.raises(psycopg.OperationalError, match=words):
            psycopg.connect(host=host, dbname="postgres", user="plumbline_owner", password=password)


def test_another_role_gets_a_password_of_its_own() -> None:
    with made_ground() as root, database(root) as user:
        password = user.password("clerk")
        owner_url = user.url("postgres")
        assert password not in (user.password("plumbline_owner"), user.password("other"))
        ask(owner_url, f"CREATE ROLE clerk LOGIN PASSWORD '{password}'")
        try:
            assert ask(user.url("postgres", "clerk"), "SELECT current_user") == "clerk"
        finally:
            ask(owner_url, "DROP ROLE clerk")


def test_the_url_names_any_database() -> None:
    with made_ground() as root, database(root) as user:
        name = '铅 "lead"/?'
        ask_outside_transaction(user.url("postgres"), 'CREATE DATABASE "铅 ""lead""/?"')
        try:
            assert ask(user.url(name), "SELECT current_database()") == name
        finally:
            ask_outside_transaction(user.url("postgres"), 'DROP DATABASE "铅 ""lead""/?"')


def ask_outside_transaction(url: str, statement: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_before_the_first_start_there_is_no_url() -> None:
    with ground() as root:
        user = database(root)
        assert not user.running()
        with pytest.raises(OwnerSecretMissing):
            user.url("postgres")
        assert not root.exists()


def test_a_lost_secret_is_named_and_nothing_is_made_anew() -> None:
    with made_ground() as root:
        secret = (root / "owner.secret").read_text()
        (root / "owner.secret").unlink()
        try:
            with pytest.raises(OwnerSecretMissing, match=r"owner\.secret"):
                database(root).acquire()
            assert not (root / "owner.secret").exists()
        finally:
            (root / "owner.secret").write_text(secret)
            (root / "owner.secret").chmod(0o600)


def test_the_secret_is_made_for_us_alone_whatever_the_umask() -> None:
    before = os.umask(0)
    try:
        with ground() as root, database(root):
            assert mode(root / "owner.secret") == 0o600
            assert mode(root / "start.lock") == 0o600
            assert mode(root) & 0o066 == 0
    finally:
        os.umask(before)


def test_the_server_listens_on_no_network_and_sees_nothing_secret() -> None:
    environment = {"PLUMBLINE_SMTP_URL": "smtp://user:hidden@example.org"}
    with made_ground() as root, other_process(root, environment=environment) as process:
        url = line_of(process)
        secret = (root / "owner.secret").read_text().strip()
        server = server_of(root)
        assert ask(url, "SHOW listen_addresses") == ""
        assert not server.net_connections("inet")
        assert secret not in " ".join(server.cmdline())
        assert not set(server.environ()) & {"PLUMBLINE_SMTP_URL", "HOME"}


def test_a_strange_environment_changes_nothing() -> None:
    body = """
from sqlalchemy import create_engine, text
with create_engine(db.acquire()).connect() as connection:
    say(*connection.execute(text("SELECT current_user, current_setting('log_timezone')")).one())
hear()
db.release()
"""
    with ground() as root, other_process(root, body, environment=HOSTILE) as process:
        assert line_of(process) == "plumbline_owner UTC"
        with database(root) as user:
            assert ask(user.url("postgres"), "SHOW timezone") == "UTC"
            assert ask(user.url("postgres"), "SHOW lc_messages") == "C"


def test_users_with_other_temporary_folders_find_the_same_socket() -> None:
    with ground("a,b") as root, other_process(root, environment={"TMPDIR": "/var"}) as process:
        url = line_of(process)
        with database(root) as user:
            assert user.url("postgres") == url
