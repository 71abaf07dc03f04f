"""Do organisations' own signatures stand beside confirmations, and are they checked when read?"""

from __future__ import annotations

import base64
from typing import Any

import pytest
import rfc8785
from sqlalchemy import Connection, text

from tests.builders.manifests import answer_of, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.signing import FINGERPRINT, b64, frame, registered, sign
from tests.builders.web import Web, faults_of


@pytest.fixture
def issued(web: Web, town: TheTown) -> dict[str, Any]:
    return confirmed(web, "point", drafted(web, town), "issue")


def test_a_signature_with_the_own_key_stands_beside_the_confirmation(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    assert registered(web, town).status_code == 201
    shown = frame(web, issued)
    assert base64.b64decode(shown["canonical"]) == rfc8785.dumps(shown["frame"])
    assert shown["frame"]["confirmed"]["step"] == "issue"
    assert shown["frame"]["manifest"]["rows"][0]["mass_g"] == 600_000

    signed = answer_of(sign(web, issued, shown), 201)
    assert [one["state"] for one in signed["signatures"]] == ["valid"]
    for login in ("recycler", "carrier", "bureau"):
        (seen,) = frame(web, issued, login)["signatures"]
        assert (seen["state"], seen["key"]["organisation"]) == ("valid", town.point.code)
    assert sign(web, issued, shown).status_code == 409


def test_what_happens_later_leaves_the_signature_valid_for_what_was_signed(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    registered(web, town)
    shown = frame(web, issued)
    sign(web, issued, shown)
    confirmed(web, "carrier", issued, "load")
    later = frame(web, issued)
    (seen,) = later["signatures"]
    assert (seen["state"], seen["frame"]) == ("revised_since", shown["canonical"])
    assert later["frame"]["confirmed"] == shown["frame"]["confirmed"]

    answer = sign(web, issued, shown)
    assert faults_of(answer) == {"/digest": "frame_changed"}


def test_a_revoked_key_signs_nothing_more_and_its_old_signatures_stand(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    registered(web, town)
    sign(web, issued, frame(web, issued))
    town.clock.pass_by(hours=1)
    path = f"/signing-keys/{FINGERPRINT}/revocation"
    assert web.post(path, "carrier", {}).status_code == 404
    assert answer_of(web.post(path, "point", {}), 200)["revoked_at"] is not None
    assert [one["state"] for one in frame(web, issued)["signatures"]] == ["valid"]

    other = confirmed(web, "point", drafted(web, town), "issue")
    answer = sign(web, other, frame(web, other))
    assert faults_of(answer) == {"/key": "unknown_signing_key"}


def test_only_who_confirmed_a_step_signs_it(
    web: Web, town: TheTown, issued: dict[str, Any]
) -> None:
    registered(web, town, "carrier")
    answer = sign(web, issued, frame(web, issued, "carrier"), "carrier")
    assert faults_of(answer) == {"": "frame_of_another"}
    path = f"/manifests/{issued['number']}/frames/{issued['version']}"
    assert web.get(path, "shop").status_code == 404
    assert web.get(f"{path}9", "point").status_code == 404
    assert web.get(f"/manifests/{issued['number']}/frames/{2**40}", "point").status_code == 404


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"public_key": "AAAA"}, {"/public_key": "not_a_public_key"}),
        ({"proof": "not base64!"}, {"/proof": "not_a_signature"}),
        ({"proof": b64(bytes(64))}, {"/proof": "proof_does_not_fit"}),
        ({"public_key": b64(bytes(32))}, {"/proof": "proof_does_not_fit"}),
    ],
)
def test_nobody_registers_a_key_that_is_not_theirs(
    web: Web, town: TheTown, changes: dict[str, str], faults: dict[str, str]
) -> None:
    assert faults_of(registered(web, town, **changes)) == faults
    assert web.get("/signing-keys", "point").get_json()["items"] == []


def test_a_key_is_registered_once_and_seen_by_its_owner_and_the_office(
    web: Web, town: TheTown
) -> None:
    assert registered(web, town).status_code == 201
    assert registered(web, town, "carrier").status_code == 409
    seen = {
        login: [one["label"] for one in web.get("/signing-keys", login).get_json()["items"]]
        for login in ("point", "bureau", "recycler")
    }
    assert seen == {"point": ["业务章"], "bureau": ["业务章"], "recycler": []}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"signature": b64(bytes(64))}, {"/signature": "signature_does_not_fit"}),
        ({"signature": "AAAA"}, {"/signature": "not_a_signature"}),
        ({"key": "f" * 64}, {"/key": "unknown_signing_key"}),
        ({"digest": "f" * 64}, {"/digest": "frame_changed"}),
    ],
)
def test_a_signature_that_does_not_fit_is_not_kept(
    web: Web,
    town: TheTown,
    issued: dict[str, Any],
    changes: dict[str, str],
    faults: dict[str, str],
) -> None:
    registered(web, town)
    assert faults_of(sign(web, issued, frame(web, issued), **changes)) == faults
    assert frame(web, issued)["signatures"] == []


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ('UPDATE manifest_confirmation SET said = \'{"reason": "another"}\'', "record_differs"),
        ("UPDATE manifest_signature SET frame = frame || '\\x20'", "broken"),
        ("UPDATE signing_key SET revoked_at = registered_at", "key_revoked"),
    ],
)
def test_whoever_tampers_with_the_books_is_found_when_it_is_read(
    web: Web,
    town: TheTown,
    issued: dict[str, Any],
    database: Connection,
    statement: str,
    state: str,
) -> None:
    registered(web, town)
    sign(web, issued, frame(web, issued))
    database.execute(text("RESET ROLE"))  # the house's own role cannot rewrite facts
    database.execute(text(statement))
    assert [one["state"] for one in frame(web, issued)["signatures"]] == [state]
