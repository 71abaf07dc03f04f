"""Which password does a database role have?"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from tracker.store.embedded.errors import OwnerSecretMissing
from tracker.store.embedded.layout import write_whole

OWNER = "plumbline_owner"


def ensure_secret(file: Path) -> str:
    """The owner's password from `file`, made at random (256 bits, mode 0600) if there is none."""
    if not file.exists():
        write_whole(file, f"{secrets.token_urlsafe(32)}\n".encode(), 0o600)
    return read_secret(file)


def read_secret(file: Path) -> str:
    """The owner's password. Raises OwnerSecretMissing."""
    try:
        secret = file.read_text("utf-8").strip()
    except FileNotFoundError:
        secret = ""
    if not secret:
        raise OwnerSecretMissing(str(file))
    return secret


def role_password(secret: str, role: str) -> str:
    """The password of `role`: the secret for the owner, a value derived from it for the others.

    So one file suffices, and whoever knows the application's password does not know the owner's.
    The derivation is HMAC-SHA-256 (RFC 2104) of the role's name, in hexadecimal digits.
    """
    if role == OWNER:
        return secret
    return hmac.new(secret.encode(), role.encode(), hashlib.sha256).hexdigest()
