"""How are our keys and clocks put under the library for HTTP message signatures (RFC 9421)?

The library builds the signature base and nothing else is left to it: which algorithm, which key,
which time is decided before it is called, by the registry and by the profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)

from interop.algorithms.signer import Signer
from interop.algorithms.suites import fits
from interop.limits import SIGNATURE_LIFE
from interop.signing.wire import AnswerView, RequestView


class PublicKey(NamedTuple):
    """A key as the registry holds it: its algorithm is never taken from the message."""

    algorithm: str
    public: bytes


class _ByKeyRecord(HTTPSignatureAlgorithm):
    """Every algorithm there is: the key says which. Signing is done outside (``prepare``)."""

    algorithm_id = "by-key-record"

    def __init__(self, public_key: Any = None, private_key: Any = None) -> None:
        self._key: PublicKey = public_key

    def verify(self, signature: bytes, message: bytes) -> None:
        if not fits(self._key.algorithm, self._key.public, signature, message):
            raise InvalidSignature("the signature does not fit")


class _OneKey(HTTPSignatureKeyResolver):
    """The key that was chosen before; the library's question for it is already answered."""

    def __init__(self, key: PublicKey) -> None:
        self._key = key

    def resolve_public_key(self, key_id: str) -> Any:
        return self._key


class _Verifier(HTTPMessageVerifier):
    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Done before, against the clock that was handed in."""


def sign_message(
    view: RequestView | AnswerView,
    signer: Signer,
    components: Sequence[str],
    label: str,
    tag: str,
    now: datetime,
    nonce: str,
) -> None:
    """Add Signature-Input and Signature to the view's headers; ValueError if a component that
    must be covered is not there."""
    library = HTTPMessageSigner(signature_algorithm=_ByKeyRecord)
    created = datetime.fromtimestamp(int(now.timestamp()), UTC)
    try:
        prepared = library.prepare(
            view,
            key_id=signer.keyid,
            created=created,
            expires=created + SIGNATURE_LIFE,
            nonce=nonce,
            label=label,
            tag=tag,
            include_alg=False,
            use_existing_digest=True,
            covered_component_ids=components,
        )
        library.apply(view, prepared, signer.sign(prepared.signature_base))
    except HTTPMessageSignaturesException as error:
        raise ValueError(f"the message cannot be signed: {error}") from error


def signature_fits(
    view: RequestView | AnswerView, key: PublicKey, components: Sequence[str], tag: str
) -> bool:
    """Whether the one signature with this tag was made with this key over this message."""
    library = _Verifier(signature_algorithm=_ByKeyRecord, key_resolver=_OneKey(key))
    try:
        library.verify(view, max_age=None, expect_tag=tag, require_components=components)
    except HTTPMessageSignaturesException:
        return False
    return True
