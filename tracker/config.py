"""Settings: every environment variable, read once, with its default and its reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

#: What can be wrong with a setting (English msgids).
WRONG_SETTINGS: dict[str, str] = {
    "bind": "{name} is {value}; it must be HOST:PORT, such as 127.0.0.1:8000.",
    "province": "{name} is {value}; it must be two digits, such as 42.",
    "role": "{name} is {value}; it must be province or national.",
    "notice_networks": "{name} is {value}; it must be networks such as 10.1.0.0/16, fd00::/8.",
    "database_url": "{name} must be a postgresql:// URL (PostgreSQL 15 to 18).",
    "taken": (
        "{address} cannot be used ({problem}). Another program may be using it;"
        " choose another one: PLUMBLINE_BIND=127.0.0.1:8001"
    ),
}


class SettingsError(Exception):
    """A setting has a value that cannot be used. ``faults`` are all of them, each a row of
    ``WRONG_SETTINGS`` with what fills its places."""

    def __init__(self, *faults: tuple[str, Mapping[str, str]]) -> None:
        super().__init__(*(WRONG_SETTINGS[row].format_map(words) for row, words in faults))
        self.faults = faults

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.args)


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
    mail_from: str | None
    notice_networks: str | None
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
    faults: list[tuple[str, Mapping[str, str]]] = []

    def wrong(name: str, value: object = "") -> None:
        faults.append((name, {"name": f"PLUMBLINE_{name.upper()}", "value": repr(value)}))

    def text(name: str) -> str | None:
        return env.get(f"PLUMBLINE_{name}") or None

    def path(name: str) -> Path | None:
        value = text(name)
        return Path(value).expanduser().resolve() if value else None

    home = path("HOME") or default_home(os.geteuid() if hasattr(os, "geteuid") else 1)
    bind = text("BIND") or "127.0.0.1:8000"
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        wrong("bind", bind)
    province = text("PROVINCE") or "42"
    if not (province.isascii() and province.isdecimal() and len(province) == 2):
        wrong("province", province)
    role = text("ROLE") or "province"
    if role not in ("province", "national"):
        wrong("role", role)
    url = text("DATABASE_URL")
    if url and not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        wrong("database_url")  # its value may hold a password
    try:
        for network in (text("NOTICE_NETWORKS") or "").split(","):
            ip_network(network.strip() or "192.0.2.0/24")
    except ValueError:
        wrong("notice_networks", text("NOTICE_NETWORKS"))
    if faults:
        raise SettingsError(*faults)
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
        mail_from=text("MAIL_FROM"),
        notice_networks=text("NOTICE_NETWORKS"),
        chromium=text("CHROMIUM"),
        vectors=path("VECTORS"),
    )
