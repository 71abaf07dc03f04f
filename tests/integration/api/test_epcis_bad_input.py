"""Is what cannot be true, or is hostile, refused with a pointer, and nothing of it kept?"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.builders.bad_events import BAD, HOSTILE
from tests.builders.epcis import PROCEED, a_document, an_event, bring, events
from tests.builders.lives import in_use
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.unit import UnitState as S
from tracker.exports.epcis.read_document import judge_own


@pytest.mark.parametrize(("changes", "pointer", "code"), BAD)
def test_what_cannot_be_true_is_refused_at_once(
    web: Web, changes: dict[str, Any], pointer: str, code: str
) -> None:
    answer = bring(web, a_document(an_event(**changes)))
    assert answer.status_code == 422
    assert faults_of(answer)[f"/epcisBody/eventList/0{pointer}"] == code
    assert web.get("/epcis/capture", "point").get_json()["items"] == []


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_json_is_refused(web: Web, content: bytes) -> None:
    answer = web.request(
        "POST", "/epcis/capture", "point", data=content, content_type="application/ld+json"
    )
    assert answer.status_code == HOSTILE[content]
    assert faults_of(answer) or answer.status_code == 400
    assert web.get("/epcis/capture", "point").get_json()["items"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"eventID": "urn:x:" + "长" * 400},
        {"eventID": "urn:x:\x00"},
        {"readPoint": {"id": "urn:plumbline:site:%00"}},
        {"plumbline:reason": "\x00"},
        {"plumbline:recordedBy": "urn:plumbline:party:%00"},
        {"bizTransactionList": [{"type": "bol", "bizTransaction": "urn:plumbline:manifest:%00"}]},
        {"epcList": ["urn:plumbline:unit:%00"]},
    ],
)
def test_texts_that_no_database_keeps_are_refused(
    web: Web, town: TheTown, changes: dict[str, Any]
) -> None:
    in_use(town, "B1")
    assert bring(web, a_document(an_event(**changes))).status_code == 422
    job = bring(web, a_document(an_event(**changes)), **PROCEED).get_json()
    assert (job["booked"], job["refused"], job["running"]) == (0, 1, False)


def test_a_contradicting_offset_and_a_wrong_check_digit_are_found_and_booked(
    web: Web, town: TheTown
) -> None:
    link = "https://id.gs1.org/01/09521141012346/21/2017"  # the check digit should be 5
    event = an_event(eventTimeZoneOffset="+02:00", epcList=[link])
    job = bring(web, a_document(event)).get_json()
    assert (job["success"], job["booked"]) == (True, 1)
    found = {finding["code"] for finding in job["findings"]}
    assert found == {"epcis_offset_differs", "epcis_check_digit"}
    assert town.unit(link).state is S.COLLECTED
    (told,) = events(web)
    assert told["epcList"] == ["urn:plumbline:unit:" + quote(link, safe=":")]
    assert judge_own(told, town.clock.now()) == []


def test_faults_are_told_in_chinese(web: Web) -> None:
    answer = web.request(
        "POST", "/epcis/capture", "point", "zh", json=a_document(an_event(action="CREATE"))
    )
    (fault,) = answer.get_json()["errors"]
    assert fault["pointer"] == "/epcisBody/eventList/0/action"
    assert "之一" in fault["detail"]
