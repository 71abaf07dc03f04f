"""Demonstration enterprises over HTTP: the office names them, the enterprise sees itself."""

from __future__ import annotations

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of


def test_the_enterprise_sees_itself_on_the_list(web: Web, town: TheTown) -> None:
    body = a_body(town, "demonstration-enterprises")
    web.post("/demonstration-enterprises", "bureau", body)

    own = web.get("/demonstration-enterprises", "recycler").get_json()["items"]
    others = web.get("/demonstration-enterprises", "station").get_json()["items"]

    assert ([row["code"] for row in own], others) == (["DEMO-1"], [])


def test_a_kind_that_the_project_does_not_know_is_refused(web: Web, town: TheTown) -> None:
    body = a_body(town, "demonstration-enterprises", kind="museum")

    answer = web.post("/demonstration-enterprises", "bureau", body)

    assert faults_of(answer) == {"/kind": "not_one_of"}
