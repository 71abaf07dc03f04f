"""How does a test get a scan and somebody who scans? With one thing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.builders.registers import CITY
from tests.fakes.clock import START
from tracker.domain.answer import ScanAnswer
from tracker.domain.caller import Caller
from tracker.domain.roles import Role, rights_of
from tracker.domain.scan import Scan, ScanKind
from tracker.usecases.ports import Clock, UnitOfWork
from tracker.usecases.record_scan import record_scan

_numbers = count(1)


def a_scan(**changes: Any) -> Scan:
    """One battery collected at POINT-1; each call has a client_id of its own."""
    fields: dict[str, Any] = {
        "client_id": f"request-{next(_numbers)}",
        "kind": ScanKind.COLLECT,
        "site": "POINT-1",
        "at": START,
        "codes": ("B1",),
    }
    return Scan(**fields | changes)


def a_caller(*roles: Role, **changes: Any) -> Caller:
    """Somebody in these roles (a collector if none), with all their rights."""
    played = frozenset(roles or {Role.COLLECTOR})
    fields: dict[str, Any] = {
        "user": 1,
        "login": "somebody",
        "organisation": 1,
        "roles": played,
        "division": CITY,
        "rights": rights_of(played),
    }
    return Caller(**fields | changes)


def digest_of(request: Scan) -> bytes:
    """Stands for the SHA-256 of the request's body: another request has another."""
    return hashlib.sha256(repr(request).encode()).digest()


def scan(
    uow_factory: Callable[[], UnitOfWork], clock: Clock, caller: Caller, **fields: Any
) -> ScanAnswer:
    """Record a scan of now, as the scanner's request would."""
    request = a_scan(**{"at": clock.now(), "codes": ()} | fields)
    return record_scan(request, digest_of(request), caller, uow_factory(), clock)
