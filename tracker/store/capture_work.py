"""A unit of work that books an event told by somebody else: whole or not at all, with its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import Fault, NothingAccepted
from tracker.store.driver import Driver
from tracker.store.queries.told_statements import BEGIN_LONG
from tracker.store.repositories.receipts import SqlReceipts
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork

_NAME = text(
    "INSERT INTO told_name (event_id, organisation_id, job_id, province, name)"
    " VALUES (:event, :organisation, :job, :province, :name)"
)


class CaptureWork(SqlUnitOfWork):
    """See ``tracker.usecases.ports.UnitOfWork``. ``name`` is the event's id; None for what is said
    about an event that has one. A scan of which only a part could be booked raises
    NothingAccepted with the places among its ``codes``, and leaves no trace, so that it can be
    tried again."""

    def __init__(
        self,
        sessions: Sessions,
        province: int,
        organisation: int,
        job: int | None,
        name: str | None,
        codes: Sequence[str],
    ) -> None:
        super().__init__(sessions, province)
        self._organisation = organisation
        self._job = job
        self._name = name
        self._places = {code: place for place, code in enumerate(codes)}

    def __enter__(self) -> Self:
        super().__enter__()
        self.receipts = self._receipts = _Listening(Driver(self.session), self._province)
        return self

    def commit(self) -> None:
        answer = self._receipts.answer
        if answer is not None:
            if answer.refused or answer.event is None:
                raise NothingAccepted(*(self._placed(*one) for one in answer.refused.items()))
            if self._name is not None:
                self.session.execute(
                    _NAME,
                    {
                        "event": answer.event,
                        "organisation": self._organisation,
                        "job": self._job,
                        "province": self._province,
                        "name": self._name,
                    },
                )
        super().commit()

    def _placed(self, code: str, fault: Fault) -> Fault:
        place = self._places.get(code)
        return Fault(fault.code, "" if place is None else f"/codes/{place}", fault.params)


class _Listening(SqlReceipts):
    """Receipts that tell what was answered; of what is not booked whole none is kept."""

    answer: ScanAnswer | None = None

    def keep(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        self.answer = answer
        if answer.event is not None and not answer.refused:
            super().keep(organisation, client_id, digest, status, answer)


@contextmanager
def all_or_nothing(sessions: Sessions) -> Iterator[Sessions]:
    """Sessions whose commits are savepoints of one transaction; undone when an error leaves it.

    It may last: whoever pages through events is told since when, and waits for it.
    """
    with sessions.begin() as outer:
        outer.connection().exec_driver_sql(BEGIN_LONG)
        yield sessionmaker(
            outer.connection(), expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
