"""Does the same request get the same answer for ever, and does a rehearsal leave no trace?"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import rows_in_all_tables
from tests.builders.province import TheTown
from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import ClientIdReused, Malformed
from tracker.domain.scan import Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.domain.unit import UnitState as S


def same(first: ScanAnswer, again: ScanAnswer) -> bool:
    """All but the note that it was answered before."""
    return again.replayed and replace(again, replayed=False) == replace(
        first, labels=list(first.labels), findings=list(first.findings)
    )


def test_a_request_sent_twice_is_booked_once_and_answered_the_same(
    town: TheTown, database: Connection
) -> None:
    lives.in_use(town, "SOLD")
    request = {"client_id": "phone-1", "uncoded": [Uncoded(2, 30_000)]}
    first = town.scan(town.point, K.COLLECT, "SOLD", "UNSEEN", **request)
    before = rows_in_all_tables(database)
    again = town.scan(town.point, K.COLLECT, "SOLD", "UNSEEN", **request)
    assert first.findings
    assert first.labels
    assert same(first, again)
    assert rows_in_all_tables(database) == before


def test_a_refusal_is_answered_the_same_even_when_the_world_has_moved_on(town: TheTown) -> None:
    lives.in_use(town, "B1")
    first = town.scan(town.point, K.STORE, "B1", client_id="phone-1")
    town.scan(town.point, K.COLLECT, "B1")
    again = town.scan(town.point, K.STORE, "B1", client_id="phone-1")
    assert first.refused
    assert same(first, again)
    assert town.unit("B1").state is S.COLLECTED


def test_a_client_id_used_for_another_request_is_refused(
    town: TheTown, database: Connection
) -> None:
    lives.in_use(town, "B1", "B2")
    town.scan(town.point, K.COLLECT, "B1", client_id="phone-1")
    before = rows_in_all_tables(database)
    with pytest.raises(ClientIdReused) as refusal:
        town.scan(town.point, K.COLLECT, "B2", client_id="phone-1")
    assert [fault.pointer for fault in refusal.value.faults] == ["/client_id"]
    assert rows_in_all_tables(database) == before


def test_two_organisations_may_use_the_same_client_id(town: TheTown) -> None:
    lives.in_use(town, "B1", "B2")
    town.scan(town.point, K.COLLECT, "B1", client_id="1")
    assert town.scan(town.other_point, K.COLLECT, "B2", client_id="1").event is not None


def test_a_request_that_cannot_be_understood_may_be_mended_under_its_client_id(
    town: TheTown,
) -> None:
    with pytest.raises(Malformed):
        town.scan(town.producer, K.REGISTER, "B1", model="MODEL-X", client_id="phone-1")
    answer = town.scan(town.producer, K.REGISTER, "B1", model=town.model, client_id="phone-1")
    assert answer.event is not None


def test_a_rehearsal_of_anything_writes_nothing(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2")
    lives.received(town, "B2")
    event = town.scan(town.point, K.STORE, "B1").event
    before = rows_in_all_tables(database)
    standing = town.unit("B1")
    paste = Output("PASTE-1", Material.PASTE, 9_000)
    rehearsals = [
        town.scan(town.point, K.COLLECT, "UNSEEN", uncoded=[Uncoded(2, 30_000)], dry_run=True),
        town.scan(town.point, K.PACK, "B1", container=town.box(), dry_run=True),
        town.scan(town.point, K.RELABEL, "B1", new_code="NEW", dry_run=True),
        town.scan(town.recycler, K.DISMANTLE, "B2", outputs=[paste], dry_run=True),
        town.scan(town.point, K.VOID, event=event, reason="mistake", dry_run=True),
    ]
    assert all(answer.event is not None and not answer.refused for answer in rehearsals)
    assert rehearsals[0].findings
    assert rows_in_all_tables(database) == before
    assert town.unit("B1") == standing


def test_after_a_rehearsal_the_same_client_id_books(town: TheTown) -> None:
    lives.in_use(town, "B1")
    town.scan(town.point, K.COLLECT, "B1", client_id="phone-1", dry_run=True)
    town.scan(town.point, K.COLLECT, "B1", client_id="phone-1")
    assert town.unit("B1").state is S.COLLECTED


def test_each_booking_owes_one_duty_and_one_line_of_audit(
    town: TheTown, database: Connection
) -> None:
    answer = town.scan(town.producer, K.REGISTER, "B1", model=town.model)
    duty = database.execute(text("SELECT topic, subject, done_at FROM duty")).one()
    assert tuple(duty) == ("event.recorded", str(answer.event), None)
    line = database.execute(text("SELECT chain, number, actor_id, line FROM audit")).one()
    assert (line.chain, line.number) == (town.producer.sites["MAKER-1"], 1)
    assert line.actor_id == town.producer.caller.user
    assert f"scan register event={answer.event} units=1" in line.line


def test_the_audit_of_a_site_is_a_chain_that_anybody_can_recompute(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    rows = database.execute(text("SELECT * FROM audit ORDER BY chain, number")).all()
    digests: dict[int, bytes] = {}
    lengths: dict[int, int] = {}
    for row in rows:
        before = digests.get(row.chain, b"")
        digests[row.chain] = hashlib.sha256(before + row.line.encode()).digest()
        lengths[row.chain] = lengths.get(row.chain, 0) + 1
        assert (bytes(row.digest), row.number) == (digests[row.chain], lengths[row.chain])
    heads = database.execute(text("SELECT chain, length, digest FROM audit_head")).all()
    assert {h.chain: (h.length, bytes(h.digest)) for h in heads} == {
        chain: (lengths[chain], digest) for chain, digest in digests.items()
    }
    assert len(digests) == 3
