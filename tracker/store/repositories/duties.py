"""Duties towards others, written with the fact."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_ADD = text(
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, :topic, :subject, :version)"
)


class SqlDuties:
    """See ``tracker.usecases.ports.Duties``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def add(self, topic: str, subject: str, version: int) -> None:
        self._session.execute(
            _ADD,
            {"province": self._province, "topic": topic, "subject": subject, "version": version},
        )
