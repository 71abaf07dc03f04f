"""How does a request get to a partner? Directly: no redirect, nothing unpacked, limits kept."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Protocol

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError

from interop.limits import MOST_BODY_BYTES
from interop.notices.guard import Guard, networks
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.store.partners import Partner
from interop.usecases.send import NotReached

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 30, 60
_PIECE = 65_536


class Adapters(Protocol):
    """Which adapter reaches a partner: a guarded one on the network, a stub in tests."""

    def __call__(self, partner: Partner) -> BaseAdapter: ...


def guarded(partner: Partner) -> BaseAdapter:
    """Public addresses by HTTPS; private ones, and plain HTTP, only in the partner's networks."""
    return Guard(networks(partner.networks)).adapter()


class HttpLink:
    """See ``interop.usecases.send.Link``."""

    def __init__(self, adapters: Adapters = guarded, patience: float = READ_SECONDS) -> None:
        """``patience``: seconds to wait for an answer; less where a person waits, too."""
        self._adapters = adapters
        self._patience = patience

    def __call__(self, partner: Partner, request: HttpRequest) -> HttpAnswer:
        # a prepared request straight to the adapter: what was signed is what is sent, and nobody
        # follows, reads or unpacks an answer on the way (a session looks into redirects)
        prepared = requests.Request(
            request.method, partner.base_url + request.target, dict(request.headers)
        ).prepare()
        prepared.body = request.body or None
        if request.body:
            prepared.headers["Content-Length"] = str(len(request.body))
        prepared.headers["Accept-Encoding"] = "identity"
        end = time.monotonic() + TOTAL_SECONDS
        try:
            with (
                closing(self._adapters(partner)) as adapter,
                adapter.send(
                    prepared, stream=True, timeout=(CONNECT_SECONDS, self._patience), verify=True
                ) as answer,
            ):
                body = _read(answer, end)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NotReached(type(error).__name__) from error
        return HttpAnswer(answer.status_code, tuple(answer.raw.headers.items()), body)


def _read(answer: requests.Response, end: float) -> bytes:
    """The body as it came, up to the limit and one byte: more is refused by who reads it."""
    content = bytearray()
    while len(content) <= MOST_BODY_BYTES:
        piece = answer.raw.read(
            min(_PIECE, MOST_BODY_BYTES + 1 - len(content)), decode_content=False
        )
        if not piece:
            break
        if time.monotonic() > end:
            raise NotReached("too slow")
        content += piece
    return bytes(content)
