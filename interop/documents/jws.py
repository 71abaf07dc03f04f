"""How is a document signed for good? JWS (RFC 7515), general JSON form, one or several signatures.

The payload is the canonical form. Records carry it beside the signatures (detached, appendix F);
receipts and heads carry it within. The protected header holds exactly three members: ``alg``,
``kid`` and ``typ``. ``typ`` names the kind of document, so that a signature of one kind is never
taken for another (RFC 8725, 3.11); keys never travel in headers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from interop.algorithms.signer import Signer
from interop.algorithms.suites import fits
from interop.documents.canonical import canonical, canonical_checked
from interop.documents.digest import b64u, from_b64u
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly

_MOST_PROTECTED = 700
#: A document is signed by its maker, perhaps in two algorithms, and countersigned.
MOST_SIGNATURES = 4


class Typ(StrEnum):
    """The kinds of signed documents."""

    RECORD = "pv-record+jws"
    RECEIPT = "pv-receipt+jws"
    CHECKPOINT = "pv-checkpoint+jws"
    KEYS = "pv-keys+jws"
    ANSWER = "pv-answer+jws"


class JwsRefused(Exception):
    """What should be a signature, or a signed document, has not the form of one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it was read: whose it says it is, and what it was made over."""

    algorithm: str
    keyid: str
    typ: str
    protected: str
    signature: bytes

    def fits(self, public: bytes, payload: bytes) -> bool:
        """Whether this key's holder signed this payload; the caller has chosen key and algorithm
        from the registry and compared them with what the header says."""
        return fits(self.algorithm, public, self.signature, signing_input(self.protected, payload))


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed document with its payload: ``payload`` the exact bytes, ``document`` what they
    say. Nothing is verified yet."""

    payload: bytes
    document: Any
    signatures: tuple[Signature, ...]


def signing_input(protected: str, payload: bytes) -> bytes:
    """RFC 7515, section 5.1."""
    return f"{protected}.{b64u(payload)}".encode()


def sign(payload: bytes, typ: Typ, signer: Signer) -> dict[str, str]:
    """One member of ``signatures`` over these bytes."""
    header = {"alg": signer.algorithm, "kid": signer.keyid, "typ": typ.value}
    protected = b64u(canonical(header))
    return {
        "protected": protected,
        "signature": b64u(signer.sign(signing_input(protected, payload))),
    }


def seal(document: Any, typ: Typ, signers: Sequence[Signer]) -> dict[str, Any]:
    """The signed document with its payload inside; DocumentRefused if it breaks the profile."""
    payload = canonical_checked(document)
    return {
        "payload": b64u(payload),
        "signatures": [sign(payload, typ, signer) for signer in signers],
    }


def read_signatures(entries: object) -> tuple[Signature, ...]:
    """The members of ``signatures``; JwsRefused if there is none, too many, or one is misformed,
    or one key is said to have signed twice."""
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_SIGNATURES:
        raise JwsRefused("signatures")
    found = tuple(_read_signature(entry) for entry in entries)
    if len({signature.keyid for signature in found}) < len(found):
        raise JwsRefused("kid")
    return found


def read_signed(document: object, most_bytes: int) -> Signed:
    """A signed document with its payload inside; JwsRefused unless the payload is canonical JSON
    of the profile (one document has one spelling, so equal documents have equal bytes)."""
    if not isinstance(document, dict) or set(document) != {"payload", "signatures"}:
        raise JwsRefused("members")
    try:
        payload = from_b64u(document["payload"])
        said = read_strictly(payload, most_bytes)
    except (ValueError, DocumentRefused) as error:
        raise JwsRefused("payload") from error
    if canonical(said) != payload:
        raise JwsRefused("payload")
    return Signed(payload, said, read_signatures(document["signatures"]))


def _read_signature(entry: object) -> Signature:
    if not isinstance(entry, dict) or set(entry) != {"protected", "signature"}:
        raise JwsRefused("entry")
    protected = entry["protected"]
    if not isinstance(protected, str) or len(protected) > _MOST_PROTECTED:
        raise JwsRefused("protected")
    header = _read_header(protected)
    try:
        signature = from_b64u(entry["signature"])
    except ValueError as error:
        raise JwsRefused("signature") from error
    return Signature(*header, protected, signature)


@lru_cache(maxsize=1024)  # one key signs thousands of records under one header
def _read_header(protected: str) -> tuple[str, str, str]:
    """``alg``, ``kid`` and ``typ``; JwsRefused if there is anything else, or anything less."""
    try:
        header = read_strictly(from_b64u(protected))
    except (ValueError, DocumentRefused) as error:
        raise JwsRefused("protected") from error
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"}:
        raise JwsRefused("header")
    if not all(isinstance(value, str) for value in header.values()):
        raise JwsRefused("header")
    return header["alg"], header["kid"], header["typ"]
