"""Which refusal of the trade does an error of the database mean, or one of a full disk?"""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tracker.domain.errors import DatabaseUnavailable, DiskFull, DomainError, SomeoneWasFaster

#: What any blueprint may meet when it talks to the database outside a unit of work.
DatabaseError = DBAPIError

#: Deadlock, serialization failure, lock not available: somebody else was at it.
_CONTENTION = frozenset({"40001", "40P01", "55P03"})
#: SQLSTATE of a server that cannot write, and the same as our own files say it.
_DISK_FULL = "53100"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def refusal_of(error: BaseException | None) -> DomainError | None:
    """The refusal, or None when the error is no refusal but a bug of ours."""
    if isinstance(error, OSError):
        return DiskFull() if error.errno in _NO_ROOM else None
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in _CONTENTION:
        return SomeoneWasFaster()
    if state == _DISK_FULL:
        return DiskFull()
    if isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated:
        return DatabaseUnavailable()
    return None
