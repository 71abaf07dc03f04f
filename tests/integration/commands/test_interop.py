"""``plumbline interop …`` as the how-to tells it: keys, approvals, partner, status, parked rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.registers import HOME_PROVINCE
from tests.integration.commands.test_commands import Terminal


@pytest.fixture
def terminal(own_database: str, tmp_path: Path) -> Terminal:
    return Terminal(DATABASE_URL=own_database, HOME=str(tmp_path), PROVINCE=str(HOME_PROVINCE))


def test_a_key_is_made_enrolled_and_approved_by_two(terminal: Terminal) -> None:
    key = terminal.json("interop", "keygen", "--use", "record")
    enrolled = terminal.json("interop", "key", "enrol", key["public_file"], "--by", "lin")
    assert (enrolled["keyid"], enrolled["sha256"]) == (key["keyid"], key["sha256"])

    approve = ("interop", "key", "approve", key["keyid"], "--fingerprint")
    said = key["sha256"].upper()
    assert terminal.json(*approve, said, "--by", "wang")["approvals"] == 1
    assert terminal.json(*approve, said, "--by", "wang", code=1)["error"]["code"] == "key_not_taken"
    assert terminal.json(*approve, "00 11", "--by", "zhao", code=1)["error"]["code"]
    assert terminal.json(*approve, said, "--by", "zhao")["approvals"] == 2
    assert terminal.json("interop", "key", "revoke", key["keyid"], "--by", "lin")["revoked"]


def test_a_partner_is_added_paused_and_seen(terminal: Terminal) -> None:
    add = ("interop", "partner", "add", "CN-36")
    refused = terminal.json(*add, "http://partner.example", code=1)
    assert refused["error"]["faults"][0]["code"] == "not_a_partners_address"
    refused = terminal.json(*add, "https://partner.example", "--networks", "x", code=1)
    assert refused["error"]["faults"][0]["code"] == "not_networks"
    terminal.json(*add, "https://partner.example")
    assert terminal.json(*add, "https://partner.example", code=1)["error"]["code"]
    terminal.json("interop", "partner", "pause", "CN-36")

    (row,) = terminal.json("interop", "status")["partners"]
    assert (row["authority"], row["active"], row["messages"], row["parked"]) == (
        "CN-36",
        False,
        0,
        0,
    )
    assert "CN-36" in terminal.run("interop", "status").output
    terminal.json("interop", "partner", "resume", "CN-36")
    assert terminal.json("interop", "work", "--once")["sent"] == 0


def test_what_is_not_there_is_said_so(terminal: Terminal) -> None:
    asked = {
        "partner_unknown": ("partner", "pause", "CN-99"),
        "nothing_parked": ("park", "decide", "7", "retry"),
        "no_evidence": ("evidence", "POINT-7"),
    }
    for code, words in asked.items():
        assert terminal.json("interop", *words, code=1)["error"]["code"] == code
    assert terminal.json("interop", "park", "list")["parked"] == []
