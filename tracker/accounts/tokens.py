"""What does an API token look like, and what is kept of it?

A prefix that secret scanners can look for, then 256 random bits: too many to guess, so a plain
SHA-256 is enough to keep (no salt, no slow hash, and found by an index).
"""

from __future__ import annotations

import hashlib
import re
import secrets

PREFIX = "plb_"
_RANDOM_BYTES = 32
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def make_token() -> str:
    """A new token; whoever makes it shows it once and keeps only its digest."""
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def token_digest(text: str) -> bytes | None:
    """The SHA-256 under which a token is kept; None for what cannot be a token of ours."""
    if _TOKEN.fullmatch(text) is None:
        return None
    return hashlib.sha256(text.encode("ascii")).digest()
