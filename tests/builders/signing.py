"""How does a test sign a step of a manifest? With a key that is always the same."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from werkzeug.test import TestResponse

from tests.builders.manifests import answer_of
from tests.builders.province import TheTown
from tests.builders.web import Web

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
FINGERPRINT = hashlib.sha256(PUBLIC).hexdigest()


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def registered(web: Web, town: TheTown, login: str = "point", **changes: str) -> TestResponse:
    """What is answered to whoever registers the key, with the proof that they hold it."""
    firm = {"point": town.point, "carrier": town.carrier}[login]
    proof = {
        "form": "plumbline-signing-key/1",
        "organisation": firm.code,
        "fingerprint": FINGERPRINT,
    }
    body = {
        "public_key": b64(PUBLIC),
        "label": "业务章",
        "proof": b64(KEY.sign(rfc8785.dumps(proof))),
    }
    return web.post("/signing-keys", login, body | changes)


def frame(web: Web, manifest: dict[str, Any], login: str = "point") -> dict[str, Any]:
    """The step that was confirmed last, as it would be signed."""
    path = f"/manifests/{manifest['number']}/frames/{manifest['version']}"
    return answer_of(web.get(path, login), 200)


def sign(
    web: Web, manifest: dict[str, Any], shown: dict[str, Any], login: str = "point", **changes: str
) -> TestResponse:
    """What is answered to a signature over a frame as it was shown."""
    body = {
        "key": FINGERPRINT,
        "digest": shown["digest"],
        "signature": b64(KEY.sign(base64.b64decode(shown["canonical"]))),
    }
    path = f"/manifests/{manifest['number']}/frames/{manifest['version']}/signatures"
    return web.post(path, login, body | changes)
