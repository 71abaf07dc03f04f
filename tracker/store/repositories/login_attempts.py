"""Failed logins by subject (a login name or an address): counts that outlive a restart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, text
from sqlalchemy.orm import Session

_FIND = text("SELECT failures, last_at FROM login_attempt WHERE subject = :subject")
# Made if it is not there, locked if it is: the next attempt waits for the end of this transaction.
_LOCKED = text(
    "INSERT INTO login_attempt (subject, failures, last_at) VALUES (:subject, 0, :at)"
    " ON CONFLICT (subject) DO UPDATE SET failures = login_attempt.failures"
    " RETURNING failures, last_at"
)
_KEEP = text(
    "UPDATE login_attempt SET failures = :failures, last_at = :at WHERE subject = :subject"
)
_CLEAR = text("DELETE FROM login_attempt WHERE subject = :subject RETURNING failures")
_TAKE_BACK = text(
    "UPDATE login_attempt SET failures = greatest(failures - :failures, 0) WHERE subject = :subject"
)
_FORGET = text("DELETE FROM login_attempt WHERE last_at < :before")


class SqlLoginAttempts:
    """Counts and the moment of the latest failure; what they mean is not decided here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, subject: str) -> tuple[int, datetime] | None:
        """Failures and the moment of the latest; None for a subject without any."""
        row = self._session.execute(_FIND, {"subject": subject}).one_or_none()
        return None if row is None else (row.failures, row.last_at)

    def locked(self, subject: str, at: datetime) -> tuple[int, datetime]:
        """The same, (0, at) at the first time; nobody else counts for it until the end."""
        row = self._session.execute(_LOCKED, {"subject": subject, "at": at}).one()
        return row.failures, row.last_at

    def keep(self, subject: str, failures: int, at: datetime) -> None:
        """What was found under lock becomes this."""
        self._session.execute(_KEEP, {"subject": subject, "failures": failures, "at": at})

    def clear(self, subject: str) -> int:
        """Forget a subject; answers how many failures it had."""
        return self._session.scalar(_CLEAR, {"subject": subject}) or 0

    def take_back(self, subject: str, failures: int) -> None:
        """So many failures fewer."""
        self._session.execute(_TAKE_BACK, {"subject": subject, "failures": failures})

    def forget(self, before: datetime) -> int:
        """Drop what lies back; answers how many subjects that were."""
        done: CursorResult[Any] = self._session.execute(_FORGET, {"before": before})  # type: ignore[assignment]
        return done.rowcount
