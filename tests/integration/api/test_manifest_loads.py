"""A load that differs from its manifest: nobody confirms before each difference has a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders.manifests import collected, confirm, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.scans import a_scan
from tests.builders.web import Web, faults_of
from tracker.domain.parameters import Parameter
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState

ROWS = [{"pieces": 3, "mass_kg": "45", "codes": ["B1", "B2", "B3"]}]


@pytest.fixture
def issued(web: Web, town: TheTown) -> dict[str, Any]:
    collected(town, "B1", "B2", "B3", "B4")
    return confirmed(web, "point", drafted(web, town, rows=ROWS), "issue")


def weighed(web: Web, login: str, ticket: str, net_kg: int) -> None:
    """A weighbridge ticket of the caller."""
    site = {"point": "POINT-1", "recycler": "SMELTER-1"}[login]
    body = {
        "ticket": ticket,
        "scale": "S1",
        "site": site,
        "weighed_at": a_scan().at.isoformat(),
        "gross_kg": str(10_000 + net_kg),
        "tare_kg": "10000",
    }
    assert web.post("/weighings", login, body).status_code == 201


def test_bound_batteries_must_be_scanned(web: Web, issued: dict[str, Any]) -> None:
    assert faults_of(confirm(web, "carrier", issued, "load")) == {"/scanned": "scan_needed"}


def test_a_comparison_can_be_asked_for_before(web: Web, issued: dict[str, Any]) -> None:
    path = f"/manifests/{issued['number']}/comparison"
    found = web.post(path, "carrier", {"scanned": ["B1", "B2", "B4", "?"]}).get_json()
    assert found == {
        "agrees": False,
        "expected": 3,
        "scanned": 4,
        "missing": ["B3"],
        "extra": ["B4", "?"],
        "elsewhere": [],
    }
    assert web.post(path, "station", {"scanned": []}).status_code == 404


def test_every_difference_without_a_reason_is_named(web: Web, issued: dict[str, Any]) -> None:
    answer = confirm(
        web, "carrier", issued, "load", scanned=["B1", "B4"], reasons={"B2": "left behind"}
    )
    assert answer.get_json()["code"] == "load_differs"
    assert [e["detail"] for e in answer.get_json()["errors"]] == [
        "B3: missing. Give a reason.",
        "B4: extra. Give a reason.",
    ]


def test_what_stays_behind_is_free_and_what_came_on_top_is_bound(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    loaded = confirmed(
        web,
        "carrier",
        issued,
        "load",
        scanned=["B1", "B2", "B4"],
        reason_for={"missing": "left behind", "extra": "taken instead"},
    )
    assert (loaded["rows"][0]["bound"], loaded["rows"][0]["aboard"]) == (4, 3)
    assert town.unit("B4").state is UnitState.IN_TRANSIT
    other = drafted(web, town, rows=[{"pieces": 1, "mass_kg": "15", "codes": ["B3"]}])
    confirmed(web, "point", other, "issue")
    history = web.get(f"/manifests/{loaded['number']}/history", "point").get_json()
    assert history["confirmations"][-1]["differences"] == [
        {"kind": "missing", "row": None, "code": "B3", "reason": "left behind"},
        {"kind": "extra", "row": None, "code": "B4", "reason": "taken instead"},
    ]


def test_what_is_on_another_manifest_is_elsewhere(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    other = drafted(web, town, rows=[{"pieces": 1, "mass_kg": "15", "codes": ["B4"]}])
    confirmed(web, "point", other, "issue")
    path = f"/manifests/{issued['number']}/comparison"
    found = web.post(path, "carrier", {"scanned": ["B1", "B2", "B3", "B4"]}).get_json()
    assert found["elsewhere"] == ["B4"]


def test_what_was_lost_with_a_reason_is_not_accepted(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    """Three were bound: one stays behind, one is lost on the way, and one arrives."""
    loaded = confirmed(
        web, "carrier", issued, "load", scanned=["B1", "B2"], reasons={"B3": "left behind"}
    )
    for step in ("depart", "deliver"):
        loaded = confirmed(web, "carrier", loaded, step)
    accepted = confirmed(
        web, "recycler", loaded, "accept", scanned=["B1"], reasons={"B2": "not on the truck"}
    )
    assert (accepted["rows"][0]["accepted_pieces"], accepted["accepted_t"]) == (1, "0.015000")
    assert accepted["findings"] == []


def test_a_manifest_that_binds_nothing_takes_what_is_scanned_at_loading(
    web: Web, town: TheTown
) -> None:
    collected(town, "B1", "B2")
    issued = confirmed(web, "point", drafted(web, town), "issue")
    loaded = confirmed(web, "carrier", issued, "load", scanned=["B1", "B2"])
    assert loaded["rows"][0]["aboard"] == 2
    load = web.get(f"/manifests/{loaded['number']}/load", "carrier").get_json()["items"]
    assert [one["code"] for one in load] == ["B1", "B2"]


def test_a_pallet_stands_for_what_is_in_it(web: Web, town: TheTown) -> None:
    collected(town, "B1", "B2")
    box = town.box()
    town.scan(town.point, ScanKind.PACK, "B1", "B2", container=box)
    rows = [{"pieces": 2, "mass_kg": "30", "codes": [box]}]
    issued = confirmed(web, "point", drafted(web, town, rows=rows), "issue")
    loaded = confirmed(web, "carrier", issued, "load", scanned=[box])
    for step in ("depart", "deliver"):
        loaded = confirmed(web, "carrier", loaded, step)
    one = confirm(web, "recycler", loaded, "accept", scanned=["B1"])
    assert [e["detail"] for e in one.get_json()["errors"]] == [f"{box}: missing. Give a reason."]
    confirmed(web, "recycler", loaded, "accept", scanned=["B1", "B2"])


def test_an_estimated_mass_gives_way_to_the_ticket(web: Web, issued: dict[str, Any]) -> None:
    weighed(web, "point", "T-1", 47)
    loaded = confirmed(
        web,
        "carrier",
        issued,
        "load",
        scanned=["B1", "B2", "B3"],
        rows=[{"row": 1, "ticket": "T-1"}],
    )
    row = loaded["rows"][0]
    assert (row["mass_kg"], row["measured"], row["ticket"]) == ("47.000", True, "T-1")


def test_a_mass_beyond_the_tolerance_needs_its_reason(web: Web, town: TheTown) -> None:
    delivered = walked(web, drafted(web, town), "deliver")
    weighed(web, "recycler", "T-2", 550)
    said = {"rows": [{"row": 1, "ticket": "T-2"}]}
    answer = confirm(web, "recycler", delivered, "accept", **said)
    assert faults_of(answer) == {"/rows/0": "quantity_without_reason"}
    accepted = confirmed(
        web,
        "recycler",
        delivered,
        "accept",
        **said,
        differences=[{"kind": "quantity", "row": 1, "reason": "acid ran out"}],
    )
    assert (accepted["accepted_t"], accepted["rows"][0]["accepted_measured"]) == ("0.550000", True)
    assert [one["rule"] for one in accepted["findings"]] == ["weight_differs"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"rows": [{"row": 1, "accepted_pieces": 40}]}, "nothing_refused"),
        ({"rows": [{"row": 1, "accepted_pieces": 0}]}, "nothing_accepted_here"),
        ({"rows": [{"row": 9, "accepted_pieces": 1}]}, "unknown_row"),
        ({"refused": ["B9"], "scanned": []}, "refused_not_there"),
    ],
)
def test_a_partial_acceptance_refuses_a_part(
    web: Web, town: TheTown, fields: dict[str, Any], fault: str
) -> None:
    delivered = walked(web, drafted(web, town), "deliver")
    answer = confirm(web, "recycler", delivered, "accept_partly", reason="wet", **fields)
    assert fault in faults_of(answer).values()


def test_what_is_refused_of_a_row_is_weighed_by_its_part(web: Web, town: TheTown) -> None:
    delivered = walked(web, drafted(web, town), "deliver")
    partly = confirmed(
        web,
        "recycler",
        delivered,
        "accept_partly",
        reason="wet",
        rows=[{"row": 1, "accepted_pieces": 30}],
    )
    assert (partly["accepted_t"], partly["state"]) == ("0.450000", "partly_accepted")
    returned = confirmed(web, "point", partly, "take_return")
    assert [action["step"] for action in returned["actions"]] == ["number"]


def test_delivery_at_another_place_is_booked_and_found_wrong(web: Web, town: TheTown) -> None:
    departed = walked(web, drafted(web, town), "depart")
    delivered = confirmed(web, "carrier", departed, "deliver", site="STATION-1")
    assert [one["rule"] for one in delivered["findings"]] == ["delivered_elsewhere"]


def test_the_bureaus_own_tolerance_counts(web: Web, town: TheTown) -> None:
    delivered = walked(web, drafted(web, town), "deliver")
    with town.uow_factory() as uow:
        tenth = Parameter("weight_tolerance", 42, date(2026, 1, 1), 100_000, "bureau", "bureau")
        uow.figures.add_parameter(tenth, town.bureau.user)
        uow.commit()
    weighed(web, "recycler", "T-2", 550)
    said = {"rows": [{"row": 1, "ticket": "T-2"}]}
    assert confirmed(web, "recycler", delivered, "accept", **said)["findings"] == []


def test_where_the_province_forbids_it_no_reason_explains_a_mismatch_away(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    with town.uow_factory() as uow:
        switch = Parameter("refuse_mismatch", 42, date(2026, 1, 1), 1, "省条例", "bureau")
        uow.figures.add_parameter(switch, town.bureau.user)
        uow.commit()
    less: dict[str, Any] = {"scanned": ["B1", "B2"], "reasons": {"B3": "left behind"}}
    answer = confirm(web, "carrier", issued, "load", **less)
    assert faults_of(answer) == {"/differences": "mismatch_refused"}
    whole: dict[str, Any] = {
        "scanned": ["B1", "B2", "B3"],
        "damaged": ["B2"],
        "reasons": {"B2": "dropped"},
    }
    loaded = confirmed(web, "carrier", issued, "load", **whole)
    for step in ("depart", "deliver"):
        loaded = confirmed(web, "carrier", loaded, step)
    lost: dict[str, Any] = {"scanned": ["B1", "B2"], "reasons": {"B3": "not on the truck"}}
    part: dict[str, Any] = {"reason": "dropped", "refused": ["B2"]}
    for answer in (
        confirm(web, "recycler", loaded, "accept", **lost),
        confirm(web, "recycler", loaded, "accept_partly", **part, **lost),
    ):
        assert faults_of(answer) == {"/differences": "mismatch_refused"}
    rejected = confirmed(web, "recycler", loaded, "reject", reason="one is missing")
    assert rejected["state"] == "rejected"


def test_a_row_takes_only_what_belongs_to_the_step(web: Web, issued: dict[str, Any]) -> None:
    said = [{"row": 1, "accepted_pieces": 3}, {"row": 1, "ticket": "T-9"}]
    answer = confirm(web, "carrier", issued, "load", scanned=["B1", "B2", "B3"], rows=said)
    found = faults_of(answer)
    assert found["/rows/0/accepted_pieces"] == "not_for_this_step"
    assert found["/rows/0/ticket"] in ("required", "unknown_ticket")
    assert found["/rows/1/row"] == "named_twice"


def test_damage_is_seen_on_what_was_scanned_before(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    codes = ["B1", "B2", "B3"]
    town.scan(town.carrier, ScanKind.LOAD, *codes, site="POINT-1")
    confirmed(
        web, "carrier", issued, "load", scanned=codes, damaged=["B2"], reasons={"B2": "dropped"}
    )
    assert town.unit("B2").damaged
    assert not town.unit("B1").damaged
