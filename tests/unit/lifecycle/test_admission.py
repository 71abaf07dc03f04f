"""Is each code of a set judged by where its unit stands, and is the reason named?"""

from __future__ import annotations

from tests.fakes.clock import START
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Unit, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.admission import Admission, admit
from tracker.lifecycle.unit_steps import rows_for

HERE = Place(1, "POINT-1", 10, "USCC", frozenset({Role.COLLECTOR}), "420100")
COLLECTOR = frozenset({Role.COLLECTOR})
LYING_HERE = Unit(100, "B1", UnitKind.BATTERY, S.COLLECTED, 1, 10, None, 15_000, 1, False, START)


def judged(kind: K, unit: Unit, roles: frozenset[Role] = COLLECTOR) -> Admission:
    return admit(kind, [unit.code], {unit.code: unit}, HERE, roles)


def why(kind: K, unit: Unit, roles: frozenset[Role] = COLLECTOR) -> str:
    found = judged(kind, unit, roles)
    assert not found.steps
    return found.refused[unit.code].code


def test_a_unit_that_lies_here_takes_its_step() -> None:
    found = judged(K.STORE, LYING_HERE)
    assert [(unit.code, step.after) for unit, step in found.steps] == [("B1", S.IN_STORAGE)]
    assert not found.refused


def test_a_code_that_nobody_knows_is_a_newcomer_where_one_may_come() -> None:
    found = admit(K.COLLECT, ["NEW"], {}, HERE, COLLECTOR)
    assert found.newcomers == ["NEW"]
    assert found.newcomer_step is not None


def test_a_code_that_nobody_knows_is_refused_where_none_may_come() -> None:
    found = admit(K.STORE, ["NEW"], {}, HERE, COLLECTOR)
    assert found.refused["NEW"].code == "unknown_code"


def test_a_battery_whose_entry_was_voided_may_come_again_as_a_newcomer() -> None:
    voided = LYING_HERE._replace(state=S.VOIDED, site=None, owner=None)
    assert judged(K.COLLECT, voided).newcomers == ["B1"]
    assert why(K.STORE, voided) == "wrong_state"


def test_a_box_whose_entry_was_voided_does_not_come_again_as_a_battery() -> None:
    voided = LYING_HERE._replace(kind=UnitKind.CONTAINER, state=S.VOIDED, site=None, owner=None)
    assert why(K.COLLECT, voided) == "wrong_state"


def test_two_codes_of_one_unit_count_once() -> None:
    units = {"OLD": LYING_HERE._replace(code="OLD"), "NEW": LYING_HERE._replace(code="NEW")}
    found = admit(K.STORE, ["OLD", "NEW"], units, HERE, COLLECTOR)
    assert [unit.code for unit, _ in found.steps] == ["OLD"]
    assert found.refused["NEW"].params == {"code": "NEW", "first": 0}


def test_a_unit_inside_a_box_is_refused_with_the_name_of_the_box() -> None:
    packed = LYING_HERE._replace(state=S.PACKED, container=7)
    found = admit(K.STORE, ["B1"], {"B1": packed}, HERE, COLLECTOR, container_codes={7: "BOX"})
    assert found.refused["B1"].code == "inside_container"
    assert found.refused["B1"].params["container"] == "BOX"


def test_a_unit_comes_out_of_the_box_that_is_unpacked() -> None:
    packed = LYING_HERE._replace(state=S.PACKED, container=7)
    found = admit(K.UNPACK, ["B1"], {"B1": packed}, HERE, COLLECTOR, out_of=7)
    assert [step.after for _, step in found.steps] == [S.IN_STORAGE]


def test_a_wrong_state_is_told_with_what_is_possible() -> None:
    found = judged(K.STORE, LYING_HERE._replace(state=S.IN_TRANSIT))
    fault = found.refused["B1"]
    assert fault.code == "wrong_state"
    assert fault.params["state"] == "in_transit"
    assert "receive" in str(fault.params["allowed"])


def test_where_nothing_is_possible_a_dash_says_so() -> None:
    fault = judged(K.STORE, LYING_HERE._replace(state=S.DISMANTLED)).refused["B1"]
    assert fault.params["allowed"] == "-"


def test_what_others_may_do_is_a_matter_of_the_role() -> None:
    assert why(K.STORE, LYING_HERE, frozenset({Role.CARRIER})) == "wrong_role"


def test_what_another_organisation_keeps_is_left_alone() -> None:
    assert why(K.STORE, LYING_HERE._replace(site=2, owner=20)) == "at_another_site"


def test_what_lies_at_another_site_of_the_same_keeper_is_admitted() -> None:
    found = judged(K.STORE, LYING_HERE._replace(site=2))
    assert len(found.steps) == 1


def test_what_is_on_the_road_belongs_to_no_gate_yet() -> None:
    found = judged(K.RECEIVE, LYING_HERE._replace(state=S.IN_TRANSIT, site=2, owner=20))
    assert len(found.steps) == 1


def test_a_late_scan_is_admitted_by_its_step_then_wherever_the_unit_stands_now() -> None:
    gone = LYING_HERE._replace(state=S.DISMANTLED, site=9, owner=90)
    step = rows_for(K.STORE, UnitKind.BATTERY, S.COLLECTED)[0]
    found = admit(K.STORE, ["B1"], {"B1": gone}, HERE, COLLECTOR, late={100: step})
    assert found.steps == [(gone, step)]
