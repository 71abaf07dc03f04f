"""Are an officer's questions answered by one command each, as by the calls and the page?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import drafted, walked
from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.builders.web import Web
from tests.fakes.clock import FixedClock
from tracker.cli import main
from tracker.domain.scan import ScanKind, Uncoded
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of


@pytest.fixture
def asked(own_database: str, clock: FixedClock, tmp_path: Path) -> Any:
    """A town where a point keeps too much, and a load stands at the smelter's gate."""
    engine = app_engine(own_database)
    sessions: sessionmaker[Session] = sessions_of(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    town: TheTown = build_the_town(sessions, clock)
    town.scan(town.point, ScanKind.COLLECT, uncoded=[Uncoded(200, 3_200_000, label="HEAP-1")])
    walked(Web(sessions, town, tmp_path), drafted(Web(sessions, town, tmp_path), town), "deliver")
    engine.dispose()
    settings = {
        "PLUMBLINE_DATABASE_URL": own_database,
        "PLUMBLINE_HOME": str(tmp_path),
        "PLUMBLINE_PROVINCE": str(HOME_PROVINCE),
    }

    def ask(*words: str, language: str = "en_US.UTF-8") -> str:
        done = CliRunner().invoke(main, list(words), env={"LC_ALL": language, **settings})
        assert done.exit_code == 0, done.output
        return done.stdout

    return ask


def test_each_question_of_an_officer_is_one_command(asked: Any) -> None:
    assert asked("loads") == "No manifest stands here now.\n"
    (load,) = json.loads(asked("loads", "--group", "on_the_road", "--json"))["items"]
    assert (load["state"], load["mass_t"]) == ("delivered", "0.600000")

    assert "Nobody has counted yet" in asked("storage")
    (site,) = json.loads(asked("storage", "--now", "--json"))["items"]
    assert (site["site"], site["mass_kg"], site["limit_kg"]) == ("POINT-1", "3200.000", "3000.000")
    assert "POINT-1" in asked("storage", "--now", "--all", language="zh_CN.UTF-8")

    days = ("--first", "2026-11-01", "--until", "2026-11-07")
    told = json.loads(asked("deadlines", *days, "--json"))
    assert (told["first"], told["until"]) == ("2026-11-01", "2026-11-07")
    assert "acceptance_late" in {one["rule"] for one in told["items"]}
    assert "2026-11-06" in asked("deadlines", *days)
