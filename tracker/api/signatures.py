"""Electronic signatures beside confirmations: /signing-keys, /manifests/{number}/frames/{place}."""

from __future__ import annotations

import base64
from typing import Any

import orjson
from flask import Response, request

from tracker.api.manifests import askable
from tracker.api.schemas.signature import (
    FrameSchema,
    NewSignatureSchema,
    NewSigningKeySchema,
    SigningKeySchema,
    SigningKeysSchema,
)
from tracker.domain import register_kinds as kind
from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.moments import said
from tracker.domain.register_kinds import Unfit
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.domain.signing import SigningKey
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.i18n.catalogue import word
from tracker.signing.ed25519 import Ed25519
from tracker.usecases.keep_signing_key import register_key, revoke_key
from tracker.usecases.sign_frame import Checked, ShownFrame, show_frame, sign_frame

_MOST_PLACE = 2**31 - 1

_SEAL = Ed25519()


def signatures_blueprint(house: House) -> ApiBlueprint:
    signatures = ApiBlueprint(
        "signatures", house, "Signatures of organisations with their own keys / 电子签名"
    )
    _keys(signatures, house)
    _signing(signatures, house)
    return signatures


def _keys(signatures: ApiBlueprint, house: House) -> None:
    """Keys of organisations are taken down, listed and revoked."""

    @signatures.route(
        "POST",
        "/signing-keys",
        right=Right.EDIT_OWN,
        body=NewSigningKeySchema,
        answer=SigningKeySchema,
        status=201,
    )
    def post_signing_key(caller: Caller, body: dict[str, Any]) -> Response:
        """Register a public key of one's own organisation, with the proof that one holds it."""
        key = register_key(
            body["public_key"], body["label"], body["proof"], caller, house.new_uow(),
            house.clock, _SEAL,
        )  # fmt: skip
        return _answered(_key(key), 201)

    @signatures.route("GET", "/signing-keys", right=Right.READ, answer=SigningKeysSchema)
    def get_signing_keys(caller: Caller) -> Response:
        """List the public keys of one's own organisation, or of those one oversees."""
        with house.new_uow() as uow:
            found = uow.signatures.keys(sight_of(caller))
        return _answered({"items": [_key(one) for one in found]})

    @signatures.route(
        "POST",
        "/signing-keys/<fingerprint>/revocation",
        right=Right.EDIT_OWN,
        answer=SigningKeySchema,
    )
    def post_key_revocation(caller: Caller, fingerprint: str) -> Response:
        """Revoke a key: nothing can be signed with it any more; earlier signatures stay valid."""
        try:
            asked = str(kind.DIGEST.read(fingerprint))
        except Unfit as error:
            raise NotFound from error
        return _answered(_key(revoke_key(asked, caller, house.new_uow(), house.clock)))


def _signing(signatures: ApiBlueprint, house: House) -> None:
    """What is to be signed is shown, and a signature taken."""

    @signatures.route(
        "GET", "/manifests/<number>/frames/<int:place>", right=Right.READ, answer=FrameSchema
    )
    def get_frame(caller: Caller, number: str, place: int) -> Response:
        """Show the confirmed step at a place: its canonical bytes to sign, and its signatures."""
        shown = show_frame(askable(number), _place(place), caller, house.new_uow(), _SEAL)
        return _answered(_frame(shown, language_of(request)))

    @signatures.route(
        "POST",
        "/manifests/<number>/frames/<int:place>/signatures",
        right=Right.SCAN,
        body=NewSignatureSchema,
        answer=FrameSchema,
        status=201,
    )
    def post_signature(caller: Caller, number: str, place: int, body: dict[str, Any]) -> Response:
        """Add an electronic signature to a step that one's own organisation confirmed."""
        shown = sign_frame(
            askable(number), _place(place), body["key"], body["digest"], body["signature"],
            caller, house.new_uow(), house.clock, _SEAL,
        )  # fmt: skip
        return _answered(_frame(shown, language_of(request)), 201)


def _place(place: int) -> int:
    if place > _MOST_PLACE:
        raise NotFound
    return place


def _key(key: SigningKey) -> dict[str, Any]:
    return {
        "fingerprint": key.fingerprint,
        "public_key": _text(key.public_key),
        "label": key.label,
        "organisation": key.organisation_code,
        "registered_at": said(key.registered_at),
        "revoked_at": None if key.revoked_at is None else said(key.revoked_at),
    }


def _frame(shown: ShownFrame, language: str) -> dict[str, Any]:
    return {
        "frame": shown.document,
        "canonical": _text(shown.canonical),
        "digest": shown.digest,
        "signatures": [_signature(one, language) for one in shown.signatures],
    }


def _signature(one: Checked, language: str) -> dict[str, Any]:
    return {
        "key": _key(one.signed.key),
        "state": one.state.value,
        "says": word("signature_state", one.state, language),
        "added_at": said(one.signed.added_at),
        "by": one.signed.actor,
        "signature": _text(one.signed.signature),
        "frame": _text(one.signed.frame),
    }


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _answered(body: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, mimetype="application/json")
