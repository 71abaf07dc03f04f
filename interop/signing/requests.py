"""A request to a partner signed, a partner's request verified: steps 1 to 7 of receiving.

Unknown key, key not good, partner not admitted and bad signature cost the same work and get the
same answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from interop.algorithms.signer import Signer
from interop.algorithms.suites import DEFAULT, NOBODYS
from interop.keys.book import KeyBook
from interop.keys.key import Key, Standing
from interop.keys.names import Use
from interop.limits import MOST_BODY_BYTES, MOST_HEADER_BYTES, MOST_HEADERS, NONCE_KEPT
from interop.refusals import Refused
from interop.signing.fields import (
    SignatureInput,
    check_digest,
    check_times,
    digest_field,
    read_idempotency_key,
    read_signature_input,
)
from interop.signing.profile import (
    CONTENT_TYPE,
    METHODS_WITHOUT_CONTENT,
    REQUEST_LABEL,
    REQUEST_TAG,
    request_components,
)
from interop.signing.through_library import PublicKey, sign_message, signature_fits
from interop.signing.wire import HttpRequest, RequestView, lines_of

#: Plain segments, none of them made of dots only, no slash at the end; then a plain query, which
#: is not empty: @query says "?" for both an empty and an absent one.
_TARGET = re.compile(
    r"/interop/v1(?:/(?!\.+(?:/|\?|$))[A-Za-z0-9._~:-]+)+(?:\?[A-Za-z0-9._~:=&-]+)?", re.ASCII
)
_NOBODY = PublicKey(DEFAULT, NOBODYS)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who receives: the authority (host and port) that partners address, the registry of keys,
    and the partners whose requests are taken at the moment."""

    authority: str
    book: KeyBook
    partners: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerifiedRequest:
    """A request whose signature fits. ``nonce`` must not have been seen with this key before:
    the store remembers (``key.keyid``, ``nonce``) until ``nonce_kept_until``, in the transaction
    that stores the rest (``sig_replay``). ``message_id`` is None for GET."""

    request: HttpRequest
    key: Key
    said: SignatureInput
    message_id: str | None

    @property
    def partner(self) -> str:
        return self.key.authority

    @property
    def nonce(self) -> str:
        return self.said.nonce

    @property
    def nonce_kept_until(self) -> datetime:
        return datetime.fromtimestamp(self.said.expires, UTC) + NONCE_KEPT


def sign_request(
    request: HttpRequest,
    authority: str,
    signer: Signer,
    now: datetime,
    nonce: str,
    message_id: str | None = None,
) -> HttpRequest:
    """The request with digest, type, idempotency key and signature; anew at each attempt.

    ``request`` brings method, target, body and any header that is not covered; ``authority`` is
    the partner's. POST needs a ``message_id``. ValueError if it cannot be signed.
    """
    fields = [("Content-Digest", digest_field(request.body))]
    if request.method not in METHODS_WITHOUT_CONTENT:
        fields += [("Content-Type", CONTENT_TYPE), ("Idempotency-Key", f'"{message_id}"')]
    unsigned = HttpRequest(
        request.method, request.target, (*request.headers, *fields), request.body
    )
    view = RequestView(unsigned, authority)
    components = request_components(request.method)
    sign_message(view, signer, components, REQUEST_LABEL, REQUEST_TAG, now, nonce)
    return HttpRequest(request.method, request.target, tuple(view.headers.items()), request.body)


def verify_request(
    request: HttpRequest,
    receiver: Receiver,
    now: datetime,
    done: Callable[[int], None] = lambda _step: None,
) -> VerifiedRequest:
    """The verified request, or Refused. ``done`` is told each finished step: tests let a process
    die there."""
    _check_size(request)
    done(1)
    if _TARGET.fullmatch(request.target) is None:
        raise Refused("path_not_canonical")
    done(2)
    _check_content(request)
    done(3)
    components = request_components(request.method)
    said = read_signature_input(request.headers, REQUEST_LABEL, REQUEST_TAG, components)
    check_times(said, now)
    done(4)
    key = _usable(said.keyid, receiver, now)
    done(5)
    check_digest(request.headers, request.body)
    has_content = request.method not in METHODS_WITHOUT_CONTENT
    message_id = read_idempotency_key(request.headers) if has_content else None
    done(6)
    view = RequestView(request, receiver.authority)
    public = PublicKey(key.algorithm, key.public) if key else _NOBODY
    fitting = signature_fits(view, public, components, REQUEST_TAG)
    if key is None or not fitting:
        raise Refused("sig_invalid")
    done(7)
    return VerifiedRequest(request, key, said, message_id)


def _check_size(request: HttpRequest) -> None:
    size = sum(len(name) + len(value) + 4 for name, value in request.headers)
    if len(request.headers) > MOST_HEADERS or size > MOST_HEADER_BYTES:
        raise Refused("headers_too_large")
    if len(request.body) > MOST_BODY_BYTES:
        raise Refused("too_large")


def _check_content(request: HttpRequest) -> None:
    if lines_of(request.headers, "content-encoding"):
        raise Refused("content_encoding")
    if request.method in METHODS_WITHOUT_CONTENT:
        if request.body:
            raise Refused("body_unexpected")
    elif [line.lower() for line in lines_of(request.headers, "content-type")] != [CONTENT_TYPE]:
        raise Refused("content_type")


def _usable(keyid: str, receiver: Receiver, now: datetime) -> Key | None:
    key = receiver.book.find(keyid)
    if key is None or key.use != Use.TRANSPORT or key.authority not in receiver.partners:
        return None
    return key if key.standing(now) == Standing.GOOD else None
