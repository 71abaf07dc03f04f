"""Attachments that records name by digest: kept, promised to partners, fetched piece by piece."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from interop.documents.digest import sha256
from tracker.store.models.exchange import ExchangeRecordRow
from tracker.store.models.exchange_trace import (
    ExchangeAttachmentRow,
    ExchangeEnclosureRow,
    ExchangePieceRow,
)

#: States of an enclosure.
WANTED, HERE, GIVEN_UP = 1, 2, 3

#: Only what stands in a record that this partner was promised.
_FOR = text(
    "SELECT substring(a.content FROM CAST(:start AS int) + 1 FOR CAST(:most AS int)) AS piece,"
    " length(a.content) AS size FROM exchange_attachment a WHERE a.digest = :digest"
    " AND a.province = :province AND EXISTS (SELECT FROM exchange_enclosure e"
    " JOIN exchange_delivery d ON d.record = e.record AND d.province = e.province"
    " WHERE e.digest = a.digest AND e.province = a.province AND d.partner = :partner)"
)


class Wanted(NamedTuple):
    """An attachment to fetch; ``entry`` is the record that names it, ``have`` so many bytes of it
    are here."""

    record: int
    digest: str
    size: int
    tries: int
    entry: bytes
    have: int


class SqlEnclosures:
    """What travels beside records."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def keep(self, content: bytes) -> str:
        """An attachment, once whatever names it; its digest."""
        digest = sha256(content)
        row = {"digest": digest, "province": self._province, "content": content}
        self._session.execute(insert(ExchangeAttachmentRow).values(row).on_conflict_do_nothing())
        return digest

    def content(self, digest: str) -> bytes | None:
        a = ExchangeAttachmentRow
        return self._session.scalar(
            select(a.content).where(a.digest == digest, a.province == self._province)
        )

    def enclose(
        self, record: int, digest: str, size: int, partner: str | None, state: int, at: datetime
    ) -> None:
        """A record names this attachment; ``partner``: whom it must be fetched from."""
        row = {"record": record, "digest": digest, "size": size, "partner": partner}
        row |= {"state": state, "tries": 0, "next_at": at, "province": self._province}
        self._session.execute(insert(ExchangeEnclosureRow).values(row).on_conflict_do_nothing())

    def piece_for(
        self, partner: str, digest: str, start: int, most: int
    ) -> tuple[bytes, int] | None:
        """So many bytes of it from a place on, and its size; None if it is not for this partner."""
        given = {"partner": partner, "digest": digest, "start": start, "most": most}
        row = self._session.execute(_FOR, given | {"province": self._province}).one_or_none()
        return None if row is None else (bytes(row.piece), row.size)

    def next_wanted(self, partner: str, now: datetime) -> Wanted | None:
        """The next that is due."""
        e, r, p = ExchangeEnclosureRow, ExchangeRecordRow, ExchangePieceRow
        have = (
            select(func.coalesce(func.sum(func.length(p.content)), 0))
            .where(p.partner == partner, p.digest == e.digest, p.province == self._province)
            .scalar_subquery()
        )
        row = self._session.execute(
            select(e.record, e.digest, e.size, e.tries, r.entry, have)
            .join(r, r.id == e.record)
            .where(
                e.partner == partner,
                e.state == WANTED,
                e.province == self._province,
                e.next_at <= now,
            )
            .order_by(e.record)
            .limit(1)
        ).one_or_none()
        return None if row is None else Wanted(*row)

    def add_piece(self, partner: str, digest: str, start: int, content: bytes) -> None:
        row = {"partner": partner, "digest": digest, "start": start, "content": content}
        row["province"] = self._province
        self._session.execute(insert(ExchangePieceRow).values(row).on_conflict_do_nothing())

    def together(self, partner: str, digest: str) -> bytes:
        """All pieces, in order."""
        p = ExchangePieceRow
        rows = self._session.scalars(
            select(p.content)
            .where(p.partner == partner, p.digest == digest, p.province == self._province)
            .order_by(p.start)
        )
        return b"".join(rows)

    def drop_pieces(self, partner: str, digest: str) -> None:
        p = ExchangePieceRow
        self._session.execute(
            delete(p).where(p.partner == partner, p.digest == digest, p.province == self._province)
        )

    def note(self, record: int, state: int, tries: int, next_at: datetime) -> None:
        """What came of fetching."""
        e = ExchangeEnclosureRow
        self._session.execute(
            update(e)
            .where(e.record == record, e.province == self._province)
            .values(state=state, tries=tries, next_at=next_at)
        )
