"""Does our judgement of GS1 Digital Links agree with GS1's own engine, line by line?"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.commands.tell_code import code_answer
from tracker.domain.identifiers.recognise import recognise


@dataclass(frozen=True)
class Case:
    """One line: the verdict of the reference engine on an address."""

    uri: str
    verdict: str
    elements_or_error: str
    canonical: str


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    folder = os.environ.get("PLUMBLINE_VECTORS")
    if not folder:
        message = "PLUMBLINE_VECTORS is not set: there are no cases to compare with"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    path = Path(folder) / "gs1-digital-link" / "cases.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [Case(*line.split("\t")) for line in lines]
    assert len(found) >= 77
    return found


def test_every_address_gets_the_verdict_of_the_engine(cases: list[Case]) -> None:
    differing = [case for case in cases if recognise(case.uri).digital_link != case.verdict]
    assert differing == []


def test_accepted_addresses_hold_the_same_elements(cases: list[Case]) -> None:
    accepted = [case for case in cases if case.verdict == "ACCEPT"]
    found = [recognise(case.uri).elements for case in accepted]
    assert found == [case.elements_or_error for case in accepted]


def test_rejected_addresses_are_given_the_same_reason(cases: list[Case]) -> None:
    rejected = [case for case in cases if case.verdict == "REJECT"]
    found = [recognise(case.uri).error for case in rejected]
    assert found == [case.elements_or_error for case in rejected]


def test_every_address_gets_the_same_canonical_form(cases: list[Case]) -> None:
    found = [recognise(case.uri).canonical for case in cases]
    assert found == [case.canonical for case in cases]


def test_a_canonical_address_is_its_own_canonical_form(cases: list[Case]) -> None:
    canonical = [case.canonical for case in cases if case.canonical]
    assert [recognise(uri).canonical for uri in canonical] == canonical


def test_the_command_answers_every_case_as_the_engine_does(cases: list[Case]) -> None:
    differing = []
    for case in cases:
        told = code_answer(case.uri)
        said = told["elements"] or told["error"]
        answer = Case(case.uri, told["digital_link"], said, told["canonical"])
        if answer != case:
            differing.append((case, answer))
    assert differing == []
