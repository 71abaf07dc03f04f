"""Settings: every environment variable, read once, with its default and its reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(Exception):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of ``PLUMBLINE_…``; ``plumbline doctor`` lists them. None means: not set."""

    home: Path
    database_url: str | None
    pg_bin: Path | None
    secret_file: Path
    bind: str
    public_url: str
    province: int
    role: str
    keys_dir: Path
    smtp_url: str | None
    chromium: str | None
    vectors: Path | None

    @property
    def host(self) -> str:
        return self.bind.rpartition(":")[0]

    @property
    def port(self) -> int:
        return int(self.bind.rpartition(":")[2])


def default_home(uid: int) -> Path:
    """Where data lies when nobody says: the system's place for root, else the user's."""
    return Path("/var/lib/plumbline") if uid == 0 else Path.home() / ".local/share/plumbline"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; raises SettingsError naming every wrong value at once."""
    env = os.environ if environ is None else environ
    faults: list[str] = []

    def text(name: str) -> str | None:
        return env.get(f"PLUMBLINE_{name}") or None

    def path(name: str) -> Path | None:
        value = text(name)
        return Path(value).expanduser().resolve() if value else None

    home = path("HOME") or default_home(os.geteuid() if hasattr(os, "geteuid") else 1)
    bind = text("BIND") or "127.0.0.1:8000"
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        faults.append(f"PLUMBLINE_BIND is {bind!r}; it must be HOST:PORT, such as 127.0.0.1:8000")
    province = text("PROVINCE") or "42"
    if not (province.isascii() and province.isdecimal() and len(province) == 2):
        faults.append(f"PLUMBLINE_PROVINCE is {province!r}; it must be two digits, such as 42")
    role = text("ROLE") or "province"
    if role not in ("province", "national"):
        faults.append(f"PLUMBLINE_ROLE is {role!r}; it must be province or national")
    url = text("DATABASE_URL")
    if url and not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        faults.append("PLUMBLINE_DATABASE_URL must be a postgresql:// URL (PostgreSQL 15 to 18)")
    if faults:
        raise SettingsError("; ".join(faults))
    return Settings(
        home=home,
        database_url=url,
        pg_bin=path("PG_BIN"),
        secret_file=path("SECRET_FILE") or home / "secret",
        bind=bind,
        public_url=text("PUBLIC_URL") or f"http://{bind}",
        province=int(province),
        role=role,
        keys_dir=path("KEYS_DIR") or home / "keys",
        smtp_url=text("SMTP_URL"),
        chromium=text("CHROMIUM"),
        vectors=path("VECTORS"),
    )
