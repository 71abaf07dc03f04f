"""Duties towards others, written with the fact."""

from __future__ import annotations

from sqlalchemy import text

from tracker.store.driver import Driver

_ADD = text(
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, :topic, :subject, :version)"
)


class SqlDuties:
    """See ``tracker.usecases.ports.Duties``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def add(self, topic: str, subject: str, version: int) -> None:
        self._driver.later(
            _ADD,
            {"province": self._province, "topic": topic, "subject": subject, "version": version},
        )
