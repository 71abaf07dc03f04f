"""Sales declarations over HTTP: their evidence, and masses that fit the pieces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.entries import a_body
from tests.builders.files import PDF, upload
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of

pytestmark = pytest.mark.usefixtures("atlas")


def test_the_evidence_is_a_file_that_the_declarer_brought(web: Web, town: TheTown) -> None:
    digest = upload(web, "point", PDF).get_json()["digest"]

    body = a_body(town, "sales-declarations", evidence=digest.upper())
    answer = web.post("/sales-declarations", "point", body)

    assert (answer.status_code, answer.get_json()["evidence"]) == (201, digest)


def test_another_organisations_file_is_no_evidence(web: Web, town: TheTown) -> None:
    digest = upload(web, "other_point", PDF).get_json()["digest"]

    body = a_body(town, "sales-declarations", evidence=digest)
    answer = web.post("/sales-declarations", "point", body)

    assert faults_of(answer) == {"/evidence": "unknown_attachment"}


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"evidence": "abc"}, {"/evidence": "not_a_digest"}),
    ({"evidence": "0" * 64}, {"/evidence": "unknown_attachment"}),
    ({"pieces": 70, "mass_kg": 150_000}, {"/mass_kg": "mass_absurd"}),
    ({"pieces": 0}, {"/pieces": "not_a_whole_number"}),
    ({"pieces": 1.5}, {"/pieces": "not_a_whole_number"}),
    ({"pieces": "10"}, {"/pieces": "not_a_whole_number"}),
    ({"year": 25}, {"/year": "not_a_whole_number"}),
    ({"sold_in": "990000"}, {"/sold_in": "unknown_division"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named_with_its_place(
    web: Web, town: TheTown, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post("/sales-declarations", "point", a_body(town, "sales-declarations", **changes))

    assert (answer.status_code, faults_of(answer)) == (422, faults)
