"""A load comes from another province: batteries, boxes and lots are received as they were told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from tests.builders.manifests import answer_of, collected, confirmed, drafted
from tests.builders.two_bureaus import Bureaus, in_force, incoming
from tests.builders.weather import lose_answer
from tracker.domain.scan import ScanKind as K
from tracker.domain.scan import Uncoded

_numbers = count(1)


def driven(two: Bureaus, codes: Sequence[str], pieces: int) -> dict[str, Any]:
    """A load with these codes that was delivered, and told of over a line that fails once."""
    number = in_force(two, f"鄂危转〔2026〕门{next(_numbers)}号")
    load = drafted(
        two.here,
        two.town,
        receiver=two.far.site,
        approval=number,
        rows=[{"pieces": pieces, "mass_kg": str(15 * pieces), "codes": list(codes)}],
    )
    load = confirmed(two.here, "point", load, "issue")
    load = confirmed(two.here, "carrier", load, "load", scanned=list(codes))
    for step in ("depart", "deliver"):
        load = confirmed(two.here, "carrier", load, step)
    two.talk(lose_answer)
    return load


def at_the_gate(two: Bureaus, *codes: str, kind: K = K.RECEIVE, **more: Any) -> dict[str, Any]:
    """The smelter over there scans; every code is taken."""
    at = two.theirs.clock.now().isoformat()
    body: dict[str, Any] = {"kind": kind.value, "site": two.far.site, "at": at} | more
    body |= {"client_id": f"gate-request-{next(_numbers)}"}
    body |= {"codes": list(codes)} if codes else {}
    return answer_of(two.there.post("/scans", "far_smelter", body), 201)


_UNITS = (
    "SELECT c.value, u.kind, u.state, u.pieces, u.mass_g, b.value FROM unit u"
    " JOIN unit_code c ON c.unit_id = u.id LEFT JOIN unit_code b ON b.unit_id = u.container_id"
    " WHERE c.value = ANY(:codes) ORDER BY c.value"
)
_BATTERY, _BOX, _LOT = 1, 2, 3
_IN_STORAGE, _PACKED, _RECEIVED = 5, 6, 9


def test_boxes_batteries_and_lots_of_another_province_are_received_as_they_were_told(
    bureaus: Bureaus,
) -> None:
    two, town = bureaus, bureaus.town
    collected(town, "GATE-1", "GATE-2", "GATE-3")
    lot = town.scan(town.point, K.COLLECT, uncoded=[Uncoded(40, 600_000)]).labels[0]
    box = town.box(901)
    town.scan(town.point, K.PACK, "GATE-1", "GATE-2", container=box)
    driven(two, [box, "GATE-3", lot], 43)

    at_the_gate(two, box, "GATE-3", lot)
    codes = ["GATE-1", "GATE-2", "GATE-3", box, lot]
    assert sorted(two.theirs.ask(_UNITS, codes=codes)) == sorted(
        [
            ("GATE-1", _BATTERY, _PACKED, 1, None, box),
            ("GATE-2", _BATTERY, _PACKED, 1, None, box),
            ("GATE-3", _BATTERY, _RECEIVED, 1, None, None),
            (box, _BOX, _IN_STORAGE, 1, None, None),
            (lot, _LOT, _RECEIVED, 40, 600_000, None),
        ]
    )
    at_the_gate(two, kind=K.UNPACK, container=box)
    assert two.theirs.ask(_UNITS, codes=["GATE-1"])[0][5] is None


def test_a_box_that_nobody_announced_is_refused_with_what_to_do(bureaus: Bureaus) -> None:
    two = bureaus
    body: dict[str, Any] = {"kind": "receive", "site": two.far.site}
    body |= {"client_id": "gate-box-request-1", "codes": [two.town.box(902)]}
    body |= {"at": two.theirs.clock.now().isoformat()}
    answer = answer_of(two.there.post("/scans", "far_smelter", body), 422)
    assert answer["errors"][0]["code"] == "not_announced"
    assert two.theirs.ask(
        "SELECT count(*) FROM receipt WHERE client_id = 'gate-box-request-1'"
    ) == [(1,)]


def test_a_decision_with_more_scanned_codes_than_a_record_holds_is_told_and_taken(
    bureaus: Bureaus,
) -> None:
    two = bureaus
    codes = [f"MANY-{number:04d}" for number in range(501)]
    collected(two.town, *codes)
    load = driven(two, codes, len(codes))
    ((name,),) = two.ours.ask("SELECT provisional FROM manifest ORDER BY id DESC LIMIT 1")
    arrived = incoming(two, "far_smelter", "load", name)
    decision = {"version": arrived["version"], "step": "accept", "scanned": codes}
    path = f"/incoming/{arrived['id']}/decision"
    answer_of(two.there.post(path, "far_smelter", decision), 200)
    two.talk(lose_answer)
    seen = answer_of(two.here.get(f"/manifests/{load['number']}", "bureau"), 200)
    assert seen["state"] == "accepted"
    body = two.ours.ask(
        "SELECT body FROM exchange_thing WHERE noun = 'manifest_answer' AND business_no = :name",
        name=name,
    )[0][0]
    assert (body["scanned"], body["attachment"]["form"]) == ([], "codes/1")
