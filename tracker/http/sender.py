"""From which address does a request come? Behind a proxy on this machine: the one the proxy saw."""

from __future__ import annotations

from flask import Request

_LOOPBACK = ("127.", "::1")


def sender_of(request: Request) -> str:
    """The peer's address; if that is this machine and a proxy says for whom it speaks, the last
    address it added. What the sender itself wrote into the header stands before that and is not
    believed, nor is the header when the peer is another machine."""
    peer = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if peer.startswith(_LOOPBACK) and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return peer
