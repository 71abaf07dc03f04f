"""How do scanners' requests reach the API server? Over kept-alive HTTP, one connection each."""

from __future__ import annotations

import http.client
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle

import orjson

from benchmarks.people import Firm
from benchmarks.stock import code_of
from tracker.domain.scan import ScanKind

#: May be repeated at will, and writes what every scan of loose batteries does.
LOOSE = ScanKind.STOCK_TAKE


def body_of(kind: str, site: str, codes: Sequence[str], **more: str) -> bytes:
    """A scan of now, under a client_id of its own."""
    return orjson.dumps(
        {
            "client_id": str(uuid.uuid4()),
            "kind": kind,
            "site": site,
            "at": datetime.now(UTC).isoformat(),
            "codes": codes,
        }
        | more
    )


class Client:
    """Scans of one firm; a refused code is an error, for it would have cost less."""

    def __init__(self, address: tuple[str, int], firm: Firm) -> None:
        self._connection = http.client.HTTPConnection(*address, timeout=60)
        self._headers = {
            "Authorization": f"Bearer {firm.token}",
            "Content-Type": "application/json",
        }

    def close(self) -> None:
        self._connection.close()

    def connect(self) -> None:
        """Anew, for the server closes what stood idle."""
        self._connection.close()
        self._connection.connect()

    def post(self, body: bytes) -> float:
        """Seconds from the first byte of the request to the last of the answer."""
        start = time.perf_counter()
        self._connection.request("POST", "/api/v1/scans", body, self._headers)
        response = self._connection.getresponse()
        answer = response.read()
        took = time.perf_counter() - start
        if response.status != 201 or b'"refused":0,' not in answer:
            raise RuntimeError(f"{response.status}: {answer[:500].decode(errors='replace')}")
        return took


def sets_of(units: Sequence[int], size: int) -> Iterator[list[int]]:
    """All sets of this size, over and over."""
    whole = len(units) - len(units) % size
    if not whole:
        raise ValueError(f"{len(units)} batteries are no set of {size}")
    return cycle([list(units[start : start + size]) for start in range(0, whole, size)])


class Scanner:
    """A client with the batteries it scans, set by set."""

    def __init__(
        self, address: tuple[str, int], firm: Firm, units: Sequence[int], size: int
    ) -> None:
        self.client = Client(address, firm)
        self._firm = firm
        self._sets = sets_of(units, size)

    def bodies(self, count: int) -> list[bytes]:
        """The next requests; made before the clock runs, as they are on the scanner."""
        return [self._next() for _ in range(count)]

    def _next(self) -> bytes:
        codes = [code_of(unit) for unit in next(self._sets)]
        return body_of(LOOSE, self._firm.name, codes)


def together(scanners: Sequence[Scanner], count: int) -> tuple[float, list[float]]:
    """All scanners post ``count`` requests at the same time: seconds in all, and of each."""
    bodies = [scanner.bodies(count) for scanner in scanners]
    for scanner in scanners:
        scanner.client.connect()
    times: list[float] = []
    failures: list[BaseException] = []
    ready = threading.Barrier(len(scanners) + 1)

    def work(post: Callable[[bytes], float], mine: list[bytes]) -> None:
        ready.wait()
        try:
            times.extend([post(body) for body in mine])
        except BaseException as error:  # noqa: BLE001  told by the thread that waits
            failures.append(error)

    threads = [
        threading.Thread(target=work, args=(scanner.client.post, mine))
        for scanner, mine in zip(scanners, bodies, strict=True)
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    if failures:
        raise failures[0]
    return took, times
