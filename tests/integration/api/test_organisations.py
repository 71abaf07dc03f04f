"""Organisations over HTTP: soft checks, and who sees how much of whom."""

from __future__ import annotations

import pytest

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.registers import a_uscc
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.roles import Role

pytestmark = pytest.mark.usefixtures("atlas")

NAMES = {"code", "name", "name_en", "division"}
WRONG_CHECK = "91350200MA00000123"


def test_a_credit_code_whose_check_fails_is_kept_with_a_warning(web: Web, town: TheTown) -> None:
    answer = web.post("/organisations", "bureau", a_body(town, "organisations", code=WRONG_CHECK))

    assert answer.status_code == 201
    warning = answer.get_json()["warnings"][0]
    assert (warning["pointer"], warning["code"]) == ("/code", "uscc_check")
    assert warning["detail"].startswith("The last character")


def test_a_credit_code_that_fits_gets_no_warning(web: Web, town: TheTown) -> None:
    answer = web.post("/organisations", "bureau", a_body(town, "organisations"))

    assert "warnings" not in answer.get_json()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91420100MA0000", "not_a_uscc"),
        ("９１４２０１００ＭＡ００００００", "not_a_uscc"),
        ("91420100MA000001🔋B", "code_character"),
        ("24366160203632619520", "not_a_uscc"),
        ("..", "code_character"),
    ],
)
def test_what_cannot_be_a_credit_code_is_refused(
    web: Web, town: TheTown, code: str, fault: str
) -> None:
    answer = web.post("/organisations", "bureau", a_body(town, "organisations", code=code))

    assert (answer.status_code, faults_of(answer)) == (422, {"/code": fault})


def test_full_width_and_small_letters_are_what_the_keyboard_made_of_them(
    web: Web, town: TheTown
) -> None:
    code = a_uscc(888)
    typed = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())

    answer = web.post("/organisations", "bureau", a_body(town, "organisations", code=typed))

    assert answer.get_json()["code"] == code


def test_a_withdrawn_division_is_kept_with_a_warning(web: Web, town: TheTown) -> None:
    body = a_body(town, "organisations", division="500112")

    answer = web.post("/organisations", "bureau", body)

    assert answer.status_code == 201
    warnings = {note["pointer"]: note["code"] for note in answer.get_json()["warnings"]}
    assert warnings == {"/division": "division_withdrawn"}


def test_of_others_an_organisation_sees_what_names_them(web: Web, town: TheTown) -> None:
    own = web.get(f"/organisations/{town.point.code}", "point").get_json()
    other = web.get(f"/organisations/{town.recycler.code}", "point").get_json()

    assert own.keys() == NAMES | {"note", "version"}
    assert other.keys() == NAMES


def test_a_bureau_sees_the_whole_of_its_own_division_only(web: Web, town: TheTown) -> None:
    body = a_body(town, "organisations", division="420500")
    elsewhere = web.post("/organisations", "bureau", body).get_json()["code"]
    web.callers["city"] = a_caller(Role.BUREAU_CITY, login="city", organisation=None)

    inside = web.get(f"/organisations/{town.point.code}", "city").get_json()
    outside = web.get(f"/organisations/{elsewhere}", "city").get_json()

    assert inside.keys() > NAMES
    assert outside.keys() == NAMES


def test_who_oversees_the_province_sees_the_strangers_it_keeps(web: Web, town: TheTown) -> None:
    body = a_body(town, "organisations", division="500103")
    stranger = web.post("/organisations", "bureau", body).get_json()["code"]
    evaluator = a_caller(Role.EVALUATOR, login="evaluator", organisation=None, division="420000")
    web.callers["evaluator"] = evaluator

    assert web.get(f"/organisations/{stranger}", "evaluator").get_json().keys() > NAMES


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "00000012"}, 1),
        ({"q": "%"}, 0),
        ({"q": "_"}, 0),
        ({"division": "42"}, 8),
        ({"division": "420100"}, 8),
        ({"division": "420106"}, 0),
        ({"division": "500000"}, 0),
    ],
    ids=repr,
)
def test_the_list_is_narrowed_by_text_and_division(
    web: Web, query: dict[str, str], found: int
) -> None:
    answer = web.get("/organisations", "shop", query_string=query)

    assert len(answer.get_json()["items"]) == found


def test_an_organisation_is_found_by_a_part_of_its_name(web: Web, town: TheTown) -> None:
    web.post("/organisations", "bureau", a_body(town, "organisations", name="云梦再生铅厂"))

    answer = web.get("/organisations", "shop", query_string={"q": "再生铅"})

    assert [row["name"] for row in answer.get_json()["items"]] == ["云梦再生铅厂"]


def test_filtering_by_organisation_shows_a_stranger_nothing(web: Web, town: TheTown) -> None:
    query = {"organisation": town.point.code}

    assert web.get("/sites", "shop", query_string=query).get_json()["items"] == []
    own = web.get("/sites", "point", query_string=query).get_json()["items"]
    assert [site["code"] for site in own] == ["POINT-1", "POINT-1B"]
