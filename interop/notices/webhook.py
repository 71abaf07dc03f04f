"""Sending one notice to a webhook: signed, guarded, not for long, not into private networks."""

from __future__ import annotations

import time
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

import requests

from interop.notices.guard import AddressRefused, Guard
from interop.notices.signature import signed_headers

#: Seconds to connect, and to wait for the answer.
TIMEOUT = (5, 10)
MOST_REDIRECTS = 3
#: These ask for the same request at another address; others would turn it into a question.
_ONWARD = frozenset({307, 308})
_MOST_DETAIL = 500


class Outcome(NamedTuple):
    """How an attempt went; ``told``: it need not be tried again."""

    told: bool
    outcome: str
    status: int | None
    detail: str
    milliseconds: int


def post_webhook(
    address: str, secret: str, number: str, at: datetime, body: bytes, guard: Guard
) -> Outcome:
    """One attempt. Never raises for what the other side does."""
    began = time.monotonic()

    def ended(told: bool, outcome: str, status: int | None = None, detail: str = "") -> Outcome:
        took = round((time.monotonic() - began) * 1_000)
        return Outcome(told, outcome, status, detail[:_MOST_DETAIL], took)

    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Plumbline",
        **signed_headers(secret, number, int(at.timestamp()), body),
    }
    with requests.Session() as session:
        session.trust_env = False  # no proxy from the environment leads past the guard
        session.mount("https://", guard.adapter())
        session.mount("http://", guard.adapter())
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = session.post(
                    address,
                    data=body,
                    headers=headers,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                    stream=True,
                )
                answer.close()
            except requests.RequestException as error:
                refused = _refused(error)
                return ended(False, "refused" if refused else "not_reached", None, str(error))
            except (OSError, ValueError) as error:
                return ended(False, "not_reached", None, str(error))
            onward = answer.headers.get("Location")
            if answer.status_code not in _ONWARD or onward is None:
                told = 200 <= answer.status_code < 300
                return ended(told, "told" if told else "answered", answer.status_code)
            address = urljoin(address, onward)
    return ended(False, "answered", None, "too many redirects")


def _refused(error: BaseException | None) -> bool:
    """Whether the guard stands behind an error of the library."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        if isinstance(one, AddressRefused):
            return True
        seen.add(id(one))
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None)]
        waiting += [arg for arg in getattr(one, "args", ()) if isinstance(arg, BaseException)]
    return False
