"""Is every illegal step refused, in every state, for everybody, with what is possible instead?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import a_manifest, answer_of, confirm, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tests.journeys.stage import second_carrier
from tracker.domain.manifest import ManifestState, ManifestStep, Party
from tracker.domain.roles import Role
from tracker.lifecycle.manifest_fields import STEP_FIELDS
from tracker.lifecycle.manifest_steps import MANIFEST_STEPS, PARTY_ROLES
from tracker.store.manifest_codes import MANIFEST_STATE

S, M = ManifestState, ManifestStep
#: What stands for a field that a step cannot do without.
SAMPLES = {"reason": "because", "delivered_at": "2026-10-31T00:00:00Z"}
#: Who stands as what on the manifest that is tried.
SIDES = {
    "point": Party.SENDER,
    "carrier": Party.CARRIER,
    "second_carrier": Party.NEXT_CARRIER,
    "recycler": Party.RECEIVER,
}
EVERYBODY = (*SIDES, "other_point", "station", "producer", "shop")
OFFICIALS = (Role.BUREAU_PROVINCE, Role.BUREAU_CITY, Role.EVALUATOR, Role.ADMINISTRATOR)


@pytest.fixture
def two_carriers(web: Web, town: TheTown, sessions: sessionmaker[Session]) -> list[dict[str, Any]]:
    """The carriers of a manifest that changes hands once."""
    second = second_carrier(sessions)
    web.callers["second_carrier"] = second.caller
    return [{"organisation": town.carrier.code}, {"organisation": second.code}]


@pytest.mark.parametrize("state", S)
def test_every_illegal_step_is_refused(
    web: Web,
    town: TheTown,
    database: Connection,
    two_carriers: list[dict[str, Any]],
    state: ManifestState,
) -> None:
    manifest = drafted(web, town, carriers=two_carriers)
    # seen by all who stand on it, in the state that is tried, on its first leg
    database.execute(
        text(
            "INSERT INTO manifest_party SELECT o.id, m.id, m.province FROM organisation o,"
            " manifest m ON CONFLICT DO NOTHING"
        )
    )
    database.execute(
        text("UPDATE manifest SET state = :state, issued_at = recorded_at, kind = 1"),
        {"state": MANIFEST_STATE.number[state]},
    )
    legal = {(row.step, row.by) for row in MANIFEST_STEPS if row.before is state}
    tried = 0
    for login in EVERYBODY:
        seen = web.get(f"/manifests/{manifest['number']}", login).status_code == 200
        for step in STEP_FIELDS:
            if (step, SIDES.get(login)) in legal:
                continue
            fields = {name: SAMPLES[name] for name in STEP_FIELDS[step].needs}
            answer = confirm(web, login, manifest, step.value, **fields)
            tried += 1
            if not seen:
                assert answer.status_code == 404
                continue
            assert answer.status_code == 409, (login, step, answer.get_json())
            refusal = answer.get_json()
            assert refusal["code"] == "step_refused"
            assert "Possible for you:" in refusal["errors"][0]["detail"]
    assert tried > len(STEP_FIELDS) * 4
    assert database.scalar(text("SELECT version FROM manifest")) == 1


def test_roles_that_play_no_part_are_refused_although_their_organisation_does(
    web: Web, town: TheTown
) -> None:
    """A producer's clerk, say, who is entered for the smelter's organisation."""
    for party, roles in PARTY_ROLES.items():
        assert roles, party
    manifest = drafted(web, town)
    web.callers["driver_of_the_point"] = web.callers["carrier"].__class__(
        **{
            name: getattr(web.callers["carrier"], name)
            for name in ("user", "login", "roles", "division", "rights")
        },
        organisation=town.point.organisation,
    )
    assert confirm(web, "driver_of_the_point", manifest, "issue").status_code == 409


@pytest.mark.parametrize("role", OFFICIALS)
def test_officials_confirm_nothing(web: Web, town: TheTown, role: Role) -> None:
    web.callers["official"] = a_caller(role, login="official", organisation=None, division="42")
    manifest = confirmed(web, "point", drafted(web, town), "issue")
    for step in STEP_FIELDS:
        assert confirm(web, "official", manifest, step.value).status_code == 403, step


def test_a_draft_is_edited_by_its_sender_only_and_until_it_is_issued(
    web: Web, town: TheTown
) -> None:
    manifest = drafted(web, town)
    body = a_manifest(town, client_id=None, version=1, rows=[{"pieces": 2, "mass_kg": "30"}])
    assert web.put(f"/manifests/{manifest['number']}", "station", body).status_code == 404
    edited = answer_of(web.put(f"/manifests/{manifest['number']}", "point", body), 200)
    assert (edited["version"], edited["mass_t"]) == (2, "0.030000")
    issued = confirmed(web, "point", edited, "issue")
    late = web.put(f"/manifests/{manifest['number']}", "point", body | {"version": 3})
    assert late.status_code == 409
    assert issued["actions"][0]["step"] == "cancel"


def test_what_may_be_done_now_is_told_per_caller(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    steps = {
        login: [
            action["step"]
            for action in web.get(f"/manifests/{issued['number']}", login).get_json()["actions"]
        ]
        for login in ("point", "carrier", "recycler", "bureau")
    }
    assert steps == {
        "point": ["cancel", "number"],
        "carrier": ["load"],
        "recycler": [],
        "bureau": [],
    }
