"""Can a stranger bring events in the words of EPCIS, and ask for ours?"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.builders.books import rows_in_all_tables
from tests.builders.epcis import a_document, an_event, epcs
from tests.builders.lives import collected, in_use, on_the_road, packed
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S
from tracker.exports.epcis.read_document import judge_own

PROCEED = {"GS1-Capture-Error-Behaviour": "proceed"}


def bring(web: Web, document: dict[str, Any], login: str = "point", **headers: str) -> Any:
    return web.post("/epcis/capture", login, document, headers=headers)


def events(web: Web, login: str = "point", **query: object) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = web.get(f"/epcis/events?{asked}", login)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = json.loads(answer.data)
    found: list[dict[str, Any]] = body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return found


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


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"eventTime": "2190-01-01T00:00:00+08:00"}, "/eventTime", "time_in_future"),
    ({"bizStep": "transforming"}, "/bizStep", "epcis_unknown_word"),
    ({"bizStep": "transporting", "disposition": "in_transit"}, "/bizStep", "epcis_no_step"),
    ({"epcList": ["one two"]}, "/epcList/0", "epcis_not_an_address"),
    ({"readPoint": None}, "/readPoint", "epcis_no_place"),
    (
        {
            "type": "AggregationEvent",
            "action": "ADD",
            "epcList": None,
            "childEPCs": epcs("B1"),
            "bizStep": "packing",
            "disposition": "in_progress",
        },
        "/parentID",
        "epcis_no_parent",
    ),
    (
        {
            "type": "AggregationEvent",
            "action": "ADD",
            "epcList": None,
            "parentID": "urn:plumbline:unit:B1",
            "childEPCs": epcs("B1"),
            "bizStep": "packing",
        },
        "/childEPCs/0",
        "into_itself",
    ),
    (
        {
            "type": "TransformationEvent",
            "action": None,
            "epcList": None,
            "inputEPCList": epcs("B1"),
            "outputQuantityList": [
                {"epcClass": "urn:plumbline:unit:L1", "quantity": 99_999, "uom": "KGM"}
            ],
            "bizStep": "disassembling",
        },
        "/outputQuantityList",
        "outputs_exceed_inputs",
    ),
    (
        {"quantityList": [{"epcClass": "urn:x:lot", "quantity": -1, "uom": "KGM"}]},
        "/quantityList/0/quantity",
        "epcis_negative",
    ),
    (
        {"quantityList": [{"epcClass": "urn:x:lot", "quantity": 1, "uom": "QQQ"}]},
        "/quantityList/0/uom",
        "epcis_unknown_unit",
    ),
]


@pytest.mark.parametrize(("changes", "pointer", "code"), BAD)
def test_what_cannot_be_true_is_refused_at_once(
    web: Web, changes: dict[str, Any], pointer: str, code: str
) -> None:
    answer = bring(web, a_document(an_event(**changes)))
    assert answer.status_code == 422
    assert faults_of(answer)[f"/epcisBody/eventList/0{pointer}"] == code
    assert web.get("/epcis/capture", "point").get_json()["items"] == []


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


HOSTILE = {
    b'{"a":' * 100 + b"1" + b"}" * 100: 422,
    b"[" * 100_000: 422,
    b'{"type":"EPCISDocument","type":"EPCISDocument"}': 422,
    b'{"epcisBody":1e999999999}': 422,
    b'{"epcisBody":' + b"9" * 5_000 + b"}": 422,
    b'{"epcisBody":"\\ud800"}': 422,
    b'{"epcisBody":NaN}': 422,
    b'{"epcisBody":': 400,
    b"": 400,
    b"\xff\xfe": 400,
    b"null": 422,
    b'{"epcisBody":{"eventList":[null]}}': 422,
}


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_json_is_refused(web: Web, content: bytes) -> None:
    answer = web.request(
        "POST", "/epcis/capture", "point", data=content, content_type="application/ld+json"
    )
    assert answer.status_code == HOSTILE[content]
    assert answer.mimetype == "application/problem+json"


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


def test_pages_follow_each_other_and_stay_as_they_are(web: Web, town: TheTown) -> None:
    packed(town, town.box(), "B1", "B2", "B3")
    on_the_road(town, town.box())
    whole = events(web, "bureau")
    assert len(whole) == 7
    seen, path = [], "/epcis/events?perPage=2"
    while path:
        answer = web.get(path, "bureau")
        body = json.loads(answer.data)
        seen += body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        if len(seen) == 4:
            town.scan(town.recycler, K.COLLECT, "LATE-1")
        link = answer.headers.get("Link", "")
        path = link.partition(">")[0].removeprefix("</api/v1") if link else ""
    assert [one["eventID"] for one in seen[:7]] == [one["eventID"] for one in whole]
    assert len(seen) == 8


def test_everybody_sees_the_events_of_their_own(web: Web, town: TheTown) -> None:
    collected(town, "B1")
    steps = {
        login: [one["bizStep"] for one in events(web, login)]
        for login in ("producer", "shop", "point", "other_point", "bureau")
    }
    assert steps == {
        "producer": ["commissioning", "shipping"],
        "shop": ["shipping", "retail_selling"],
        "point": ["collecting"],
        "other_point": [],
        "bureau": ["commissioning", "shipping", "retail_selling", "collecting"],
    }


FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({"eventType": "AggregationEvent"}, ["packing"]),
    ({"EQ_action": "ADD"}, ["commissioning", "packing"]),
    ({"EQ_disposition": "disposed,retail_sold"}, ["retail_selling", "collecting"]),
    ({"EQ_bizStep": "https://ref.gs1.org/cbv/BizStep-packing"}, ["packing"]),
    ({"EQ_bizLocation": "urn:plumbline:site:POINT-1"}, ["collecting", "packing"]),
    ({"MATCH_epc": "urn:plumbline:unit:NOBODY"}, []),
    ({"LT_eventTime": "2020-01-01T00:00:00Z"}, []),
]


@pytest.mark.parametrize(("query", "steps"), FILTERS)
def test_a_query_finds_what_it_asks_for(
    web: Web, town: TheTown, query: dict[str, str], steps: list[str]
) -> None:
    packed(town, town.box(), "B1")
    assert [one["bizStep"] for one in events(web, "bureau", **query)] == steps


def test_an_unknown_parameter_is_refused(web: Web) -> None:
    answer = web.get("/epcis/events?GE_eventDate=2026-01-01&orderDirection=SIDEWAYS", "bureau")
    assert answer.status_code == 422
    assert set(faults_of(answer)) == {"/GE_eventDate", "/orderDirection"}


def test_an_event_is_found_by_the_id_it_was_brought_under(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    bring(web, a_document(an_event(eventID="ni:///sha-256;ab?ver=CBV2.0")))
    answer = web.get("/epcis/events/ni:///sha-256;ab?ver=CBV2.0", "point")
    assert json.loads(answer.data)["bizStep"] == "collecting"
    assert web.get("/epcis/events/ni:///sha-256;ab?ver=CBV2.0", "other_point").status_code == 404
    (own,) = events(web, "producer", EQ_bizStep="commissioning")
    assert events(web, "producer", EQ_eventID=own["eventID"]) == [own]


def test_what_a_scan_cannot_hold_is_told(web: Web, town: TheTown) -> None:
    in_use(town, "B1")
    job = bring(web, a_document(an_event(**{"urn:x:colour": "red"}))).get_json()
    assert [(f["code"], f["pointer"]) for f in job["findings"]] == [
        ("epcis_not_kept", "/epcisBody/eventList/0/urn:x:colour")
    ]


def _counted(sessions: Any) -> dict[str, int]:
    with sessions() as session:
        counted = rows_in_all_tables(session)
    return {name: rows for name, rows in counted.items() if not name.startswith("capture_")}


@pytest.mark.parametrize(
    "path",
    [
        "/epcis/events/%00",
        "/epcis/events/%ff?x=%00",
        "/epcis/capture/99999999999999999999",
        "/epcis/events?EQ_bizLocation=urn:plumbline:site:%2500",
        "/epcis/events?MATCH_epc=%00",
        "/epcis/events?nextPageToken=%00",
        "/epcis/events?nextPageToken=WzFlNDBd",
        "/epcis/events?nextPageToken=Wy01XQ",
        "/epcis/events?GE_recordTime=0001-01-01T00:00:00Z",
        "/epcis/events?LT_recordTime=9999-12-31T23:59:59Z",
        "/epcis/events?perPage=0",
        "/epcis/events?MATCH_epc=" + "urn:x:1," * 200,
    ],
)
def test_hostile_questions_are_answered_calmly(web: Web, path: str) -> None:
    assert web.get(path, "point").status_code in (200, 404, 422)


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


def test_faults_are_told_in_chinese(web: Web) -> None:
    answer = web.request(
        "POST", "/epcis/capture", "point", "zh", json=a_document(an_event(action="CREATE"))
    )
    (fault,) = answer.get_json()["errors"]
    assert fault["pointer"] == "/epcisBody/eventList/0/action"
    assert "之一" in fault["detail"]


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
