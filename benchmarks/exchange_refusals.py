"""How long does nonsense keep the exchange busy, and does a refusal tell by its time what it knows?

The cases N43, N47 and N95 of the protocol: their outcomes are tests, their times are measured here.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import interleaved, spread
from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.book import KeyBook
from interop.keys.fingerprint import fingerprint
from interop.keys.key import Key
from interop.refusals import Refused
from interop.signing.requests import Receiver, sign_request, verify_request
from interop.signing.wire import HttpRequest

_THEM, _HOST = "CN-36", "exchange.example"
#: So often each refusal is asked for in a round, as the protocol says.
_ASKED = 500


def measure(bench: Bench) -> list[Figure]:
    """The slowest of the monstrous requests; unknown key against bad signature."""
    monstrous, silent = goals_of("exchange_refusals")
    now = datetime.now(UTC)
    request, receiver = _signed(now)
    many = tuple((f"X-{number}", "v" * 8_192) for number in range(64))
    huge = ("Signature-Input", "req=(" + '"a" ' * 1_000 + ");created=1")
    slowest = max(
        _milliseconds(partial(_refused, one, receiver, now))
        for one in (
            replace(request, headers=(*request.headers, *many)),
            replace(request, headers=(*_without(request, "signature-input"), huge)),
            replace(request, headers=(*request.headers, ("X", "x" * 100_000))),
        )
    )
    brackets = _milliseconds(lambda: _unread(b"[" * 100_000))

    unknown = _renamed(request, f"{_THEM}:t-", f"{_THEM}:t-19")
    forged = _resigned(request)
    asked = max(2, _ASKED if bench.sizes.posts > 1 else 5)

    def middle(one: HttpRequest) -> Callable[[], float]:
        return lambda: median(
            _milliseconds(lambda: _refused(one, receiver, now)) for _ in range(asked)
        )

    lanes = {"unknown": middle(unknown), "forged": middle(forged)}
    rounds = interleaved(lanes, bench.sizes.rounds)
    apart = [max(a, b) / min(a, b) for a, b in zip(*rounds.values(), strict=True)]
    a, b = (spread(rounds[lane]).middle for lane in lanes)
    return [
        Figure(
            monstrous,
            spread([max(slowest / 50, brackets / 100)]),
            f"{slowest:.2f} ms of 50 for fields, {brackets:.2f} ms of 100 for brackets",
        ),
        Figure(silent, spread(apart), f"{a:.3f} against {b:.3f} ms"),
    ]


def _signed(now: datetime) -> tuple[HttpRequest, Receiver]:
    signer = SoftwareSigner(f"{_THEM}:t-2026a", new_private_key("Ed25519"))
    start = now - timedelta(days=1)
    key = Key(signer.keyid, "Ed25519", signer.public, start, start + timedelta(days=300))
    book = KeyBook().enrol(key, "lin", start)
    for person in ("wang", "zhao"):
        book = book.approve(key.keyid, person, start, fingerprint(key))
    request = HttpRequest("POST", "/interop/v1/messages", (), b"{}")
    nonce, id_ = secrets.token_urlsafe(18), "0199b0f2-0000-7000-8000-000000000001"
    sent = sign_request(request, _HOST, signer, now, nonce, id_)
    return sent, Receiver(_HOST, book, frozenset({_THEM}))


def _refused(request: HttpRequest, receiver: Receiver, now: datetime) -> None:
    try:
        verify_request(request, receiver, now)
    except Refused:
        return
    raise RuntimeError("taken")


def _unread(body: bytes) -> None:
    try:
        read_strictly(body)
    except DocumentRefused:
        return
    raise RuntimeError("read")


def _milliseconds(does: Callable[[], None]) -> float:
    start = time.perf_counter()
    does()
    return (time.perf_counter() - start) * 1_000


def _without(request: HttpRequest, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(line for line in request.headers if line[0].lower() != name)


def _renamed(request: HttpRequest, before: str, after: str) -> HttpRequest:
    """The same under the name of a key that nobody knows."""
    headers = tuple((name, value.replace(before, after)) for name, value in request.headers)
    return replace(request, headers=headers)


def _resigned(request: HttpRequest) -> HttpRequest:
    """The same with a signature that is none."""
    nothing = ("Signature", "req=:" + "A" * 86 + "==:")
    return replace(request, headers=(*_without(request, "signature"), nothing))
