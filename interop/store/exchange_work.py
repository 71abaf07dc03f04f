"""One transaction over everything the exchange keeps; only use cases commit it."""

from __future__ import annotations

from typing import Self

from sqlalchemy.exc import DBAPIError

from interop.store.arrivals import SqlArrivals
from interop.store.border import SqlBorder
from interop.store.crossings import SqlCrossings
from interop.store.days import SqlDays
from interop.store.enclosures import SqlEnclosures
from interop.store.evidence import SqlEvidence
from interop.store.exchange_duties import SqlDuties
from interop.store.exchange_log import SqlLog
from interop.store.feed import SqlFeed
from interop.store.outbox import SqlOutbox
from interop.store.partners import SqlPartners
from interop.store.records import SqlRecords
from interop.store.trade import SqlTrade
from interop.store.watch import SqlWatch
from tracker.store.driver import Driver
from tracker.store.repositories.alarms import SqlAlarms
from tracker.store.unit_of_work import Sessions


class ExchangeWork:
    """Leaving without commit() undoes everything."""

    def __init__(self, sessions: Sessions, province: int) -> None:
        self._sessions = sessions
        self._province = province

    def __enter__(self) -> Self:
        self.session = session = self._sessions()
        province = self._province
        self.partners = SqlPartners(session, province)
        self.trade = SqlTrade(session, province)
        self.records = SqlRecords(session, province)
        self.duties = SqlDuties(session, province)
        self.outbox = SqlOutbox(session, province)
        self.feed = SqlFeed(session, province)
        self.arrivals = SqlArrivals(session, province)
        self.log = SqlLog(session, province)
        self.days = SqlDays(session, province)
        self.evidence = SqlEvidence(session, province)
        self.watch = SqlWatch(session, province)
        self.crossings = SqlCrossings(session, province)
        self.border = SqlBorder(session, province)
        self.enclosures = SqlEnclosures(session, province)
        self.alarms = SqlAlarms(Driver(session), province)
        return self

    def commit(self) -> None:
        self.session.commit()

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            self.session.rollback()
        except DBAPIError:
            self.session.invalidate()
        self.session.close()
