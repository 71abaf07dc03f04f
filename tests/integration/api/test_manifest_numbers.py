"""Numbers of manifests: official, reserved, of other lengths, provisional until one is known."""

from __future__ import annotations

import pytest

from tests.builders.manifests import confirm, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of


def a_block(**changes: str) -> dict[str, str]:
    body = {
        "first": "20264201900001",
        "last": "20264201900002",
        "granted_by": "国家危险废物信息管理系统",
        "reference": "函 2026-10-30",
        "granted_on": "2026-10-30",
    }
    return body | changes


def rules(manifest: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["rule"] for one in manifest["findings"]]


def test_a_number_of_another_length_is_kept_with_a_warning(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue", number="2021420100047595")
    assert issued["number_kind"] == "external"
    assert [warning["code"] for warning in issued["warnings"]] == ["manifest_length"]


@pytest.mark.parametrize("number", ["20254201000001", "20264301000001"])
def test_a_number_of_another_year_or_place_is_found_wrong(
    web: Web, town: TheTown, number: str
) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue", number=number)
    assert rules(issued) == ["manifest_number_wrong"]


def test_a_number_names_one_manifest_only(web: Web, town: TheTown) -> None:
    confirmed(web, "point", drafted(web, town), "issue", number="20264201000001")
    again = confirm(web, "point", drafted(web, town), "issue", number="2026 4201 000001")
    assert faults_of(again) == {"/number": "manifest_number_taken"}


@pytest.mark.parametrize(
    ("number", "fault"),
    [("联单1号", "number_malformed"), ("x" * 33, "number_malformed"), ("", "text_empty")],
)
def test_what_can_be_no_number_is_refused(web: Web, town: TheTown, number: str, fault: str) -> None:
    answer = confirm(web, "point", drafted(web, town), "issue", number=number)
    assert faults_of(answer) == {"/number": fault}


def test_a_provisional_number_is_nothing_that_anybody_was_given(web: Web, town: TheTown) -> None:
    draft = drafted(web, town)
    answer = confirm(web, "point", draft, "issue", number=draft["number"])
    assert faults_of(answer) == {"/number": "provisional_is_ours"}


def test_the_official_number_may_come_later_and_once(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    assert faults_of(confirm(web, "point", issued, "number")) == {"/number": "number_needed"}
    numbered = confirmed(web, "point", issued, "number", number="20264201000001")
    assert numbered["state"] == "issued"
    assert confirm(web, "point", numbered, "number", number="20264201000002").status_code == 409


def test_a_block_is_used_up_in_order_and_nothing_is_made_beyond_it(web: Web, town: TheTown) -> None:
    assert web.post("/number-blocks", "bureau", a_block()).status_code == 201
    numbers = [
        confirmed(web, "point", drafted(web, town), "issue", from_block=True)["number"]
        for _ in range(2)
    ]
    assert numbers == ["20264201900001", "20264201900002"]
    spent = confirm(web, "point", drafted(web, town), "issue", from_block=True)
    assert faults_of(spent) == {"/from_block": "numbers_spent"}
    (block,) = web.get("/number-blocks", "bureau").get_json()["items"]
    assert (block["left"], block["first"]) == (0, "20264201900001")


def test_a_block_of_one_sender_is_not_used_by_another(web: Web, town: TheTown) -> None:
    web.post("/number-blocks", "bureau", a_block(organisation=town.station.code))
    spent = confirm(web, "point", drafted(web, town), "issue", from_block=True)
    assert faults_of(spent) == {"/from_block": "numbers_spent"}
    assert web.get("/number-blocks", "point").get_json()["items"] == []


@pytest.mark.parametrize(
    ("changes", "pointer", "fault"),
    [
        ({"last": "20264202000002"}, "/last", "block_malformed"),
        ({"last": "20264201900000"}, "/last", "block_malformed"),
        ({"first": "123"}, "/first", "block_malformed"),
        ({"organisation": "91420100MA0000000X"}, "/organisation", "unknown_organisation"),
    ],
)
def test_what_is_no_block_is_refused(
    web: Web, changes: dict[str, str], pointer: str, fault: str
) -> None:
    answer = web.post("/number-blocks", "bureau", a_block(**changes))
    assert faults_of(answer) == {pointer: fault}


def test_blocks_are_for_the_bureau_to_take_down(web: Web) -> None:
    assert web.post("/number-blocks", "point", a_block()).status_code == 403


def test_the_duty_to_have_a_manifest_can_be_asked(web: Web) -> None:
    path = "/manifest-duty?sender=POINT-1&receiver=SMELTER-1"
    assert web.get(path, "point").get_json()["needed"] is True
    unknown = web.get("/manifest-duty?sender=POINT-1&receiver=X", "point")
    assert faults_of(unknown) == {"/receiver": "unknown_peer_site"}
