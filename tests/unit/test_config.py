"""Are all settings read once, with sensible defaults, and every wrong one named at once?"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from tracker.config import Settings, SettingsError, default_home, read_settings


def test_nothing_set_gives_a_laptop_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    settings = read_settings({})
    assert settings.home == Path.home() / ".local/share/plumbline"
    assert settings.database_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_url == "http://127.0.0.1:8000"
    assert (settings.province, settings.role) == (42, "province")


def test_root_keeps_data_where_systems_keep_it() -> None:
    assert default_home(0) == Path("/var/lib/plumbline")
    assert default_home(1000).is_relative_to(Path.home())


def test_what_lies_below_home_follows_it(tmp_path: Path) -> None:
    settings = read_settings({"PLUMBLINE_HOME": str(tmp_path)})
    assert settings.secret_file == tmp_path / "secret"
    assert settings.keys_dir == tmp_path / "keys"


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    given = {
        "PLUMBLINE_HOME": str(tmp_path),
        "PLUMBLINE_DATABASE_URL": "postgresql://user@host/db",
        "PLUMBLINE_PG_BIN": str(tmp_path / "bin"),
        "PLUMBLINE_SECRET_FILE": str(tmp_path / "s"),
        "PLUMBLINE_BIND": "[::1]:9000",
        "PLUMBLINE_PUBLIC_URL": "https://plumbline.example",
        "PLUMBLINE_PROVINCE": "36",
        "PLUMBLINE_ROLE": "national",
        "PLUMBLINE_KEYS_DIR": str(tmp_path / "k"),
        "PLUMBLINE_SMTP_URL": "smtp://localhost",
        "PLUMBLINE_MAIL_FROM": "alarms@plumbline.example",
        "PLUMBLINE_NOTICE_NETWORKS": "10.1.0.0/16, fd00::/8",
        "PLUMBLINE_CHROMIUM": "chromium",
        "PLUMBLINE_VECTORS": str(tmp_path / "v"),
    }
    settings = read_settings(given)
    assert {f"PLUMBLINE_{field.name.upper()}" for field in fields(Settings)} == set(given)
    assert all(getattr(settings, field.name) is not None for field in fields(Settings))
    assert (settings.host, settings.port, settings.province) == ("[::1]", 9000, 36)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"PLUMBLINE_DATABASE_URL": ""}).database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIND", "8000"),
        ("BIND", "localhost"),
        ("BIND", "localhost:0"),
        ("BIND", "localhost:65536"),
        ("BIND", ":8000"),
        ("PROVINCE", "4"),
        ("PROVINCE", "420"),
        ("PROVINCE", "四二"),
        ("PROVINCE", "４２"),
        ("ROLE", "city"),
        ("DATABASE_URL", "sqlite:///plumbline.db"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"PLUMBLINE_{name}"):
        read_settings({f"PLUMBLINE_{name}": value})


def test_every_wrong_value_is_told_at_once() -> None:
    wrong = {"PLUMBLINE_BIND": "8000", "PLUMBLINE_ROLE": "city", "PLUMBLINE_PROVINCE": "x"}
    with pytest.raises(SettingsError) as refusal:
        read_settings(wrong)
    assert all(name in str(refusal.value) for name in wrong)


def test_a_password_in_a_url_is_not_told_when_the_url_is_wrong() -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({"PLUMBLINE_DATABASE_URL": "mysql://user:sesame@host/db"})
    assert "sesame" not in str(refusal.value)
