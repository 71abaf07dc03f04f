"""One transaction in which questions are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session, sessionmaker

from tracker.store.ending import begin_asking, end
from tracker.store.queries.answers_abroad import SqlAnswersAbroad
from tracker.store.queries.balances import SqlBalances
from tracker.store.queries.known_lineage import KnownLineage
from tracker.store.queries.lineage import SqlLineage


class SqlReading:
    """See ``tracker.usecases.reading_ports.Reading``.

    All questions of one answer see one state of the books, and nothing can be changed; on a
    connection that somebody lends us, its transaction decides.
    """

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def __enter__(self) -> Self:
        self.session = session = self._sessions()
        begin_asking(session)
        self.lineage = SqlLineage(session)
        self.balances = SqlBalances(session)
        self.abroad = SqlAnswersAbroad(session)
        return self

    def as_known_at(self, moment: datetime) -> KnownLineage:
        return KnownLineage(self.session, moment)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        end(self.session, error)
