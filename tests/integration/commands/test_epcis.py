"""``plumbline epcis``: are documents of others looked at, booked and refused with pointers?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.builders.bad_events import BAD, HOSTILE
from tests.builders.epcis import a_document, an_event, epcs
from tests.integration.commands.test_commands import Terminal, lived, terminal
from tracker.store.engine import owner_engine

__all__ = ["lived", "terminal"]


@pytest.fixture
def alone(tmp_path: Path) -> Terminal:
    """A machine without a database."""
    return Terminal(HOME=str(tmp_path))


def a_file(folder: Path, content: bytes | dict[str, Any]) -> str:
    file = folder / "events.jsonld"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(file)


#: Right in EPCIS, but no scan of ours.
OURS_ALONE = ("epcis_no_step", "epcis_no_place")


@pytest.mark.parametrize(
    ("changes", "pointer", "code"), [row for row in BAD if row[2] not in OURS_ALONE]
)
def test_what_cannot_be_true_is_pointed_at(
    alone: Terminal, tmp_path: Path, changes: dict[str, Any], pointer: str, code: str
) -> None:
    document = a_document(an_event(), an_event(**changes))
    told = alone.json("epcis", "check", a_file(tmp_path, document), code=1)
    faults = {fault["pointer"]: fault["code"] for fault in told["faults"]}
    assert told["valid"] is False
    assert faults[f"/epcisBody/eventList/1{pointer}"] == code


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_bytes_are_one_sentence_and_an_exit_code(
    alone: Terminal, tmp_path: Path, content: bytes
) -> None:
    file = a_file(tmp_path, content)
    for verb in ("check", "hash"):
        done = alone.run("epcis", verb, file)
        assert done.exit_code == 1, done.output
        assert "Traceback" not in done.output + done.stderr


def test_a_valid_document_is_said_to_be_one_and_has_its_hashes(
    alone: Terminal, tmp_path: Path
) -> None:
    file = a_file(tmp_path, a_document())
    assert alone.json("epcis", "check", file)["valid"] is True
    (name,) = alone.json("epcis", "hash", file)["hashes"]
    assert name.startswith("ni:///sha-256;")


def test_what_is_odd_about_a_document_has_an_exit_code_of_its_own(
    alone: Terminal, tmp_path: Path
) -> None:
    file = a_file(tmp_path, a_document(an_event(eventTimeZoneOffset="+02:00")))
    told = alone.json("epcis", "check", file, code=4)
    assert [finding["code"] for finding in told["findings"]] == ["epcis_offset_differs"]


def test_nothing_bad_is_half_booked_and_what_is_right_is(
    lived: Terminal, own_database: str, tmp_path: Path
) -> None:
    def events() -> int:
        with owner_engine(own_database).connect() as books:
            return books.scalar(text("SELECT count(*) FROM event")) or 0

    before = events()
    for changes, _, _ in BAD:
        file = a_file(tmp_path, a_document(an_event(epcList=epcs("NEW-1")), an_event(**changes)))
        assert lived.run("epcis", "import", file).exit_code == 1
    for content in HOSTILE:
        assert lived.run("epcis", "import", a_file(tmp_path, content)).exit_code == 1
    assert events() == before
    mixed = a_document(an_event(epcList=epcs("NEW-1")), an_event(bizStep="transforming"))
    told = lived.json("epcis", "import", a_file(tmp_path, mixed), "--proceed", code=1)
    assert (told["booked"], told["refused"], events()) == (1, 1, before + 1)
    assert [fault["pointer"] for fault in told["faults"]] == ["/epcisBody/eventList/1/bizStep"]
    again = lived.json("epcis", "import", a_file(tmp_path, mixed), "--proceed", code=1)
    assert (again["booked"], again["known"], events()) == (0, 1, before + 1)


def test_a_file_that_cannot_be_written_is_one_sentence(lived: Terminal, tmp_path: Path) -> None:
    done = lived.run("epcis", "export", str(tmp_path / "nowhere" / "events.jsonld"))
    assert done.exit_code == 1
    assert "Traceback" not in done.output + done.stderr
