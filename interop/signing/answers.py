"""An answer signed and bound to its request; a partner's answer verified before it counts.

Only what passes here may change the state of a delivery. Everything else - no answer, an unsigned
one, a proxy's page - means: try again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interop.algorithms.signer import Signer
from interop.keys.book import KeyBook
from interop.keys.key import Key, Standing
from interop.keys.names import Use
from interop.limits import MOST_BODY_BYTES
from interop.refusals import Refused
from interop.signing.fields import check_digest, check_times, digest_field, read_signature_input
from interop.signing.profile import (
    ANSWER_LABEL,
    ANSWER_TAG,
    ANSWER_TYPES,
    CONTENT_TYPE,
    answer_components,
)
from interop.signing.through_library import PublicKey, sign_message, signature_fits
from interop.signing.wire import AnswerView, HttpAnswer, HttpRequest, RequestView, lines_of


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """An answer that the partner signed, to this request and no other."""

    answer: HttpAnswer
    key: Key


class AnswerRefused(Exception):
    """The answer proves nothing; the delivery stays open. ``why`` is a code of ``REFUSALS``
    (``sig_missing`` for an unsigned answer) or ``key`` for a key that is not the partner's."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def sign_answer(
    answer: HttpAnswer,
    request: HttpRequest,
    authority: str,
    signer: Signer,
    now: datetime,
    nonce: str,
    content_type: str = CONTENT_TYPE,
) -> HttpAnswer:
    """The answer with type, digest and signature. ``authority`` is ours, as the request's
    signature covers it. ValueError if the request lacks what must be covered: then the answer
    can only go out unsigned."""
    fields = [("Content-Type", content_type), ("Content-Digest", digest_field(answer.body))]
    unsigned = HttpAnswer(answer.status, (*answer.headers, *fields), answer.body)
    view = AnswerView(unsigned, RequestView(request, authority))
    components = answer_components(request.method)
    sign_message(view, signer, components, ANSWER_LABEL, ANSWER_TAG, now, nonce)
    return HttpAnswer(answer.status, tuple(view.headers.items()), answer.body)


def verify_answer(
    answer: HttpAnswer,
    request: HttpRequest,
    authority: str,
    partner: str,
    book: KeyBook,
    now: datetime,
) -> VerifiedAnswer:
    """The verified answer of this partner to this signed request, or AnswerRefused.

    ``authority`` is the partner's, as the request was signed for it.
    """
    components = answer_components(request.method)
    try:
        _check_content(answer)
        said = read_signature_input(answer.headers, ANSWER_LABEL, ANSWER_TAG, components)
        check_times(said, now)
        check_digest(answer.headers, answer.body)
    except Refused as refused:
        raise AnswerRefused(refused.code) from refused
    key = book.find(said.keyid)
    if (
        key is None
        or (key.use, key.authority) != (Use.TRANSPORT, partner)
        or key.standing(now) != Standing.GOOD
    ):
        raise AnswerRefused("key")
    view = AnswerView(answer, RequestView(request, authority))
    if not signature_fits(view, PublicKey(key.algorithm, key.public), components, ANSWER_TAG):
        raise AnswerRefused("sig_invalid")
    return VerifiedAnswer(answer, key)


def _check_content(answer: HttpAnswer) -> None:
    if len(answer.body) > MOST_BODY_BYTES:
        raise Refused("too_large")
    if lines_of(answer.headers, "content-encoding"):
        raise Refused("content_encoding")
    types = [line.lower() for line in lines_of(answer.headers, "content-type")]
    if len(types) != 1 or types[0] not in ANSWER_TYPES:
        # an error page of a proxy is unsigned first of all, whatever type it has
        raise Refused("content_type" if lines_of(answer.headers, "signature") else "sig_missing")
