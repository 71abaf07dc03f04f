"""Duties between the house and the exchange: what is to be told, what partners told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

_DUTIES = text(
    "SELECT id, topic, subject FROM duty WHERE done_at IS NULL AND (topic LIKE 'organisation.%'"
    " OR topic LIKE 'site.%' OR topic LIKE 'licence.%' OR topic LIKE 'manifest.%'"
    " OR topic LIKE 'approval.%' OR topic LIKE 'white_list_entry.%' OR topic LIKE 'incoming.%')"
    " AND province = :province"
    " ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED"
)
#: The other way round: what partners told, for the house to act upon.
_HAND = text(
    "INSERT INTO duty (province, topic, subject, version) SELECT :province, * FROM unnest("
    "CAST(:topics AS text[]), CAST(:subjects AS text[]), CAST(:versions AS bigint[]))"
)
_HANDED = text(
    "SELECT id, topic, subject FROM duty WHERE done_at IS NULL AND (topic LIKE 'partner.%')"
    " AND province = :province AND id > :after ORDER BY id LIMIT :most"
)
_HAND_AGAIN = text("UPDATE duty SET done_at = NULL WHERE id = :id AND province = :province")
_DONE = text("UPDATE duty SET done_at = :at WHERE id = ANY(CAST(:ids AS bigint[]))")


class Owed(NamedTuple):
    """A duty that the exchange has: ``topic`` such as site.changed, ``subject`` a code."""

    id: int
    topic: str
    subject: str


class SqlDuties:
    """What is to be told is taken up under a lock; what was told is acted upon as if twice."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def owed(self, most: int) -> list[Owed]:
        given = {"province": self._province, "most": most}
        return [Owed(*row) for row in self._session.execute(_DUTIES, given)]

    def done(self, duties: Sequence[Owed], at: datetime) -> None:
        self._session.execute(_DONE, {"ids": [one.id for one in duties], "at": at})

    def hand(self, rows: Sequence[tuple[str, str, int]]) -> None:
        """What a partner told shall be acted upon: topic, subject, version of each."""
        if rows:
            topics, subjects, versions = (list(column) for column in zip(*rows, strict=True))
            given = {"topics": topics, "subjects": subjects, "versions": versions}
            self._session.execute(_HAND, given | {"province": self._province})

    def handed(self, after: int, most: int) -> list[Owed]:
        """What partners told and nobody has acted upon yet, in the order in which it came."""
        given = {"province": self._province, "after": after, "most": most}
        return [Owed(*row) for row in self._session.execute(_HANDED, given)]

    def hand_again(self, duty: int) -> None:
        self._session.execute(_HAND_AGAIN, {"id": duty, "province": self._province})
