"""An organisation adds its electronic signature to a step that it confirmed; readers check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.caller import Caller
from tracker.domain.errors import AlreadyExists, Fault, Malformed, NotAllowed, NotFound
from tracker.domain.manifest import End, Manifest
from tracker.domain.moments import said
from tracker.domain.roles import Right
from tracker.domain.signing import SIGNATURE_BYTES, Frame, FrameSignature, SignatureState
from tracker.usecases.find_manifest import sees
from tracker.usecases.keep_signing_key import bytes_of
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.ports import Clock
from tracker.usecases.signature_ports import Seal

#: The parts of the document that the books never change.
_RECORD = "confirmed"


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature and how it stands when it is read."""

    signed: FrameSignature
    state: SignatureState


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """A frame as it would be signed now: document, canonical bytes, their SHA-256, and the
    signatures that it bears."""

    document: Mapping[str, object]
    canonical: bytes
    digest: str
    signatures: Sequence[Checked]


def show_frame(
    number: str, place: int, caller: Caller, uow: TransferWork, seal: Seal
) -> ShownFrame:
    """The frame of the step at this place of a manifest; NotFound."""
    with uow:
        m, frame = _found(number, place, caller, uow)
        return _shown(m, frame, uow.signatures.of_frame(m.id, place), seal)


def check_signatures(m: Manifest, uow: TransferWork, seal: Seal) -> Mapping[int, Sequence[Checked]]:
    """Every signature on a manifest that the caller sees, by the place of its step."""
    with uow:
        signed = uow.signatures.of_manifest(m.id)
        frames = uow.signatures.frames(m.id, list(signed)) if signed else {}
    return {
        place: _shown(m, frames[place], every, seal).signatures for place, every in signed.items()
    }


def sign_frame(
    number: str,
    place: int,
    fingerprint: str,
    digest: str,
    signature: str,
    caller: Caller,
    uow: TransferWork,
    clock: Clock,
    seal: Seal,
) -> ShownFrame:
    """Add a signature (base64) of a registered key over the canonical bytes of the frame.

    ``digest`` is that of the frame that was shown. Raises NotFound, NotAllowed, AlreadyExists,
    Malformed: for a key that is unknown or revoked, a frame that changed, what does not fit.
    """
    if caller.organisation is None or not caller.may(Right.SCAN):
        raise NotAllowed
    with uow:
        m, frame = _found(number, place, caller, uow)
        if frame.organisation != caller.organisation:
            raise Malformed(Fault("frame_of_another", "", {"code": frame.organisation_code}))
        key = uow.signatures.key_with(caller.organisation, fingerprint)
        given = bytes_of(signature, SIGNATURE_BYTES)
        shown = _shown(m, frame, (), seal)
        faults = []
        if key is None or key.revoked_at is not None:
            faults.append(Fault("unknown_signing_key", "/key", {"code": fingerprint}))
        if given is None:
            faults.append(Fault("not_a_signature", "/signature"))
        if digest != shown.digest:
            faults.append(Fault("frame_changed", "/digest"))
        if faults or key is None or given is None:
            raise Malformed(*faults)
        if not seal.fits(key.public_key, shown.canonical, given):
            raise Malformed(Fault("signature_does_not_fit", "/signature"))
        now = clock.now()
        signed = FrameSignature(key, shown.canonical, given, now, caller.login)
        if not uow.signatures.sign(m.id, place, signed, shown.digest, caller.user):
            raise AlreadyExists
        uow.duties.add("manifest.signed", m.number, place)
        line = f"manifest {m.number} step={place} signed with {fingerprint}"
        uow.audit.append(m.sender.site, caller.user, now, line)
        every = uow.signatures.of_frame(m.id, place)
        uow.commit()
    return _shown(m, frame, every, seal)


def _found(number: str, place: int, caller: Caller, uow: TransferWork) -> tuple[Manifest, Frame]:
    m = uow.manifests.find(number)
    if m is None or not sees(m, caller):
        raise NotFound
    frame = uow.signatures.frames(m.id, [place]).get(place)
    if frame is None:
        raise NotFound
    return m, frame


def _shown(
    m: Manifest, frame: Frame, signatures: Sequence[FrameSignature], seal: Seal
) -> ShownFrame:
    document = document_of(m, frame)
    canonical = seal.canonical(document)
    digest = hashlib.sha256(canonical).hexdigest()
    checked = [Checked(one, state_of(one, document, canonical, seal)) for one in signatures]
    return ShownFrame(document, canonical, digest, checked)


def state_of(
    signed: FrameSignature, document: Mapping[str, object], canonical: bytes, seal: Seal
) -> SignatureState:
    """How a signature stands beside the frame as the books have it now."""
    if not seal.fits(signed.key.public_key, signed.frame, signed.signature):
        return SignatureState.BROKEN
    then = json.loads(signed.frame)
    now = json.loads(seal.canonical(document))
    if then.get(_RECORD) != now[_RECORD]:
        return SignatureState.RECORD_DIFFERS
    revoked = signed.key.revoked_at
    if revoked is not None and revoked <= signed.added_at:
        return SignatureState.KEY_REVOKED
    return SignatureState.VALID if signed.frame == canonical else SignatureState.REVISED_SINCE


def document_of(m: Manifest, frame: Frame) -> dict[str, object]:
    """What is signed: the confirmation as it was recorded, and the manifest as it stands. Masses in
    whole grams, moments in UTC."""
    return {
        "form": "plumbline-manifest-frame/1",
        _RECORD: {
            "manifest": m.provisional,
            "place": frame.number,
            "step": frame.step,
            "organisation": frame.organisation_code,
            "by": frame.actor,
            "happened_at": said(frame.happened_at),
            "recorded_at": said(frame.recorded_at),
            "event": None if frame.event is None else str(frame.event),
            "said": dict(frame.said),
            "differences": [dict(one) for one in frame.differences],
        },
        "manifest": {
            "number": m.number,
            "version": m.version,
            "sender": _end(m.sender),
            "receiver": _end(m.receiver),
            "carriers": [
                {"leg": one.leg, "organisation": one.code, "vehicle": one.vehicle}
                for one in m.carriers
            ],
            "rows": [
                {
                    "row": row.position,
                    "waste": row.waste,
                    "name": row.name,
                    "pieces": row.pieces,
                    "mass_g": row.mass_g,
                    "measured": row.measured,
                    "ticket": row.ticket,
                    "accepted_pieces": row.accepted_pieces,
                    "accepted_g": row.accepted_g,
                }
                for row in m.rows
            ],
            "approval": m.approval,
        },
    }


def _end(end: End) -> dict[str, object]:
    return {"organisation": end.code, "name": end.name, "site": end.site_code}
