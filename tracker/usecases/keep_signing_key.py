"""An organisation registers a public key of its own, or revokes one."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import replace

from tracker.domain.caller import Caller
from tracker.domain.errors import AlreadyExists, Fault, Malformed, NotAllowed, NotFound
from tracker.domain.roles import Right
from tracker.domain.signing import KEY_BYTES, SIGNATURE_BYTES, SigningKey
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.ports import Clock
from tracker.usecases.signature_ports import Seal

#: The chain of the audit trail for what happens at no site.
OFFICE = 0


def register_key(
    public_key: str,
    label: str,
    proof: str,
    caller: Caller,
    uow: TransferWork,
    clock: Clock,
    seal: Seal,
) -> SigningKey:
    """Keep a public key (base64); ``proof`` is its signature over ``proof_document``: nobody
    registers the key of another. Raises Malformed, AlreadyExists."""
    if caller.organisation is None or not caller.may(Right.EDIT_OWN):
        raise NotAllowed
    key, signature = bytes_of(public_key, KEY_BYTES), bytes_of(proof, SIGNATURE_BYTES)
    faults = []
    if key is None:
        faults.append(Fault("not_a_public_key", "/public_key"))
    if signature is None:
        faults.append(Fault("not_a_signature", "/proof"))
    if key is None or signature is None:
        raise Malformed(*faults)
    fingerprint = hashlib.sha256(key).hexdigest()
    with uow:
        code = uow.registers.organisation_code(caller.organisation)
        assert code is not None  # noqa: S101  accounts belong to registered organisations
        if not seal.fits(key, seal.canonical(proof_document(code, fingerprint)), signature):
            raise Malformed(Fault("proof_does_not_fit", "/proof"))
        now = clock.now()
        made = SigningKey(0, caller.organisation, code, key, fingerprint, label, now)
        id_ = uow.signatures.add_key(made, caller.user)
        if id_ is None:
            raise AlreadyExists
        uow.audit.append(OFFICE, caller.user, now, f"signing key {fingerprint} registered")
        uow.commit()
    return replace(made, id=id_)


def revoke_key(fingerprint: str, caller: Caller, uow: TransferWork, clock: Clock) -> SigningKey:
    """From now on nothing can be signed with it; what was signed before stays valid."""
    if caller.organisation is None or not caller.may(Right.EDIT_OWN):
        raise NotAllowed
    with uow:
        key = uow.signatures.key_with(caller.organisation, fingerprint)
        if key is None:
            raise NotFound
        if key.revoked_at is not None:
            return key
        now = clock.now()
        uow.signatures.revoke(key.id, caller.user, now)
        uow.audit.append(OFFICE, caller.user, now, f"signing key {fingerprint} revoked")
        uow.commit()
    return replace(key, revoked_at=now)


def proof_document(organisation: str, fingerprint: str) -> dict[str, object]:
    """What the owner of a key signs to register it: the credit code and the key's fingerprint."""
    return {
        "form": "plumbline-signing-key/1",
        "organisation": organisation,
        "fingerprint": fingerprint,
    }


def bytes_of(text: str, length: int) -> bytes | None:
    """The bytes of a base64 text; None if it is none, or of another length."""
    try:
        found = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return found if len(found) == length else None
