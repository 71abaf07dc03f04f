"""A maker brings a key of its own in a real browser: file, proof to sign, signature, revocation."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import FilePayload

from tests.browser.conftest import Looker
from tests.builders.signing import FINGERPRINT, KEY

pytestmark = pytest.mark.browser
PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_a_key_is_brought_proven_and_revoked(looker: Looker) -> None:
    page = looker.page
    looker.log_in(login="maker")
    looker.go("/signing-keys")
    page.fill("#label", "业务章")
    page.set_input_files("#key-file", payload("public.pem", PEM))
    page.click("details.card button.big")
    page.wait_for_load_state()
    with page.expect_download() as download:
        page.click("a.button[download]")
    to_sign = Path(download.value.path()).read_bytes()
    page.set_input_files("#proof-file", payload("proof.sig", KEY.sign(to_sign)))
    page.click("section.card button.big")
    page.wait_for_load_state()

    assert page.locator(f"[title='{FINGERPRINT}']").count() == 1
    page.click("td details summary")
    page.click("td details button")
    page.wait_for_load_state()
    assert page.locator("td .warn").count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
    assert looker.complaints == []
