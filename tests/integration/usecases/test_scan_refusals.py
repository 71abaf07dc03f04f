"""Is every scan that cannot be true refused, with the reason, and without a trace?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.builders import lives
from tests.builders.books import rows_in_all_tables
from tests.builders.province import Firm, TheTown
from tests.builders.scans import a_caller
from tracker.domain.errors import AlreadyExists, DomainError, Malformed
from tracker.domain.roles import Role
from tracker.domain.scan import Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material


def why(town: TheTown, firm: Firm, kind: K, code: str, **fields: Any) -> str:
    """The fault code for which this scan of one code is refused."""
    answer = town.scan(firm, kind, code, **fields)
    assert answer.event is None
    return answer.refused[code].code


@contextmanager
def refused_whole(
    database: Connection, *faults: tuple[str, str], by: type[DomainError] = Malformed
) -> Iterator[None]:
    """The scan is refused for these faults (code, pointer), and nothing is written."""
    before = rows_in_all_tables(database)
    with pytest.raises(by) as refusal:
        yield
    assert [(fault.code, fault.pointer) for fault in refusal.value.faults] == list(faults)
    assert rows_in_all_tables(database) == before


def test_a_code_nobody_knows_cannot_be_stored(town: TheTown) -> None:
    assert why(town, town.point, K.STORE, "NOBODY") == "unknown_code"


def test_a_battery_in_use_cannot_be_stored(town: TheTown) -> None:
    lives.in_use(town, "B1")
    assert why(town, town.point, K.STORE, "B1") == "wrong_state"


def test_a_refusal_says_what_would_be_possible(town: TheTown) -> None:
    lives.in_use(town, "B1")
    fault = town.scan(town.point, K.STORE, "B1").refused["B1"]
    assert fault.params["allowed"] == "take_back, collect"


def test_collecting_again_where_it_lies_is_refused_and_not_said_to_be_possible(
    town: TheTown,
) -> None:
    lives.collected(town, "B1")
    fault = town.scan(town.point, K.COLLECT, "B1").refused["B1"]
    assert fault.code == "wrong_state"
    assert "collect" not in str(fault.params["allowed"]).split(", ")


def test_a_shop_cannot_sell_what_only_the_maker_may_export(town: TheTown) -> None:
    lives.registered(town, "B1")
    assert why(town, town.shop, K.EXPORT, "B1", country="VN") == "wrong_role"


def test_a_battery_at_another_organisation_cannot_be_packed(town: TheTown) -> None:
    lives.collected(town, "B1")
    assert why(town, town.other_point, K.PACK, "B1", container=town.box()) == "at_another_site"


def test_a_battery_inside_a_box_cannot_be_dispatched_by_itself(town: TheTown) -> None:
    box = town.box()
    lives.packed(town, box, "B1")
    answer = town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    fault = answer.refused["B1"]
    assert (fault.code, fault.params["container"]) == ("inside_container", box)


def test_the_second_code_of_one_battery_is_refused(town: TheTown, database: Connection) -> None:
    lives.collected(town, "OLD")
    town.scan(town.point, K.RELABEL, "OLD", new_code="NEW")
    answer = town.scan(town.point, K.STORE, "OLD", "NEW")
    assert answer.event is not None
    fault = answer.refused["NEW"]
    assert (fault.code, fault.params["first"]) == ("duplicate_code", 0)


def test_registering_a_known_battery_again_is_refused(town: TheTown) -> None:
    lives.registered(town, "B1")
    assert why(town, town.producer, K.REGISTER, "B1", model=town.model) == "wrong_state"


def test_a_new_code_that_is_taken_is_refused(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2")
    with refused_whole(database, ("code_taken", "/new_code"), by=AlreadyExists):
        town.scan(town.point, K.RELABEL, "B1", new_code="B2")


def test_labels_for_uncoded_batteries_that_are_taken_are_refused_all_at_once(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    heaps = [
        Uncoded(1, 15_000, label="B1"),
        Uncoded(1, 15_000, label="FREE"),
        Uncoded(1, 15_000, label="FREE"),
    ]
    taken = (("code_taken", "/uncoded/0/label"), ("code_taken", "/uncoded/2/label"))
    with refused_whole(database, *taken):
        town.scan(town.point, K.COLLECT, uncoded=heaps)


def test_codes_of_lots_that_are_taken_or_named_twice_are_refused(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    lives.received(town, "B1")
    lots = [Output(code, Material.PASTE, 1_000) for code in ("B2", "LOT", "LOT")]
    faults = (("code_taken", "/outputs/0/code"), ("duplicate_code", "/outputs/2/code"))
    with refused_whole(database, *faults):
        town.scan(town.recycler, K.DISMANTLE, "B1", outputs=lots)


def test_a_site_that_does_not_exist_or_is_a_strangers_is_unknown(
    town: TheTown, database: Connection
) -> None:
    for site in ("NOWHERE", "POINT-2"):
        with refused_whole(database, ("unknown_site", "/site")):
            town.scan(town.point, K.COLLECT, "B1", site=site)


def test_a_site_that_plays_no_part_in_this_is_refused(town: TheTown, database: Connection) -> None:
    with refused_whole(database, ("site_lacks_role", "/site")):
        town.scan(town.shop, K.DISMANTLE, "B1", outputs=[Output("LOT", Material.PASTE, 1)])


def test_a_person_without_the_role_of_the_site_cannot_act_there(
    town: TheTown, database: Connection
) -> None:
    driver = a_caller(Role.CARRIER, organisation=town.point.organisation)
    firm = Firm(town.point.organisation, town.point.code, driver, town.point.sites)
    with refused_whole(database, ("site_lacks_role", "/site")):
        town.scan(firm, K.COLLECT, "B1")


def test_at_a_strangers_gate_a_carrier_only_does_what_carriers_do(
    town: TheTown, database: Connection
) -> None:
    with refused_whole(database, ("site_lacks_role", "/site")):
        town.scan(town.carrier, K.RECEIVE, "B1", site="SMELTER-1")


def test_a_receiver_that_does_not_exist_is_refused(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    with refused_whole(database, ("unknown_peer_site", "/peer_site")):
        town.scan(town.point, K.DISPATCH, "B1", peer_site="NOWHERE")


def test_a_model_that_nobody_registered_is_refused(town: TheTown, database: Connection) -> None:
    with refused_whole(database, ("unknown_model", "/model")):
        town.scan(town.producer, K.REGISTER, "B1", model="MODEL-X")


def test_a_set_of_which_nothing_is_right_writes_only_its_answer(
    town: TheTown, database: Connection
) -> None:
    before = rows_in_all_tables(database)
    town.scan(town.point, K.STORE, "NOBODY")
    assert rows_in_all_tables(database) == {**before, "receipt": before["receipt"] + 1}


def test_a_new_code_belongs_on_one_battery(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2")
    with refused_whole(database, ("too_many_codes", "/codes")):
        town.scan(town.point, K.RELABEL, "B1", "B2", new_code="NEW")
