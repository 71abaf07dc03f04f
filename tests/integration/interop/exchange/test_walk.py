"""Does one change reach the other province: owed, numbered, sent, stored, confirmed, in force?"""

from __future__ import annotations

from interop.documents.strict_json import read_strictly
from interop.records.receipt import read_receipt
from tests.builders.two_provinces import Province


def test_a_site_is_told_and_stands_in_the_other_province(
    provinces: tuple[Province, Province],
) -> None:
    ours, theirs = provinces
    ours.site_changed("POINT-7")
    done = ours.exchange(theirs)
    assert (done["duties"], done["sent"], done["failed"]) == (1, 1, 0)
    assert theirs.things() == {}  # stored before it is worked off
    theirs.exchange(ours)
    version, body = theirs.things()["POINT-7"]
    assert version == 1
    assert body["roles"] == ["collector"]

    (receipt,) = ours.ask("SELECT content FROM exchange_receipt")[0]
    (kept,) = theirs.ask("SELECT receipt FROM exchange_inbox")[0]
    assert receipt == kept
    found = read_receipt(read_strictly(receipt), "CN-36", ours.book(), ours.clock.now())
    assert (found.high_water, found.log_size, found.missing) == (1, 1, [])


def test_a_change_is_the_next_version_and_nothing_is_told_twice(
    provinces: tuple[Province, Province],
) -> None:
    ours, theirs = provinces
    for name in ("甲", "甲", "乙"):
        ours.site_changed("POINT-7", name)
        ours.exchange(theirs)
    theirs.exchange(ours)
    assert theirs.things()["POINT-7"][0] == 2
    assert theirs.things()["POINT-7"][1]["name"] == "乙"


def test_who_is_on_a_white_list_is_told_and_told_anew_when_that_changes(
    provinces: tuple[Province, Province],
) -> None:
    ours, theirs = provinces
    ours.site_changed("POINT-7")
    for statement in (_LISTED, _DUTY):
        ours.do(statement)
    ours.exchange(theirs)
    ours.do("UPDATE white_list_entry SET valid_until = '2026-12-31'")
    ours.do(_DUTY)
    ours.exchange(theirs)
    theirs.exchange(ours)
    version, body = theirs.things("white_list_entry")["WL-1"]
    assert (version, body["valid_until"]) == (2, "2026-12-31")
    assert (body["organisation"], body["document"]) == ("ORG-42", "环办固体函〔2023〕387号")


_LISTED = (
    "INSERT INTO white_list_entry (province, code, organisation_id, document, source, valid_from,"
    " version) SELECT :province, 'WL-1', id, '环办固体函〔2023〕387号', 'list 1', '2024-02-02', 1"
    " FROM organisation"
)
_DUTY = (
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, 'white_list_entry.changed', 'WL-1', 1)"
)
