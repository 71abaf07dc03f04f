"""A rate is frozen and its bundle taken away on the command line: and what is refused there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reports.verify.bundle import verify
from tests.builders.rates import a_year_in_its_own_house
from tests.builders.registers import CITY, HOME_PROVINCE
from tracker.cli import main
from tracker.store.engine import app_engine
from tracker.store.models.account import UserRow
from tracker.store.sessions import sessions_of


@pytest.fixture
def house(own_database: str, tmp_path: Path) -> dict[str, str]:
    """A year in its own house, with an evaluator of the city and somebody who only reads."""
    settings = a_year_in_its_own_house(own_database, tmp_path)
    engine = app_engine(own_database)
    with sessions_of(engine)() as session:
        for login, role in (("eva", "evaluator"), ("ada", "administrator")):
            given = {"login": login, "name": login, "roles": [role], "division": CITY}
            session.add(UserRow(province=HOME_PROVINCE, **given))
        session.commit()
    engine.dispose()
    return settings


def run(house: dict[str, str], *words: str, language: str = "en") -> tuple[int, str]:
    """Exit code and standard output of ``plumbline rate …``."""
    settings = {name: value for name, value in house.items() if name.startswith("PLUMBLINE")}
    result = CliRunner().invoke(main, ["rate", *words], env={"LC_ALL": language, **settings})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.stdout


def freeze(house: dict[str, str], *words: str, user: str = "eva", year: str = "2025") -> list[str]:
    whose = ["--enterprise", house["producer"], "--year", year, "--user", user]
    return ["freeze", *whose, *words]


def test_a_figure_is_frozen_once_and_its_bundle_proves_itself(
    house: dict[str, str], tmp_path: Path
) -> None:
    code, said = run(house, *freeze(house, "--json"))
    frozen = json.loads(said)
    assert (code, frozen["value"]["fraction"], frozen["version"]) == (0, "39/400", 1)
    target = tmp_path / "rate.zip"
    code, said = run(house, "bundle", str(frozen["id"]), str(target), "--json")
    written = json.loads(said)
    assert (code, written["bytes"]) == (0, target.stat().st_size)
    verdict = verify(target.read_bytes())
    assert verdict.agrees
    assert verdict.data_digest == frozen["data_digest"] == written["data_digest"]
    code, said = run(house, *freeze(house, "--json"))
    assert (code, _faults(said)) == (1, ["nothing_to_restate"])
    code, said = run(house, *freeze(house, "--definition", "R_EPR"), language="zh_CN")
    assert code == 0
    assert "已冻结：快照" in said


def test_what_cannot_be_frozen_or_written_is_refused_by_name(
    house: dict[str, str], tmp_path: Path
) -> None:
    refused = {
        "not_allowed": freeze(house, "--json", user="ada"),
        "not_found": freeze(house, "--json", user="nobody"),
        "malformed": freeze(house, "--json", year="2099"),
        "file_unreadable": freeze(house, "--json", "--given", str(tmp_path / "none.json")),
    }
    for name, words in refused.items():
        code, said = run(house, *words)
        assert (code, json.loads(said)["error"]["code"]) == (1, name)
    for number in ("7", "-1", "9" * 30):
        code, said = run(house, "bundle", "--json", "--", number)
        assert (code, json.loads(said)["error"]["code"]) == (1, "not_found")
    _, said = run(house, *freeze(house, "--json"))
    id_ = json.loads(said)["id"]
    code, said = run(house, "bundle", str(id_), str(tmp_path / "no folder" / "x.zip"), "--json")
    assert (code, json.loads(said)["error"]["code"]) == (1, "file_unreadable")


def _faults(said: str) -> list[Any]:
    return [fault["code"] for fault in json.loads(said)["error"]["faults"]]
