"""Which refusal does a request meet, and how is one signed that must meet it?"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from interop.algorithms.signer import SoftwareSigner
from interop.keys.book import KeyBook
from interop.refusals import Refused
from interop.signing.profile import REQUEST_LABEL, REQUEST_TAG
from interop.signing.requests import verify_request
from interop.signing.through_library import sign_message
from interop.signing.wire import HttpRequest, RequestView
from tests.builders.exchange import (
    MESSAGES,
    NONCE,
    NOW,
    Pair,
    a_request,
    header,
    with_header,
)

ORDER_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def refused(pair: Pair, request: HttpRequest, now: object = NOW) -> tuple[int, str]:
    """Status and code of the refusal; fails if the request is taken."""
    with pytest.raises(Refused) as refusal:
        verify_request(request, pair.receiver, now)  # type: ignore[arg-type]
    return refusal.value.status, refusal.value.code


def signed_over(
    pair: Pair, components: tuple[str, ...], signer: SoftwareSigner | None = None
) -> HttpRequest:
    """The base message, signed properly but over these components."""
    base = a_request(pair)
    view = RequestView(with_header(with_header(base, "Signature"), "Signature-Input"), "x.example")
    view.url = f"https://{pair.ours.host}{MESSAGES}"
    sign_message(
        view,
        signer or pair.theirs.signer(),
        components,
        REQUEST_LABEL,
        REQUEST_TAG,
        NOW,
        NONCE,
    )
    return replace(base, headers=tuple(view.headers.items()))


def with_signature(request: HttpRequest, signature: bytes) -> HttpRequest:
    return with_header(request, "Signature", f"req=:{base64.b64encode(signature).decode()}:")


def signature_of(request: HttpRequest) -> bytes:
    return base64.b64decode(header(request, "Signature").removeprefix("req=:").removesuffix(":"))


def book_without(pair: Pair, *changes: Callable[[KeyBook], KeyBook]) -> KeyBook:
    book = pair.book
    for change in changes:
        book = change(book)
    return book
