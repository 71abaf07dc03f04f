"""What becomes of a body that nobody read? It is read and thrown away, so that the refusal arrives.

A server that answers and closes while the other side is still sending makes the other side see a
broken connection instead of the answer (RFC 9112, 9.6).
"""

from __future__ import annotations

from flask import Flask, Response, request

#: So much is read at most; who sends more is cut off.
MOST_BYTES = 64_000_000
_PIECE = 65_536


def register_unread(app: Flask) -> None:
    """After a refusal nothing of the request is left on the wire."""

    @app.after_request
    def read_the_rest(response: Response) -> Response:
        # Where a body does not end by itself, reading beyond what was read would wait for ever.
        ends = bool(request.environ.get("wsgi.input_terminated"))
        if ends and response.status_code >= 400 and (request.content_length or 0) <= MOST_BYTES:
            left = MOST_BYTES
            while left > 0 and (piece := request.environ["wsgi.input"].read(min(_PIECE, left))):
                left -= len(piece)
        return response
