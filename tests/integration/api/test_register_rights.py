"""Who reads and writes which register, and what nobody else may see or do."""

from __future__ import annotations

import pytest

from tests.builders.entries import a_body, a_change, registered
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.registers import REGISTERS

pytestmark = pytest.mark.usefixtures("atlas")

ALL = [register.plural for register in REGISTERS]
OWN = [register.plural for register in REGISTERS if register.own]
OFFICE_ONLY = [register.plural for register in REGISTERS if not register.own]
HIDDEN = [register.plural for register in REGISTERS if not register.names]


@pytest.mark.parametrize("plural", HIDDEN)
def test_one_organisation_does_not_see_anothers(web: Web, town: TheTown, plural: str) -> None:
    entry = registered(web, town, plural)

    shown = web.get(f"/{plural}/{entry['code']}", "other_point")
    listed = web.get(f"/{plural}", "other_point").get_json()

    assert shown.status_code == 404
    assert listed["items"] == []


@pytest.mark.parametrize("plural", OWN)
def test_one_organisation_cannot_amend_anothers(web: Web, town: TheTown, plural: str) -> None:
    entry = registered(web, town, plural)

    answer = web.put(f"/{plural}/{entry['code']}", "other_point", entry)

    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("plural", OWN)
def test_one_organisation_cannot_register_for_another(web: Web, town: TheTown, plural: str) -> None:
    answer = web.post(f"/{plural}", "other_point", a_body(town, plural))

    assert answer.status_code == 404
    assert faults_of(answer) == {"/organisation": "unknown_organisation"}


@pytest.mark.parametrize("plural", OWN)
def test_an_organisation_registers_and_amends_its_own(web: Web, town: TheTown, plural: str) -> None:
    body = a_body(town, plural, organisation=None)
    made = web.post(f"/{plural}", "point", body)
    entry = made.get_json()
    field, value = a_change(plural)
    amended = web.put(f"/{plural}/{entry['code']}", "point", entry | {field: value})

    assert (made.status_code, entry["organisation"]) == (201, town.point.code)
    assert (amended.status_code, amended.get_json()[field]) == (200, value)


@pytest.mark.parametrize("plural", OFFICE_ONLY)
def test_what_the_office_keeps_no_organisation_writes(web: Web, town: TheTown, plural: str) -> None:
    entry = registered(web, town, plural)

    made = web.post(f"/{plural}", "point", a_body(town, plural, code="OTHER"))
    amended = web.put(f"/{plural}/{entry['code']}", "point", entry)

    assert (made.status_code, amended.status_code) == (403, 403)


@pytest.mark.parametrize("plural", ALL)
def test_an_administrator_reads_registers_and_writes_none(
    web: Web, town: TheTown, plural: str
) -> None:
    entry = registered(web, town, plural)

    listed = web.get(f"/{plural}", "administrator").get_json()["items"]
    made = web.post(f"/{plural}", "administrator", a_body(town, plural, code="OTHER"))
    amended = web.put(f"/{plural}/{entry['code']}", "administrator", entry)

    assert entry["code"] in [row["code"] for row in listed]
    assert (made.status_code, amended.status_code) == (403, 403)
