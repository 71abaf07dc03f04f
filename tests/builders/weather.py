"""What can happen to a request on its way? It is lost, doubled, bent, cut, sent elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator

from requests import ConnectionError as NoConnection
from requests import PreparedRequest, ReadTimeout, Response

from tests.builders.two_provinces import Carry, Weather, as_response


def lose_request(_request: PreparedRequest, _carry: Carry) -> Response:
    """Nothing arrives."""
    raise NoConnection("lost")


def lose_answer(request: PreparedRequest, carry: Carry) -> Response:
    """It arrives and is worked off; the answer does not come back."""
    carry(request)
    raise ReadTimeout("no answer")


def double(request: PreparedRequest, carry: Carry) -> Response:
    """It arrives twice; the second answer comes back."""
    carry(request)
    return carry(request)


def flip_answer(request: PreparedRequest, carry: Carry) -> Response:
    """One bit of the answer is another."""
    found = carry(request)
    body = bytearray(found.raw.read())
    body[len(body) // 2] ^= 1
    return as_response(found.status_code, list(found.headers.items()), bytes(body))


def cut_answer(request: PreparedRequest, carry: Carry) -> Response:
    """Half of the answer comes."""
    found = carry(request)
    body = found.raw.read()
    return as_response(found.status_code, list(found.headers.items()), body[: len(body) // 2])


def flip_request(request: PreparedRequest, carry: Carry) -> Response:
    """One bit of the request is another."""
    body = bytearray(request.body if isinstance(request.body, bytes) else b" ")
    body[len(body) // 2] ^= 1
    bent = request.copy()
    bent.body = bytes(body)
    return carry(bent)


def cut_request(request: PreparedRequest, carry: Carry) -> Response:
    """Half of the request arrives."""
    body = request.body if isinstance(request.body, bytes) else b""
    bent = request.copy()
    bent.body = body[: len(body) // 2]
    bent.headers["Content-Length"] = str(len(bent.body))
    return carry(bent)


def fail_after_commit(request: PreparedRequest, carry: Carry) -> Response:
    """A proxy says 500 although it was stored."""
    carry(request)
    return as_response(500, [("Content-Type", "text/html")], b"<h1>oops</h1>")


def redirect(_request: PreparedRequest, _carry: Carry) -> Response:
    """Sent elsewhere."""
    return as_response(307, [("Location", "http://169.254.169.254/")], b"")


EVERY_WEATHER: tuple[Weather, ...] = (
    lose_request,
    lose_answer,
    double,
    flip_answer,
    cut_answer,
    flip_request,
    cut_request,
    fail_after_commit,
    redirect,
)


def seasons(seed: int, bad: float) -> Iterator[Weather]:
    """Weather for ever: this share of it bad, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  a test's dice
    while True:
        if chance.random() < bad:
            yield chance.choice(EVERY_WEATHER)
        else:
            yield lambda request, carry: carry(request)
