"""Do we accept the EPCIS documents that are valid, and refuse those that are not, and say where?"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.exports.epcis.read_document import Judgement, judge_document

NOW = datetime(2026, 11, 1, tzinfo=UTC)
#: Documents published as valid that do not fit GS1's own schema, and what we find in each.
UNFIT = {
    "AggregationEvent_with_persistentDisposition.json": (
        "epcis_field_without_namespace",
        "/epcisBody/eventList/1/persistentDisposition",
    ),
    "SensorData_with_combined_events.json": (
        "epcis_unknown_word",
        "/epcisBody/eventList/7/sensorElementList/0/sensorReport/1/type",
    ),
    "TransactionEvent_with_userExtensions.json": (
        "epcis_unknown_word",
        "/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/type",
    ),
}


@pytest.fixture(scope="module")
def folder() -> Path:
    given = os.environ.get("PLUMBLINE_VECTORS")
    if not given:
        message = "PLUMBLINE_VECTORS is not set: there are no EPCIS documents to judge"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return Path(given) / "openepcis" / "json"


def judged(folder: Path, where: str) -> dict[str, Judgement]:
    return {
        path.name: judge_document(path.read_bytes(), NOW)
        for path in sorted((folder / where).glob("*.json"))
    }


def test_valid_documents_are_accepted(folder: Path) -> None:
    documents = judged(folder, "Capture/Documents")
    refused = {name for name, found in documents.items() if not found.accepted}
    assert len(documents) == 38
    assert refused == set(UNFIT)


def test_of_documents_that_do_not_fit_the_schema_it_is_said_why(folder: Path) -> None:
    documents = judged(folder, "Capture/Documents")
    found = {
        name: (documents[name].faults[0].code, documents[name].faults[0].pointer) for name in UNFIT
    }
    assert found == UNFIT


def test_single_events_are_accepted(folder: Path) -> None:
    events = judged(folder, "Capture/Events")
    assert len(events) == 5
    assert all(found.accepted for found in events.values())


def test_invalid_documents_are_refused_with_a_pointer(folder: Path) -> None:
    documents = judged(folder, "Capture/Invalid") | judged(folder, "Query/Invalid")
    assert len(documents) == 17
    for name, found in documents.items():
        assert found.faults, name
        assert all(fault.pointer.startswith("/") for fault in found.faults), name


def test_query_documents_are_judged_as_capture_documents_are(folder: Path) -> None:
    documents = judged(folder, "Query")
    refused = {name for name, found in documents.items() if not found.accepted}
    assert len(documents) == 9
    assert refused == set(UNFIT) & set(documents)


def test_an_offset_that_differs_is_a_finding_and_no_refusal(folder: Path) -> None:
    documents = judged(folder, "Capture/Documents")
    found = [
        name
        for name, one in documents.items()
        if any(finding.code == "epcis_offset_differs" for finding in one.findings)
    ]
    assert len(found) == 18
    assert any(documents[name].accepted for name in found)


def test_a_wrong_identifier_is_a_finding_and_no_refusal(folder: Path) -> None:
    wrong = {"epcis_check_digit", "epcis_link_wrong"}
    found = {
        name
        for name, one in judged(folder, "Capture/Documents").items()
        if any(finding.code in wrong for finding in one.findings)
    }
    assert found == {"Combination_of_different_event.json", "SensorData_with_combined_events.json"}
