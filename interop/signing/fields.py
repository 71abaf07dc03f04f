"""What do the signature, digest and idempotency fields of a message say, read strictly?

Structured fields (RFC 9651) are read by their own parser, never by patterns; a field that stands
there twice is never repaired.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import http_sf

from interop.documents.words import is_uuid
from interop.limits import (
    CLOCK_SKEW,
    LEAST_NONCE,
    MOST_NONCE,
    MOST_SIGNATURE_FIELD_BYTES,
    SIGNATURE_LIFE,
)
from interop.refusals import Refused
from interop.signing.profile import PARAMETERS
from interop.signing.wire import lines_of

Headers = Iterable[tuple[str, str]]

_NONCE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
#: The algorithms of RFC 9530 that are fit against an adversary.
_HASHERS = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}
_REQUIRED = "sha-256"


@dataclass(frozen=True, slots=True)
class SignatureInput:
    """What a signature says of itself; ``created`` and ``expires`` in seconds since 1970."""

    created: int
    expires: int
    nonce: str
    keyid: str


def read_signature_input(
    headers: Headers, label: str, tag: str, components: Iterable[str]
) -> SignatureInput:
    """The parameters of the one signature; Refused (``sig_…``) if it is not of the profile."""
    headers = tuple(headers)
    inputs = _signature_field(headers, "signature-input")
    signatures = _signature_field(headers, "signature")
    if set(inputs) != set(signatures):
        raise Refused("sig_malformed")
    if len(inputs) != 1:
        raise Refused("sig_multiple")
    if label not in inputs:
        raise Refused("sig_malformed")
    covered, parameters = inputs[label]
    if not isinstance(covered, list) or not isinstance(signatures[label][0], bytes):
        raise Refused("sig_malformed")
    _check_components([http_sf.ser(item) for item in covered], list(components))
    if set(parameters) - PARAMETERS or parameters.get("tag") != tag:
        raise Refused("sig_param_forbidden")
    nonce, keyid = parameters.get("nonce"), parameters.get("keyid")
    if not isinstance(nonce, str) or not _is_nonce(nonce):
        raise Refused("sig_param_forbidden")
    created, expires = parameters.get("created"), parameters.get("expires")
    if type(created) is not int or type(expires) is not int:
        raise Refused("sig_time")
    return SignatureInput(created, expires, nonce, keyid if isinstance(keyid, str) else "")


def check_times(said: SignatureInput, now: datetime) -> None:
    """``sig_time`` unless the signature is of now, by the clocks of both sides give or take."""
    moment, skew = now.timestamp(), CLOCK_SKEW.total_seconds()
    life = said.expires - said.created
    if not 0 <= life <= SIGNATURE_LIFE.total_seconds():
        raise Refused("sig_time")
    if said.created > moment + skew or said.expires < moment - skew:
        raise Refused("sig_time")


def check_digest(headers: Headers, body: bytes) -> None:
    """``digest_…`` unless every stated digest is one of this body, one by SHA-256 among them."""
    lines = lines_of(headers, "content-digest")
    if not lines:
        raise Refused("digest_missing")
    if len(lines) > 1:
        raise Refused("digest_malformed")
    stated = _dictionary(lines[0], "digest_malformed")
    # one spelling only: what our parser forgives, another's may read otherwise
    if not stated or http_sf.ser(stated) != lines[0]:
        raise Refused("digest_malformed")
    if _REQUIRED not in stated or set(stated) - set(_HASHERS):
        raise Refused("digest_unsupported")
    for algorithm, (value, parameters) in stated.items():
        right = _HASHERS[algorithm](body).digest()
        if not isinstance(value, bytes) or len(value) != len(right) or parameters:
            raise Refused("digest_malformed")
        if not hmac.compare_digest(value, right):
            raise Refused("digest_mismatch")


def digest_field(body: bytes) -> str:
    """Content-Digest of this body."""
    return http_sf.ser({_REQUIRED: (_HASHERS[_REQUIRED](body).digest(), {})})


def read_idempotency_key(headers: Headers) -> str:
    """The message id in ``Idempotency-Key: "…"`` (a String, a UUID)."""
    lines = lines_of(headers, "idempotency-key")
    if not lines:
        raise Refused("idempotency_missing")
    if len(lines) > 1:
        raise Refused("idempotency_malformed")
    try:
        item = http_sf.parse(lines[0].encode("ascii"), tltype="item")
    except (ValueError, TypeError) as error:
        raise Refused("idempotency_malformed") from error
    value, parameters = item if isinstance(item, tuple) else (None, {})
    # a Token is a text, too; the draft asks for a String
    if type(value) is not str or parameters or not is_uuid(value):
        raise Refused("idempotency_malformed")
    return value


def _signature_field(headers: tuple[tuple[str, str], ...], name: str) -> dict[str, Any]:
    value = ", ".join(lines_of(headers, name))
    if not value.strip():
        raise Refused("sig_missing")
    if len(value) > MOST_SIGNATURE_FIELD_BYTES:
        raise Refused("headers_too_large")
    return _dictionary(value, "sig_malformed")


def _dictionary(value: str, code: str) -> dict[str, Any]:
    def no_key_twice(key: str, context: str) -> None:
        raise ValueError(f"{key} stands twice in a {context}")

    try:
        found = http_sf.parse(
            value.encode("ascii"), tltype="dictionary", on_duplicate_key=no_key_twice
        )
    except (ValueError, TypeError) as error:
        raise Refused(code) from error
    if not isinstance(found, dict):
        raise Refused(code)
    return found


def _check_components(covered: list[str], required: list[str]) -> None:
    if set(required) - set(covered):
        raise Refused("sig_component_missing")
    if sorted(covered) != sorted(required):
        raise Refused("sig_malformed")


def _is_nonce(nonce: str) -> bool:
    return LEAST_NONCE <= len(nonce) <= MOST_NONCE and _NONCE.fullmatch(nonce) is not None
