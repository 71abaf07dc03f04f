"""One transaction over all repositories."""

from __future__ import annotations

from typing import Self

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from tracker.domain.errors import DatabaseUnavailable, SomeoneWasFaster
from tracker.store.repositories.alarms import SqlAlarms
from tracker.store.repositories.audit import SqlAudit
from tracker.store.repositories.duties import SqlDuties
from tracker.store.repositories.events import SqlEvents
from tracker.store.repositories.places import SqlPlaces
from tracker.store.repositories.receipts import SqlReceipts
from tracker.store.repositories.units import SqlUnits

#: Deadlock, serialization failure, lock not available: somebody else was at it.
_CONTENTION = frozenset({"40001", "40P01", "55P03"})


class SqlUnitOfWork:
    """See ``tracker.usecases.ports.UnitOfWork``. Leaving without commit() undoes everything."""

    def __init__(self, sessions: sessionmaker[Session], province: int) -> None:
        self._sessions = sessions
        self._province = province

    def __enter__(self) -> Self:
        self.session = session = self._sessions()
        self.places = SqlPlaces(session)
        self.units = SqlUnits(session, self._province)
        self.events = SqlEvents(session, self._province)
        self.receipts = SqlReceipts(session, self._province)
        self.alarms = SqlAlarms(session, self._province)
        self.audit = SqlAudit(session, self._province)
        self.duties = SqlDuties(session, self._province)
        return self

    def commit(self) -> None:
        self.session.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        try:
            self.session.rollback()
        except DBAPIError:
            self.session.invalidate()
        self.session.close()
        if isinstance(error, DBAPIError):
            if getattr(error.orig, "sqlstate", None) in _CONTENTION:
                raise SomeoneWasFaster from error
            if isinstance(error, OperationalError) or error.connection_invalidated:
                raise DatabaseUnavailable from error
