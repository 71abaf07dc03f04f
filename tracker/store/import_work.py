"""A unit of work that notes, in the same commit, which rows of a ledger its event stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import SomeoneWasFaster
from tracker.domain.scan import ScanKind
from tracker.store.arrays import json_text
from tracker.store.codes import SCAN_KIND
from tracker.store.copy_text import bytes_field
from tracker.store.driver import Driver
from tracker.store.repositories.receipts import SqlReceipts
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork

_NOTED = ("organisation_id", "event_id", "job_id", "province", "kind", "whole", "digest")
#: A step already taken may be followed by the next; the same row whole again is a twin's work.
_NOTE = text(
    "INSERT INTO import_row AS r (organisation_id, event_id, job_id, province, kind, whole, digest)"
    " SELECT :organisation, :event, :job, :province, :kind, v.whole, decode(v.digest, 'hex')"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS v(digest text, whole boolean, had bigint)"
    " ON CONFLICT (organisation_id, digest, province) DO UPDATE"
    " SET event_id = excluded.event_id, job_id = excluded.job_id, kind = excluded.kind,"
    " whole = excluded.whole"
    " WHERE r.event_id = ANY(CAST(:had AS bigint[])) AND r.event_id <> excluded.event_id"
    " RETURNING 1"
)


class Noted(NamedTuple):
    """A row to be noted: ``codes`` are those whose refusal means that the row was not booked;
    ``had`` is the event of its step before, 0 if none."""

    digest: bytes
    codes: Sequence[str]
    whole: bool
    had: int


class ImportWork(SqlUnitOfWork):
    """See ``tracker.usecases.ports.UnitOfWork``. ``expect`` says for which rows the next commit
    is; a scan of which nothing was booked leaves no trace, so that the row can be tried again."""

    def __init__(self, sessions: Sessions, province: int, organisation: int, job: int) -> None:
        super().__init__(sessions, province)
        self._organisation = organisation
        self._job = job
        self._rows: Sequence[Noted] = ()
        self._kind = ScanKind.VOID

    def expect(self, kind: ScanKind, rows: Sequence[Noted]) -> None:
        self._kind, self._rows = kind, rows

    def __enter__(self) -> Self:
        super().__enter__()
        self.receipts = self._receipts = _Listening(Driver(self.session), self._province)
        return self

    def commit(self) -> None:
        answer = self._receipts.answer
        if answer is not None and answer.event is not None:
            self._note(answer.event, answer.refused)
        super().commit()

    def _note(self, event: int, refused: Mapping[str, object]) -> None:
        booked = [row for row in self._rows if not any(code in refused for code in row.codes)]
        if not booked:
            return
        fresh = [row for row in booked if not row.had]
        continued = [row for row in booked if row.had]
        try:
            if fresh:
                self._note_fresh(event, fresh)
            done = self._note_continued(event, continued) if continued else 0
        except IntegrityError as error:
            raise SomeoneWasFaster from error
        if done != len(continued):
            raise SomeoneWasFaster

    def _note_fresh(self, event: int, rows: Sequence[Noted]) -> None:
        """Rows of which nothing was in the books; IntegrityError when one of them is by now."""
        own = f"{self._organisation}\t{event}\t{self._job}\t{self._province}"
        own = f"{own}\t{SCAN_KIND.number[self._kind]}"
        lines = (f"{own}\t{row.whole}\t{bytes_field(row.digest)}\n" for row in rows)
        Driver(self.session).copy("import_row", _NOTED, lines)

    def _note_continued(self, event: int, rows: Sequence[Noted]) -> int:
        """Rows of which earlier steps are in the books; answers how many still were there."""
        given = {
            "organisation": self._organisation,
            "event": event,
            "job": self._job,
            "province": self._province,
            "kind": SCAN_KIND.number[self._kind],
            "rows": json_text([{"digest": row.digest.hex(), "whole": row.whole} for row in rows]),
            "had": "{" + ",".join(str(had) for had in {row.had for row in rows}) + "}",
        }
        return len(self.session.execute(_NOTE, given).all())


class _Listening(SqlReceipts):
    """Receipts that tell what was answered; of an empty booking none is kept."""

    answer: ScanAnswer | None = None

    def keep(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        self.answer = answer
        if answer.event is not None:
            super().keep(organisation, client_id, digest, status, answer)
