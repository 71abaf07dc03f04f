"""Has every kind of scan its row, and does every row lead back to its kind?"""

from __future__ import annotations

import pytest

from tracker.domain.scan import ScanKind
from tracker.exports.epcis import words as w
from tracker.exports.epcis.mapping import DECLARED, FOREIGN, ROWS, Row, row_for, row_of


def test_every_kind_of_scan_is_told() -> None:
    assert {row.kind for row in ROWS} | set(DECLARED.values()) == set(ScanKind)


def test_no_two_kinds_are_told_the_same() -> None:
    said = [(row.type, row.action, row.step, row.disposition) for row in ROWS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}-{row.disposition}")
def test_what_is_written_is_read_as_what_it_was(row: Row) -> None:
    event = {"type": row.type, "bizStep": row.step, "disposition": row.disposition}
    if row.action is not None:
        event["action"] = row.action
    assert row_for(event) == row


@pytest.mark.parametrize("row", [*ROWS, *FOREIGN], ids=lambda row: f"{row.kind}-{row.step}")
def test_every_row_uses_words_of_the_standard(row: Row) -> None:
    assert row.step in w.BIZ_STEPS.words
    assert row.disposition is None or row.disposition in w.DISPOSITIONS.words
    assert row.type in w.EVENT_TYPES


def test_a_sale_to_a_shop_and_one_over_the_counter_are_told_apart() -> None:
    steps = [row_of(ScanKind.SELL, with_peer=peer, stolen=False).step for peer in (True, False)]
    assert steps == ["shipping", "retail_selling"]
    assert row_of(ScanKind.LOSE, with_peer=False, stolen=True).disposition == "stolen"


def test_words_may_be_spelled_in_full() -> None:
    event = {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": "https://ref.gs1.org/cbv/BizStep-storing",
        "disposition": "urn:epcglobal:cbv:disp:in_progress",
    }
    found = row_for(event)
    assert found is not None
    assert found.kind is ScanKind.STORE


@pytest.mark.parametrize("step", ["transporting", "installing", "sampling", "", "killing"])
def test_what_is_no_scan_of_ours_is_none(step: str) -> None:
    assert row_for({"type": "ObjectEvent", "action": "OBSERVE", "bizStep": step}) is None
