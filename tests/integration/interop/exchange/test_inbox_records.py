"""What becomes of records that contradict, come early, are unknown or bad? Each for itself."""

from __future__ import annotations

from typing import Any

import pytest

from interop.records.envelope import State, read_record
from tests.builders.posted import (
    Pair,
    a_message,
    a_record,
    a_request,
    answered,
    receipt_of,
    results,
    sealed,
    stored,
)


def test_n64_two_records_of_one_version_are_both_kept_and_the_first_stays(provinces: Pair) -> None:
    ours, theirs = provinces
    answered(provinces, a_request(provinces))
    other = a_record(ours, business_no="OTHER")
    message = a_message(provinces, sealed(ours, other), number=2)
    answer = answered(provinces, a_request(provinces, message))
    assert results(answer) == [("rejected", "version_conflict")]
    theirs.exchange(ours)
    assert set(theirs.things()) == {"SITE-1"}
    assert stored(theirs)["record"] == 2
    assert theirs.ask("SELECT code FROM exchange_incident") == [("version_conflict",)]


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1)])
def test_n65_versions_come_into_force_in_order_however_they_come(
    provinces: Pair, order: tuple[int, ...]
) -> None:
    ours, theirs = provinces
    entries, prev = {}, None
    for version in (1, 2, 3):
        record = a_record(ours, version=version, prev=prev, body=_body(str(version)))
        entries[version] = sealed(ours, record)
        prev = read_record(entries[version]).digest
    for number, version in enumerate(order, 1):
        message = a_message(provinces, entries[version], number=number)
        assert results(answered(provinces, a_request(provinces, message))) == [("stored", None)]
        theirs.exchange(ours)
    assert theirs.things()["SITE-1"][0] == 3
    assert theirs.ask("SELECT DISTINCT state FROM exchange_arrival") == [(2,)]


def _body(code: str) -> dict[str, Any]:
    return {"code": code, "organisation": "O", "division": "420100", "roles": []}


def test_n66_a_version_that_does_not_continue_the_one_before_is_refused(provinces: Pair) -> None:
    ours = provinces[0]
    answered(provinces, a_request(provinces))
    broken = a_record(ours, version=2, prev="sha256:" + "0" * 64)
    message = a_message(provinces, sealed(ours, broken), number=2)
    assert results(answered(provinces, a_request(provinces, message))) == [
        ("rejected", "chain_broken")
    ]


def test_n67_an_unknown_schema_is_stored_and_waits_for_a_person(provinces: Pair) -> None:
    ours, theirs = provinces
    entry = sealed(ours, a_record(ours, schema="site/9.0", body={"new_form": "x"}))
    answer = answered(provinces, a_request(provinces, a_message(provinces, entry)))
    assert results(answer) == [("stored", None)]
    theirs.exchange(ours)
    assert theirs.things() == {}
    assert theirs.ask("SELECT kind, code FROM exchange_parked") == [("arrival", "schema_unknown")]


def test_n68_a_record_of_the_future_is_stored_with_a_flag(provinces: Pair) -> None:
    ours, theirs = provinces
    soon = ours.clock.now().replace(year=2030)
    entry = sealed(ours, a_record(ours, issued_at=soon))
    answered(provinces, a_request(provinces, a_message(provinces, entry)))
    assert theirs.ask("SELECT flags FROM exchange_arrival") == [(["issued_in_future"],)]


def test_n69_a_cancelled_record_takes_no_further_version(provinces: Pair) -> None:
    ours = provinces[0]
    first = sealed(ours, a_record(ours, state=State.CANCELLED, reason="void"))
    second = sealed(ours, a_record(ours, version=2, prev=read_record(first).digest))
    answer = answered(provinces, a_request(provinces, a_message(provinces, first, second)))
    assert results(answer) == [("stored", None), ("rejected", "state_final")]


def test_n93_one_poisoned_record_does_not_take_the_others_with_it(provinces: Pair) -> None:
    ours, theirs = provinces
    entries: list[Any] = [sealed(ours, a_record(ours, thing=n)) for n in range(1, 40)]
    entries[20] = {"record": {"v": 1}, "signatures": []}
    answer = answered(provinces, a_request(provinces, a_message(provinces, *entries)))
    found = results(answer)
    assert [place for place, row in enumerate(found) if row[0] != "stored"] == [20]
    theirs.exchange(ours)
    assert len(theirs.things()) == 38


def test_a_body_that_lacks_what_its_schema_asks_for_is_named_by_place(provinces: Pair) -> None:
    ours = provinces[0]
    entry = sealed(ours, a_record(ours, body={"code": "S"}))
    answer = answered(provinces, a_request(provinces, a_message(provinces, entry)))
    row = receipt_of(answer)["results"][0]
    assert row["code"] == "schema_invalid"
    assert "/records/0/record/body/roles" in row["pointers"]
