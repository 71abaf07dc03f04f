"""The command ``plumbline``: stable keys, useful exit codes, one sentence for what is wrong."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from tests.builders.province import build_the_town
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.fakes.clock import FixedClock
from tracker.cli import main
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of


class Terminal:
    """Runs commands in one installation."""

    def __init__(self, **settings: str) -> None:
        self.locale = settings.pop("LC_ALL", "en_US.UTF-8")
        self.settings = {f"PLUMBLINE_{name}": value for name, value in settings.items()}

    def run(self, *words: str, **more: Any) -> Result:
        env = {"LC_ALL": self.locale, **self.settings, **more.pop("env", {})}
        return CliRunner().invoke(main, list(words), env=env, **more)

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        done = self.run(*words, "--json")
        assert done.exit_code == code, done.output
        answer = json.loads(done.stdout)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def terminal(own_database: str, tmp_path: Path) -> Terminal:
    """An installation with its database, and the town in it."""
    return Terminal(DATABASE_URL=own_database, HOME=str(tmp_path), PROVINCE=str(HOME_PROVINCE))


@pytest.fixture
def lived(terminal: Terminal, own_database: str, clock: FixedClock) -> Terminal:
    """Two batteries became an ingot."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    town = build_the_town(sessions, clock)
    town.scan(town.point, ScanKind.COLLECT, "CELL-1", "CELL-2")
    town.scan(town.point, ScanKind.DISPATCH, "CELL-1", "CELL-2", peer_site="SMELTER-1")
    town.scan(town.carrier, ScanKind.LOAD, "CELL-1", "CELL-2", site="POINT-1")
    town.scan(town.recycler, ScanKind.RECEIVE, "CELL-1", "CELL-2")
    for kind, codes, out, material in (
        (ScanKind.DISMANTLE, ("CELL-1", "CELL-2"), "GRID-1", Material.GRID),
        (ScanKind.SMELT, ("GRID-1",), "INGOT-1", Material.INGOT),
    ):
        town.scan(town.recycler, kind, *codes, outputs=[Output(out, material, 9_000)])
    weighed = town.scan(town.recycler, ScanKind.WEIGH, "INGOT-1", mass_g=8_000)
    town.scan(town.recycler, ScanKind.CORRECT, event=weighed.event, mass_g=8_900, reason="tare")
    engine.dispose()
    return terminal


def test_a_code_is_told_with_stable_keys(terminal: Terminal) -> None:
    answer = terminal.json("code", "PB420000000001Q")

    assert list(answer) == ["schemes", "digital_link", "elements", "canonical", "error"]
    assert answer["schemes"] == ["PLATFORM"]


def test_what_is_no_code_is_refused_with_an_exit_code(terminal: Terminal) -> None:
    assert terminal.json("code", "4.2e+19", code=1)["schemes"] == []


def test_an_ingot_is_traced_back_on_the_command_line(lived: Terminal) -> None:
    answer = lived.json("trace", "INGOT-1", "--direction", "back")

    assert sorted(one["code"] for one in answer["batteries"]) == ["CELL-1", "CELL-2"]
    assert [origin["site"]["code"] for origin in answer["origins"]] == ["POINT-1"]
    assert "CELL-1" in lived.run("trace", "CELL-1").output


def test_a_correction_is_told_on_the_command_line(lived: Terminal) -> None:
    events = lived.json("trace", "INGOT-1")["events"]
    told = lived.run("trace", "INGOT-1").output

    assert [event["corrects"] for event in events] == [None, None, events[1]["event"]]
    assert f"corrects event {events[1]['event']}" in told
    assert "8.900 kg  tare" in told


def test_an_unknown_code_is_one_sentence_and_an_exit_code(lived: Terminal) -> None:
    done = lived.run("trace", "NOBODY-1")

    assert done.exit_code == 1
    assert "NOBODY-1" in done.stderr
    assert lived.json("trace", "NOBODY-1", code=1)["error"]["code"] == "unknown_code"


def test_as_of_a_day_before_it_was_known_there_is_nothing(lived: Terminal) -> None:
    assert lived.run("trace", "CELL-1", "--as-of", "2001-01-01").exit_code == 1


def test_a_moment_without_an_offset_is_chinas(lived: Terminal) -> None:
    told = [
        lived.json("trace", "CELL-1", "--as-of", moment)["as_of"]
        for moment in ("2026-10-31T08:30:00", "2026-10-31T00:30:00+0000", "2026-11-01")
    ]

    assert told == ["2026-10-31T00:30:00Z", "2026-10-31T00:30:00Z", "2026-10-31T16:00:00Z"]


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59-1200", "soon"])
def test_a_moment_that_no_calendar_tells_is_a_usage_error(terminal: Terminal, moment: str) -> None:
    done = terminal.run("trace", "CELL-1", "--known-at", moment)
    assert (done.exit_code, "Traceback" in done.output + done.stderr) == (2, False)


def test_init_can_be_repeated(terminal: Terminal) -> None:
    first = terminal.json("init")
    again = terminal.json("init")

    assert first["divisions"] == again["divisions"] > 3_000
    assert again["partitions_made"] == []


def test_a_user_and_a_token_are_made(lived: Terminal) -> None:
    added = lived.json(
        "user",
        "add",
        "chief",
        "--name",
        "Chief",
        "--role",
        "bureau_province",
        "--password",
        "a long enough secret",
    )
    issued = lived.json("token", "create", "chief", "--scope", "trace")

    assert added["login"] == "chief"
    assert issued["token"].startswith("plb_")


def test_all_that_is_wrong_with_a_user_is_said_at_once(lived: Terminal) -> None:
    answer = lived.json(
        *("user", "add", "NOT A LOGIN", "--name", " ", "--role", "king", "--password", "short"),
        code=1,
    )

    assert {fault["pointer"] for fault in answer["error"]["faults"]} >= {
        *("/login", "/name", "/roles/0", "/password"),
    }


def test_a_healthy_installation_is_said_to_be_healthy(terminal: Terminal) -> None:
    terminal.json("init")

    answer = terminal.json("doctor")

    assert answer["healthy"], answer["checks"]
    assert (
        "***" in answer["settings"]["PLUMBLINE_DATABASE_URL"]
        or "@/" not in (answer["settings"]["PLUMBLINE_DATABASE_URL"])
    )


def test_a_database_that_is_away_is_found_and_a_way_to_mend_it_named(tmp_path: Path) -> None:
    away = Terminal(HOME=str(tmp_path), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    answer = away.json("doctor", code=4)

    broken = [check for check in answer["checks"] if not check["ok"]]
    assert [check["name"] for check in broken] == ["database"]
    assert broken[0]["mend"]
    assert away.json("init", code=3)["error"]["code"] == "database_unavailable"


def test_the_doctor_speaks_chinese_unless_the_locale_is_english(tmp_path: Path) -> None:
    away = {"HOME": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    chinese = Terminal(**away, LC_ALL="zh_CN.UTF-8")

    answer = chinese.json("doctor", code=4)

    broken = [check for check in answer["checks"] if not check["ok"]]
    assert "请确认数据库服务正在运行" in broken[0]["mend"]
    assert "数据库未能完成操作" in broken[0]["detail"]
    assert "剩余空间" in chinese.run("doctor").output
    assert "The database does not" in chinese.run("doctor", env={"LC_ALL": "en"}).output


def test_a_wrong_setting_is_told_in_chinese(tmp_path: Path) -> None:
    wrong = Terminal(HOME=str(tmp_path), PROVINCE="Hubei", LC_ALL="zh_CN.UTF-8")

    assert "应为两位数字" in wrong.json("init", code=3)["error"]["detail"]


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    wrong = Terminal(HOME=str(tmp_path), BIND="here", PROVINCE="Hubei", ROLE="king")

    answer = wrong.json("doctor", code=4)

    said = answer["checks"][0]["detail"]
    assert all(name in said for name in ("PLUMBLINE_BIND", "PLUMBLINE_PROVINCE", "PLUMBLINE_ROLE"))


def test_a_taken_port_is_one_sentence(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        terminal.settings["PLUMBLINE_BIND"] = f"127.0.0.1:{taken.getsockname()[1]}"
        done = terminal.run("serve")
        told = terminal.run("serve", "--json")

    assert done.exit_code == 3
    assert "PLUMBLINE_BIND" in done.stderr
    assert json.loads(told.stdout)["error"]["code"] == "settings"


def test_the_worker_does_what_is_due_and_stops_when_asked_to(lived: Terminal) -> None:
    answer = lived.json("worker", "--once")

    assert set(answer) >= {"partitions", "sweep", "attempts"}
    assert answer["anomalies"] == {"found": 0, "finished": True}


def test_the_sweep_counts_what_is_wrong(lived: Terminal) -> None:
    assert lived.json("sweep")["wrong"] >= 0


def test_the_sweep_finds_sums_that_are_wrong_and_mends_them_if_told(
    lived: Terminal, own_database: str
) -> None:
    assert lived.json("sweep")["differing"] == 0
    with owner_engine(own_database).begin() as connection:
        wrong = connection.execute(text("UPDATE daily_rollup SET pieces = pieces + 1")).rowcount
    assert lived.json("sweep", code=4)["differing"] == wrong > 0
    assert "sweep --mend" in lived.run("sweep").output
    assert lived.json("worker", "--once")["rollups"] == {"differing": wrong}
    mended = lived.json("sweep", "--mend")
    assert (mended["differing"], mended["mended"]) == (wrong, wrong)
    assert lived.json("sweep")["differing"] == 0


def test_a_small_province_is_loaded_without_a_bar_in_a_pipe(terminal: Terminal) -> None:
    done = terminal.run("demo", "load", "--batteries", "40", "--json")

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["batteries"] == 40
    assert "%" not in done.stderr
    assert terminal.run("demo", "load", "--json").exit_code == 1


def documented(words: str) -> list[str]:
    """The keys that the reference promises for a command, without what is inside them."""
    page = (Path(__file__).parents[3] / "docs/reference/commands.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{words}"))
    promised = row.replace("\\|", "/").split("|")[3].strip(" `")
    return re.sub(r"\[[^]]*\]", "", promised).split()


@pytest.mark.parametrize(
    "words",
    [
        "init",
        "code PB420000000001Q",
        "sweep",
        "doctor",
        "template sales {home}/form.xlsx",
        "demo load --batteries 40",
        "audit verify",
    ],
)
def test_the_keys_of_an_answer_are_those_of_the_reference(terminal: Terminal, words: str) -> None:
    terminal.json("init")
    called = words.format(home=terminal.settings["PLUMBLINE_HOME"]).split()
    names = " ".join(called[:2]) if called[0] in ("demo", "audit") else called[0]

    answer = json.loads(terminal.run(*called, "--json").stdout)

    assert list(answer) == documented(names)


def test_a_word_that_is_no_command_is_a_usage_error(terminal: Terminal) -> None:
    assert terminal.run("smelt").exit_code == 2
