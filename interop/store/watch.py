"""What people look at: incidents, parked rows, compared days, disclosures, queues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.store.models.exchange_inbox import (
    ExchangeDayRow,
    ExchangeDisclosureRow,
    ExchangeIncidentRow,
    ExchangeParkedRow,
)

_QUEUES = text(
    "SELECT p.authority, p.active, p.halted, p.failures, p.paused_until, p.drift_ms,"
    " p.last_receipt_at, p.reconciled_at,"
    " (SELECT count(*) FROM exchange_message m WHERE m.partner = p.authority"
    " AND m.province = p.province AND m.state = 1) AS messages,"
    " (SELECT count(*) FROM exchange_delivery d WHERE d.partner = p.authority"
    " AND d.province = p.province AND d.state = 1) AS records,"
    " (SELECT min(m.created_at) FROM exchange_message m WHERE m.partner = p.authority"
    " AND m.province = p.province AND m.state = 1) AS oldest,"
    " (SELECT count(*) FROM exchange_parked k WHERE k.partner = p.authority"
    " AND k.province = p.province AND k.decision IS NULL) AS parked,"
    " (SELECT count(*) FROM exchange_day y WHERE y.partner = p.authority"
    " AND y.province = p.province AND NOT y.agreed) AS differing_days,"
    " (SELECT count(*) FROM exchange_incident i WHERE i.partner = p.authority"
    " AND i.province = p.province) AS incidents,"
    " (SELECT g.size FROM exchange_log g WHERE g.partner = p.authority"
    " AND g.province = p.province) AS log_size"
    " FROM exchange_partner p WHERE p.province = :province ORDER BY p.authority"
)


class Queue(NamedTuple):
    """How it stands with one partner."""

    authority: str
    active: bool
    halted: str | None
    failures: int
    paused_until: datetime | None
    drift_ms: int | None
    last_receipt_at: datetime | None
    reconciled_at: datetime | None
    messages: int
    records: int
    oldest: datetime | None
    parked: int
    differing_days: int
    incidents: int
    log_size: int | None


class Parked(NamedTuple):
    """Something that waits for a person."""

    id: int
    partner: str
    kind: str
    subject: str
    reference: int
    code: str
    parked_at: datetime
    decision: str | None


class Disclosed(NamedTuple):
    """What one partner was told about one thing; nothing in ``told``: that we know nothing, or may
    tell nothing. ``keyid`` signed the question, ``digest`` is that of our signed answer."""

    id: int
    partner: str
    question: str
    subject: str
    told: Sequence[str]
    at: datetime
    keyid: str | None
    digest: str | None


class SqlWatch:
    """Written by the exchange, read by people."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def incident(self, partner: str, code: str, at: datetime, **detail: Any) -> None:
        row = {"partner": partner, "code": code, "at": at, "detail": detail}
        self._session.execute(
            insert(ExchangeIncidentRow).values({"province": self._province, **row})
        )

    def incidents(self, partner: str) -> list[tuple[str, Mapping[str, Any]]]:
        i = ExchangeIncidentRow
        rows = self._session.execute(
            select(i.code, i.detail)
            .where(i.partner == partner, i.province == self._province)
            .order_by(i.id)
        )
        return [(row.code, row.detail) for row in rows]

    def park(
        self, partner: str, kind: str, subject: str, reference: int, code: str, at: datetime
    ) -> None:
        row = {"partner": partner, "kind": kind, "subject": subject, "reference": reference}
        self._session.execute(
            insert(ExchangeParkedRow).values(
                {"province": self._province, **row, "code": code, "parked_at": at}
            )
        )

    def parked(self, *, waiting: bool = True) -> list[Parked]:
        k = ExchangeParkedRow
        asked = (
            select(*(getattr(k, name) for name in Parked._fields))
            .where(k.province == self._province)
            .order_by(k.id)
        )
        rows = self._session.execute(asked.where(k.decision.is_(None)) if waiting else asked)
        return [Parked(*row) for row in rows]

    def parked_row(self, id_: int) -> ExchangeParkedRow | None:
        """The row itself, locked; None if it is decided or not there."""
        k = ExchangeParkedRow
        return self._session.scalar(
            select(k)
            .where(k.id == id_, k.province == self._province, k.decision.is_(None))
            .with_for_update()
        )

    def compared(self, **row: Any) -> None:
        """The outcome of comparing a day in one direction."""
        statement = insert(ExchangeDayRow).values({"province": self._province, **row})
        names = ("ours", "theirs", "agreed", "compared_at")
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["partner", "day", "sent", "province"],
                set_={name: statement.excluded[name] for name in names},
            )
        )

    def disclosed(self, **row: Any) -> None:
        self._session.execute(
            insert(ExchangeDisclosureRow).values({"province": self._province, **row})
        )

    def disclosures(self, partner: str | None, before: int | None, most: int) -> list[Disclosed]:
        """What partners were told, the newest first, before the row with this number."""
        d = ExchangeDisclosureRow
        asked = (
            select(*(getattr(d, name) for name in Disclosed._fields))
            .where(d.province == self._province)
            .order_by(d.id.desc())
            .limit(most)
        )
        if partner is not None:
            asked = asked.where(d.partner == partner)
        if before is not None:
            asked = asked.where(d.id < before)
        return [Disclosed(*row) for row in self._session.execute(asked)]

    def queues(self) -> list[Queue]:
        return [Queue(*row) for row in self._session.execute(_QUEUES, {"province": self._province})]
