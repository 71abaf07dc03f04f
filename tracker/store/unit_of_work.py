"""One transaction over all repositories."""

from __future__ import annotations

from typing import Self

from sqlalchemy.orm import Session, sessionmaker

from tracker.store.driver import Driver
from tracker.store.ending import end
from tracker.store.repositories.alarms import SqlAlarms
from tracker.store.repositories.anomalies import SqlAnomalies
from tracker.store.repositories.approvals import SqlApprovals
from tracker.store.repositories.attachments import SqlAttachments
from tracker.store.repositories.audit import SqlAudit
from tracker.store.repositories.downstream import SqlDownstream
from tracker.store.repositories.duties import SqlDuties
from tracker.store.repositories.events import SqlEvents
from tracker.store.repositories.explanations import SqlExplanations
from tracker.store.repositories.figures import SqlFigures
from tracker.store.repositories.incoming import SqlIncoming
from tracker.store.repositories.labels import SqlLabels
from tracker.store.repositories.limits import SqlLimits
from tracker.store.repositories.manifests import SqlManifests
from tracker.store.repositories.number_blocks import SqlNumberBlocks
from tracker.store.repositories.observations import SqlObservations
from tracker.store.repositories.places import SqlPlaces
from tracker.store.repositories.receipts import SqlReceipts
from tracker.store.repositories.registers import SqlRegisters
from tracker.store.repositories.rollups import SqlRollups
from tracker.store.repositories.signatures import SqlSignatures
from tracker.store.repositories.sweep_facts import SqlSweepFacts
from tracker.store.repositories.units import SqlUnits
from tracker.store.repositories.weighings import SqlWeighings

#: How a session is opened; rooms above the store pass it on without knowing what it is.
Sessions = sessionmaker[Session]


class SqlUnitOfWork:
    """See ``tracker.usecases.ports.UnitOfWork``. Leaving without commit() undoes everything."""

    def __init__(self, sessions: Sessions, province: int) -> None:
        self._sessions = sessions
        self._province = province

    def __enter__(self) -> Self:
        self.session = session = self._sessions()
        driver = Driver(session)
        self.places = SqlPlaces(driver)
        self.units = SqlUnits(driver, self._province, self.places.owners)
        self.events = SqlEvents(session, driver, self._province, self.units.unlocked)
        self.observations = SqlObservations(driver)
        self.receipts = SqlReceipts(driver, self._province)
        self.alarms = SqlAlarms(driver, self._province)
        self.figures = SqlFigures(session, self._province)
        self.sweep_facts = SqlSweepFacts(driver, self._province)
        self.limits = SqlLimits(session, driver, self._province)
        self.anomalies = SqlAnomalies(driver, self._province)
        self.explanations = SqlExplanations(driver, self._province)
        self.downstream = SqlDownstream(driver, self._province)
        self.audit = SqlAudit(driver, self._province)
        self.duties = SqlDuties(driver, self._province)
        self.rollups = SqlRollups(driver, self._province)
        self.registers = SqlRegisters(session, self._province)
        self.labels = SqlLabels(session)
        self.attachments = SqlAttachments(session, self._province)
        self.weighings = SqlWeighings(session, self._province)
        self.manifests = SqlManifests(driver, self._province)
        self.number_blocks = SqlNumberBlocks(driver, self._province)
        self.signatures = SqlSignatures(driver, self._province)
        self.approvals = SqlApprovals(driver, self._province)
        self.incoming = SqlIncoming(driver, self._province)
        return self

    def commit(self) -> None:
        self.session.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        end(self.session, error)
