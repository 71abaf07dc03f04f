"""Targets, notices, attempts as they come out of the database: rows with names."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from interop.notices.target import Channel, Target
from tracker.rules.finding import Severity
from tracker.store.models.notice import NoticeTargetRow


class OwedDuty(NamedTuple):
    """A duty to tell of an alarm."""

    id: int
    topic: str
    alarm: int
    version: int


class Leased(NamedTuple):
    """A notice that is ours to send for a while."""

    id: int
    target: int
    topic: str
    body: dict[str, Any]
    recorded_at: datetime
    attempts: int


class StoredTarget(NamedTuple):
    """A target as it is kept; ``secret`` is sealed."""

    id: int
    organisation: int | None
    kind: str
    address: str
    secret: bytes | None
    least: str
    rules: list[str]
    language: str
    active: bool
    version: int


class StoredNotice(NamedTuple):
    """A notice as it is kept."""

    id: int
    alarm: int | None
    topic: str
    body: dict[str, Any]
    recorded_at: datetime
    next_at: datetime | None
    attempts: int
    sent_at: datetime | None
    given_up_at: datetime | None


class StoredAttempt(NamedTuple):
    """One attempt at a notice."""

    notice: int
    at: datetime
    outcome: str
    status: int | None
    detail: str
    milliseconds: int


def stored_target(row: NoticeTargetRow) -> StoredTarget:
    """As people keep it."""
    return StoredTarget(
        row.id,
        row.organisation_id,
        row.kind,
        row.address,
        row.secret,
        row.least,
        row.rules,
        row.language,
        row.active,
        row.version,
    )


def target_of(row: NoticeTargetRow | StoredTarget, organisation: str | None) -> Target:
    """As notices are sent to it; ``organisation`` is the code of its own, where that matters."""
    return Target(
        id=row.id,
        kind=Channel(row.kind),
        address=row.address,
        secret=None if row.secret is None else row.secret.decode("ascii"),
        least=Severity(row.least),
        rules=frozenset(row.rules),
        organisation=organisation,
        language=row.language,
        active=row.active,
    )
