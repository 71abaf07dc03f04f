"""A transaction over frozen figures, samples and recognitions, and the house's audit trail."""

from __future__ import annotations

from typing import Protocol, Self, cast

from sqlalchemy.orm import Session

from reports.store.assessments import SqlAssessments
from tracker.usecases.ports import Audit, UnitOfWork


class _WithSession(Protocol):
    session: Session


class SqlAssessmentWork:
    """See ``reports.usecases.assessment_ports.AssessmentWork``; the transaction is the house's."""

    def __init__(self, uow: UnitOfWork, province: int) -> None:
        self._uow = uow
        self._province = province

    def __enter__(self) -> Self:
        self._uow.__enter__()
        self.assessments = SqlAssessments(cast(_WithSession, self._uow).session, self._province)
        self.audit: Audit = self._uow.audit
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        self._uow.__exit__(kind, error, trace)

    def commit(self) -> None:
        self._uow.commit()
