"""An organisation's signing keys on their page: brought, proven, listed, revoked."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.builders.province import TheTown
from tests.builders.signing import FINGERPRINT, KEY, PUBLIC, b64
from tests.integration.pages.conftest import Visitor

PATH = "/signing-keys"
PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def page(visitor: Visitor, language: str = "en") -> str:
    answer = visitor.open(PATH, language)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def send(visitor: Visitor, **fields: Any) -> tuple[int, str]:
    """What the form answers; bytes travel as files."""
    files = {f"{n}_file": (BytesIO(v), n) for n, v in fields.items() if isinstance(v, bytes)}
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    form = {"csrf": visitor.csrf(PATH), **texts, **files}
    answer = visitor.client.post(PATH, data=form, headers={"Accept-Language": "en"})
    return answer.status_code, answer.get_data(as_text=True)


def proof(visitor: Visitor) -> bytes:
    """The signature over the bytes that the page gives to sign."""
    answer = visitor.open(f"{PATH}/{FINGERPRINT}/proof")
    assert answer.headers["Content-Disposition"] == "attachment; filename=proof.json"
    return KEY.sign(answer.get_data())


def register(visitor: Visitor) -> None:
    assert send(visitor, label="业务章", public_key=b64(PUBLIC), proof=proof(visitor))[0] == 303


def test_a_key_is_brought_as_a_file_proven_with_a_file_and_listed(
    visitor: Visitor, town: TheTown
) -> None:
    visitor.enter("clerk")
    assert "No key is registered here." in page(visitor)
    status, shown = send(visitor, label="业务章", public_key=PEM)
    assert status == 200
    assert FINGERPRINT in shown
    carried = dict(re.findall(r'type="hidden" name="(label|public_key)" value="([^"]*)"', shown))
    assert send(visitor, **carried, proof=proof(visitor))[0] == 303

    listed = page(visitor)
    assert "业务章" in listed
    assert FINGERPRINT[:16] in listed
    assert "in force" in listed
    with town.uow_factory() as uow:
        assert uow.signatures.key_with(town.point.organisation, FINGERPRINT) is not None


def test_a_revoked_key_stays_in_the_list_and_says_so(visitor: Visitor) -> None:
    visitor.enter("clerk")
    register(visitor)
    form = {"csrf": visitor.csrf(PATH)}
    assert visitor.client.post(f"{PATH}/{FINGERPRINT}/revocation", data=form).status_code == 303
    listed = page(visitor, "zh")
    assert "吊销" in listed
    assert "in force" not in page(visitor)


def test_a_private_key_is_turned_away_with_a_warning_and_not_shown_again(visitor: Visitor) -> None:
    visitor.enter("clerk")
    status, shown = send(visitor, label="业务章", public_key=PRIVATE.decode())
    assert status == 422
    assert "This is a private key." in shown
    assert PRIVATE.decode().splitlines()[1] not in shown


def test_everything_that_is_wrong_is_said_and_nothing_is_kept(visitor: Visitor) -> None:
    visitor.enter("clerk")
    status, shown = send(visitor, label="", public_key="no key")
    assert status == 422
    assert "An Ed25519 public key is 32 bytes" in shown
    status, shown = send(visitor, label="x", public_key=PEM, proof=b"\0" * 64)
    assert (status, "The proof is no signature of this key" in shown) == (422, True)
    assert FINGERPRINT in shown  # the proof can be brought again
    register(visitor)
    status, _ = send(visitor, label="again", public_key=PEM, proof=proof(visitor))
    assert status == 409


def test_an_office_sees_whose_keys_there_are_and_changes_none(
    visitor: Visitor, town: TheTown
) -> None:
    visitor.enter("clerk")
    register(visitor)
    visitor.enter("officer")
    listed = page(visitor)
    assert town.point.code in listed
    assert "Bring a new key" not in listed
    assert visitor.open(f"{PATH}/{FINGERPRINT}/proof").status_code == 403
    assert visitor.open(f"{PATH}/nothing/proof").status_code == 403
