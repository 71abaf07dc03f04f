"""Can a stranger ask for our events in the words of EPCIS, page by page?"""

from __future__ import annotations

import json

import pytest

from tests.builders.epcis import a_document, an_event, bring, events
from tests.builders.lives import collected, in_use, on_the_road, packed
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind as K


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
