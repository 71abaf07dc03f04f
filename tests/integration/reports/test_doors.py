"""Is a figure, and what is wrong with it, the same by API, page, command and bundle?"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reports.indicators.rate import SAYS, Flag, Status
from reports.verify.bundle import verify
from tests.builders.accounts import CHEAP
from tests.builders.bad_cases import BAD
from tests.builders.province import TheTown, build_the_town
from tests.builders.rates import TONNE, RecoveryYear, an_agreement, in_china
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tests.databases import Server
from tests.fakes.clock import FixedClock
from tests.integration.pages.conftest import PASSWORD, Visitor
from tracker.accounts.add_user import NewUser, add_user
from tracker.cli import main
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.i18n.catalogue import translate
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of


@dataclass(frozen=True, slots=True)
class Doors:
    """One house with all its doors; ``receipt`` is the event of the heap's arrival."""

    town: TheTown
    web: Web
    visitor: Visitor
    settings: dict[str, str]
    receipt: int

    def api(self, path: str, language: str = "en", **query: Any) -> dict[str, Any]:
        answer = self.web.get(path, "evaluator", language=language, query_string=query)
        assert answer.status_code == 200, answer.get_json()
        found: dict[str, Any] = answer.get_json()
        return found

    def page(self, path: str, language: str = "en") -> str:
        answer = self.visitor.open(path, language)
        assert answer.status_code == 200
        return html.unescape(answer.get_data(as_text=True))

    def command(self, *words: str, given: str = "", language: str = "en") -> dict[str, Any]:
        env = {"LC_ALL": language, **self.settings}
        result = CliRunner().invoke(main, ["rate", *words, "--json"], input=given, env=env)
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found


@pytest.fixture(scope="module")
def doors(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """A heap of 6 t was collected, delivered and treated in 2025; two makers claim another."""
    name, home = server.create(), tmp_path_factory.mktemp("house")
    engine = app_engine(server.url(name))
    sessions = sessions_of(engine)
    town = build_the_town(sessions, FixedClock(in_china("2025-01-02 08:00")))
    year = RecoveryYear(sessions, town)
    year.usual_registers()
    year.keep(an_agreement(town.producer, town.other_point))
    year.keep(an_agreement(town.other_shop, town.other_point))
    year.keep(a_division("420000"), a_division(CITY))
    year.collect("HEAP", 6 * TONNE, "2025-03-01 08:00")
    receipt = year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", 6 * TONNE)
    year.treat("HEAP", "2025-03-03 08:00", 4 * TONNE, 3 * TONNE)
    year.collect("SHARED", 2 * TONNE, "2025-04-01 08:00", firm=town.other_point)
    day = "2025-04-02 08:00"
    year.deliver("SHARED", day, day, 2 * TONNE, sender=town.other_point)
    town.clock.moment = in_china("2026-04-01 08:00")
    eva = NewUser("eva", "eva", ["evaluator"], None, CITY, PASSWORD)
    add_user(sessions, HOME_PROVINCE, eva, 0, town.clock, CHEAP)
    here = a_caller(Role.EVALUATOR, login="evaluator", organisation=None)
    web = Web(sessions, town, home, here)
    visitor = Visitor(web.app.test_client(), web.app.extensions["house"])
    visitor.enter("eva")
    settings = {
        "PLUMBLINE_DATABASE_URL": server.url(name),
        "PLUMBLINE_HOME": str(home),
        "PLUMBLINE_PROVINCE": str(HOME_PROVINCE),
    }
    yield Doors(town, web, visitor, settings, receipt)
    engine.dispose()
    server.drop(name)


@pytest.mark.parametrize(
    ("name", "language"), [(name, ("zh", "en")[n % 2]) for n, name in enumerate(BAD)]
)
def test_what_is_wrong_with_a_case_is_said_at_every_door(
    doors: Doors, name: str, language: str
) -> None:
    case, status, flag = BAD[name]
    text = json.dumps(case)
    answer = doors.web.post("/rates/compute", "evaluator", case, language=language).get_json()
    assert answer["status"] == status
    assert flag is None or flag.value in answer["flags"]
    assert (answer["value"] is None) == (status is not Status.OK)
    assert answer == doors.command("compute", "-", given=text, language=language)
    sentences = [SAYS[word] for word in (status, flag) if word not in (None, Status.OK)]
    missing = ", ".join(answer["missing"])
    told = [translate(sentence, language, missing=missing) for sentence in sentences]
    assert told
    assert set(told) <= set(answer["says"])
    csrf = doors.visitor.csrf("/rates/calculator")
    sent = doors.visitor.client.post(
        "/rates/calculator",
        data={"csrf": csrf, "case": text},
        headers={"Accept-Language": language},
    )
    page = html.unescape(sent.get_data(as_text=True))
    assert sent.status_code == 200
    assert all(sentence in page for sentence in answer["says"])
    assert answer["status"] in page


@pytest.mark.parametrize("definition", ["R_EPR/NDRC-2020", "CRR-S-1", "LEGAL-FLOW"])
def test_one_figure_at_every_door_and_in_its_bundle(
    doors: Doors, definition: str, tmp_path: Path
) -> None:
    code = doors.town.producer.code
    asked: dict[str, Any] = {"enterprise": code, "year": 2025, "definition": definition}
    shown = doors.api("/rates", records=100, **asked)
    words = ("--enterprise", code, "--year", "2025", "--definition", definition)
    said = doors.command("show", *words)
    keys = ("value", "status", "flags", "says", "factors", "missing", "definition")
    assert {key: said[key] for key in keys} == {key: shown[key] for key in keys}
    assert said["evidence"] == shown["evidence"]
    page = doors.page(f"/rates?enterprise={code}&year=2025&definition={definition}")
    assert shown["value"]["fraction"] in page
    assert all(sentence in page for sentence in shown["says"])
    frozen = doors.command("freeze", *words, "--user", "eva")
    target = tmp_path / "rate.zip"
    doors.command("bundle", str(frozen["id"]), str(target))
    over_http = doors.web.get(f"/rates/frozen/{frozen['id']}/bundle", "evaluator").get_data()
    assert over_http == target.read_bytes()
    assert doors.visitor.client.get(f"/rates/frozen/{frozen['id']}/bundle").data == over_http
    verdict = verify(over_http)
    assert verdict.agrees
    kept = doors.api(f"/rates/frozen/{frozen['id']}")
    assert verdict.figure == kept["value"] == frozen["value"] == shown["value"]
    assert kept["made_again"]["agrees"] is True


def _said_everywhere(
    doors: Doors, code: str, year: int, definition: str, words: list[Status | Flag]
) -> dict[str, Any]:
    """The answer for a question from the records, in which each word is explained everywhere."""
    asked: dict[str, Any] = {"enterprise": code, "year": year, "definition": definition}
    shown = doors.api("/rates", **asked)
    assert {word.value for word in words} <= {shown["status"], *shown["flags"]}
    missing = ", ".join(shown["missing"])
    told = [translate(SAYS[word], "en", missing=missing) for word in words]
    page = doors.page(f"/rates?enterprise={code}&year={year}&definition={definition}")
    given = ("--enterprise", code, "--year", str(year), "--definition", definition)
    for says in (shown["says"], doors.command("show", *given)["says"]):
        assert set(told) <= set(says)
    assert all(sentence in page for sentence in told)
    return shown


def test_two_enterprises_that_claim_one_load_are_told_so(doors: Doors) -> None:
    shown = _said_everywhere(doors, doors.town.producer.code, 2025, "R_EPR", [Flag.DOUBLE_CLAIM])
    assert shown["factors"]["eligible_collected_t"]["fraction"] == "7/1"


def test_a_year_without_data_has_no_rate_and_says_why(doors: Doors) -> None:
    code = doors.town.producer.code
    shown = _said_everywhere(doors, code, 2026, "R_EPR", [Status.INSUFFICIENT_DATA, Flag.GAP_YEAR])
    assert (shown["value"], shown["missing"]) == (None, ["collected", "sales_t/2025"])


def test_a_rate_that_is_not_for_an_enterprise_says_so(doors: Doors) -> None:
    code = doors.town.recycler.code
    assert (
        _said_everywhere(doors, code, 2025, "CRR-S-1", [Status.NA_NOT_APPLICABLE])["value"] is None
    )


def test_a_correction_after_the_freeze_restates_and_keeps_the_old(doors: Doors) -> None:
    code = doors.town.producer.code
    question = {"enterprise": code, "year": 2025, "definition": "R_EPR/EU-2023"}
    first = doors.web.post("/rates/frozen", "evaluator", question).get_json()
    doors.town.scan(
        doors.town.recycler, K.CORRECT, event=doors.receipt, mass_g=5 * TONNE, reason="ticket"
    )
    refused = doors.web.post("/rates/frozen", "evaluator", question).get_json()
    assert [fault["code"] for fault in refused["errors"]] == ["reason_to_restate"]
    second = doors.web.post(
        "/rates/frozen", "evaluator", {**question, "reason": "the ticket said 5 t"}
    ).get_json()
    assert (first["value"]["fraction"], second["value"]["fraction"]) == ("7/10", "3/5")
    assert (second["version"], second["restates"]) == (2, first["id"])
    assert Flag.RESTATED.value in second["flags"]
    kept = doors.api(f"/rates/frozen/{first['id']}")
    assert (kept["value"], kept["made_again"]["agrees"]) == (first["value"], True)
    for id_, value in ((first["id"], "7/10"), (second["id"], "3/5")):
        bundle = doors.web.get(f"/rates/frozen/{id_}/bundle", "evaluator").get_data()
        verdict = verify(bundle)
        assert verdict.agrees
        assert verdict.figure is not None
        assert verdict.figure["fraction"] == value
