"""How does a receiver know that a webhook is ours? By an HMAC over its number, time and body.

The form is that of the Standard Webhooks specification: headers ``webhook-id``,
``webhook-timestamp`` and ``webhook-signature: v1,<base64 of HMAC-SHA-256>`` over
``id.timestamp.body``; the key is what stands in base64 after ``whsec_``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_PREFIX = "whsec_"
_KEY_BYTES = 32


def new_secret() -> str:
    """A key as it is shown once to whoever sets up the receiver."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def signed_headers(secret: str, number: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What is sent with the body."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    text = f"{number}.{timestamp}.".encode() + body
    digest = hmac.new(key, text, hashlib.sha256).digest()
    return {
        "webhook-id": number,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
