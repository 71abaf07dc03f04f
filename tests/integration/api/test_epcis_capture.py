"""Can a stranger bring events in the words of EPCIS, and take them back?"""

from __future__ import annotations

from typing import Any

from tests.builders.books import rows_in_all_tables
from tests.builders.epcis import PROCEED, a_document, an_event, bring, epcs, events
from tests.builders.lives import collected, in_use
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.unit import UnitState as S


def _counted(sessions: Any) -> dict[str, int]:
    with sessions() as session:
        counted = rows_in_all_tables(session)
    return {name: rows for name, rows in counted.items() if not name.startswith("capture_")}


def test_a_foreign_event_becomes_a_scan(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    answer = bring(web, a_document())
    assert answer.status_code == 202, answer.get_data(as_text=True)
    job = answer.get_json()
    assert (job["running"], job["success"], job["booked"], job["errors"]) == (False, True, 1, [])
    assert town.unit("B1").state is S.COLLECTED
    assert web.get(answer.headers["Location"].removeprefix("/api/v1"), "point").get_json() == job


def test_the_same_event_again_is_known(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    bring(web, a_document())
    job = bring(web, a_document()).get_json()
    assert (job["booked"], job["known"], job["success"]) == (0, 1, True)
    single = {"@context": "https://ref.gs1.org/epcis", **an_event()}
    assert web.post("/epcis/events", "point", single).status_code == 409


def test_one_wrong_event_undoes_the_whole_document(web: Web, town: TheTown, sessions: Any) -> None:
    in_use(town, "B1")
    before = _counted(sessions)
    wrong = an_event(epcList=epcs("NEVER-PACKED"), bizStep="storing", disposition="in_progress")
    job = bring(web, a_document(an_event(), wrong)).get_json()
    assert (job["success"], job["booked"]) == (False, 0)
    assert [(f["pointer"], f["code"]) for f in job["errors"]] == [
        ("/epcisBody/eventList/1/epcList/0", "unknown_code")
    ]
    assert town.unit("B1").state is S.IN_USE
    assert _counted(sessions) == before


def test_a_document_that_proceeds_books_what_is_right(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    wrong = an_event(epcList=epcs("B9"), bizStep="storing", disposition="in_progress")
    job = bring(web, a_document(wrong, an_event()), **PROCEED).get_json()
    assert (job["booked"], job["refused"], job["success"]) == (1, 1, False)
    assert [f["pointer"] for f in job["errors"]] == ["/epcisBody/eventList/0/epcList/0"]
    assert town.unit("B1").state is S.COLLECTED


def test_an_event_of_which_a_part_cannot_be_booked_is_not_booked(web: Web, town: TheTown) -> None:
    collected(town, "B1")
    stored = an_event(epcList=epcs("B1", "B2"), bizStep="storing", disposition="in_progress")
    job = bring(web, a_document(stored), **PROCEED).get_json()
    assert (job["booked"], job["refused"]) == (0, 1)
    assert town.unit("B1").state is S.COLLECTED


def test_nobody_books_at_other_peoples_sites(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    job = bring(web, a_document(), "other_point").get_json()
    assert [f["code"] for f in job["errors"]] == ["unknown_site"]
    assert town.unit("B1").state is S.IN_USE
    assert web.post("/epcis/capture", "bureau", a_document()).status_code == 403
    number = job["captureID"]
    assert web.get(f"/epcis/capture/{number}", "point").status_code == 404


def test_an_error_declaration_takes_an_event_back(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    event = an_event(eventID="urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8")
    bring(web, a_document(event))
    declared = {"declarationTime": event["eventTime"], "reason": "did_not_occur"}
    job = bring(web, a_document(event | {"errorDeclaration": declared})).get_json()
    assert (job["booked"], job["errors"]) == (1, [])
    assert town.unit("B1").state is S.IN_USE
    told = events(web, MATCH_epc="urn:plumbline:unit:B1", EQ_bizStep="collecting")
    assert [one["eventID"] for one in told] == [event["eventID"]] * 2
    assert "errorDeclaration" in told[1]


def test_our_own_event_is_taken_back_by_the_id_under_which_it_was_told(
    web: Web, town: TheTown
) -> None:
    collected(town, "B1")
    (event,) = events(web, EQ_bizStep="collecting")
    del event["recordTime"]
    declared = {"declarationTime": event["eventTime"], "reason": "did_not_occur"}
    job = bring(web, a_document(event | {"errorDeclaration": declared})).get_json()
    assert job["errors"] == []
    assert town.unit("B1").state is S.IN_USE


def test_a_declaration_about_an_unknown_event_is_refused(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    event = an_event(errorDeclaration={"declarationTime": an_event()["eventTime"]})
    job = bring(web, a_document(event)).get_json()
    assert [f["code"] for f in job["errors"]] == ["epcis_unknown_event"]


def test_what_a_scan_cannot_hold_is_told(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    job = bring(web, a_document(an_event(**{"urn:x:colour": "red"}))).get_json()
    assert [(f["code"], f["pointer"]) for f in job["findings"]] == [
        ("epcis_not_kept", "/epcisBody/eventList/0/urn:x:colour")
    ]


def test_the_limits_are_told_to_whoever_asks_for_the_options(web: Web) -> None:
    answer = web.request("OPTIONS", "/epcis/capture", None)
    assert answer.status_code == 200
    assert "POST" in (answer.allow or ())
    assert answer.headers["GS1-EPCIS-Version"] == "2.0.0"
    assert answer.headers["GS1-EPCIS-Capture-Limit"] == "100000"
    assert answer.headers["GS1-EPCIS-Capture-File-Size-Limit"] == "100000000"


def test_master_data_of_a_document_are_not_kept_and_it_is_said(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    header: dict[str, Any] = {"epcisMasterData": {"vocabularyList": []}}
    job = bring(web, a_document(epcisHeader=header)).get_json()
    assert [(f["code"], f["pointer"]) for f in job["findings"]] == [
        ("epcis_not_kept", "/epcisHeader")
    ]
