"""Which refusal of the trade does a database error mean?"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tracker.domain.errors import DatabaseUnavailable, DomainError, SomeoneWasFaster

#: What any blueprint may meet when it talks to the database outside a unit of work.
DatabaseError = DBAPIError

#: Deadlock, serialization failure, lock not available: somebody else was at it.
_CONTENTION = frozenset({"40001", "40P01", "55P03"})


def refusal_of(error: BaseException | None) -> DomainError | None:
    """The refusal, or None when the error is no refusal but a bug of ours."""
    if not isinstance(error, DBAPIError):
        return None
    if getattr(error.orig, "sqlstate", None) in _CONTENTION:
        return SomeoneWasFaster()
    if isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated:
        return DatabaseUnavailable()
    return None
