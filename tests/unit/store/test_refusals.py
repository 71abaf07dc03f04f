"""Is each trouble of database and disk told as what it is, and a bug of ours as none?"""

from __future__ import annotations

import errno

import pytest
from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError

from tracker.domain.errors import DatabaseUnavailable, DiskFull, DomainError, SomeoneWasFaster
from tracker.store.refusals import refusal_of

TOLD: dict[str, tuple[BaseException | None, type[DomainError] | None]] = {
    "a deadlock": (OperationalError("", {}, postgres.DeadlockDetected()), SomeoneWasFaster),
    "a lock that was not to be had": (
        OperationalError("", {}, postgres.LockNotAvailable()),
        SomeoneWasFaster,
    ),
    "the server's full disk": (OperationalError("", {}, postgres.DiskFull()), DiskFull),
    "our own full disk": (OSError(errno.ENOSPC, "full"), DiskFull),
    "an exhausted quota": (OSError(errno.EDQUOT, "full"), DiskFull),
    "another trouble with files": (OSError(errno.EIO, "torn"), None),
    "a server that is away": (OperationalError("", {}, Exception("gone")), DatabaseUnavailable),
    "a connection that broke": (InterfaceError("", {}, Exception("gone")), DatabaseUnavailable),
    "a connection given up": (
        DBAPIError("", {}, Exception("gone"), connection_invalidated=True),
        DatabaseUnavailable,
    ),
    "a wrong statement of ours": (ProgrammingError("", {}, postgres.UndefinedTable()), None),
    "another bug": (ValueError("no"), None),
    "nothing": (None, None),
}


@pytest.mark.parametrize("trouble", TOLD)
def test_a_trouble_is_told_as_what_it_is(trouble: str) -> None:
    error, refusal = TOLD[trouble]
    assert type(refusal_of(error)) is (refusal or type(None))
