"""What must a signature of pv-interop/1 cover, and what must it say of itself?

The sets are fixed here and asked for by the verifier; a signer chooses nothing. Content-Length,
Date, Host and what proxies add are left out on purpose: a proxy may change them.
"""

from __future__ import annotations

REQUEST_TAG, REQUEST_LABEL = "pv-interop-req/1", "req"
ANSWER_TAG, ANSWER_LABEL = "pv-interop-res/1", "res"

#: ``alg`` is not among them: which algorithm a key has is in the registry, never in a message.
PARAMETERS = frozenset({"created", "expires", "nonce", "keyid", "tag"})

_LINE = ("@method", "@authority", "@path", "@query")
WITH_CONTENT = (*_LINE, "content-type", "content-digest", "idempotency-key")
#: The digest is that of nothing, so that no content can be smuggled into a GET.
WITHOUT_CONTENT = (*_LINE, "content-digest")
_OF_ANSWER = ("@status", "content-type", "content-digest")
_OF_ITS_REQUEST = (*_LINE, "content-digest")

CONTENT_TYPE = "application/json"
ANSWER_TYPES = frozenset({CONTENT_TYPE, "application/problem+json"})
METHODS_WITHOUT_CONTENT = frozenset({"GET"})


def request_components(method: str) -> tuple[str, ...]:
    """What a request must cover, as serialized component identifiers."""
    names = WITHOUT_CONTENT if method in METHODS_WITHOUT_CONTENT else WITH_CONTENT
    return tuple(f'"{name}"' for name in names)


def answer_components(method: str) -> tuple[str, ...]:
    """What an answer must cover: itself and the request that it answers.

    The request's Signature-Input holds its nonce and time, so the answer to another attempt does
    not fit. (Covering the request's Signature itself is not advised: RFC 9421, 7.3.7.)
    """
    of_request: tuple[str, ...] = _OF_ITS_REQUEST
    if method not in METHODS_WITHOUT_CONTENT:
        of_request = (*_OF_ITS_REQUEST, "idempotency-key")
    return (
        *(f'"{name}"' for name in _OF_ANSWER),
        *(f'"{name}";req' for name in of_request),
        f'"signature-input";req;key="{REQUEST_LABEL}"',
    )
