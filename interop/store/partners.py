"""Partners and the registry of keys, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from interop.delivery.allowance import BURST, PER_SECOND, Allowance, spend
from interop.keys.book import KeyBook
from interop.keys.key import Happened, Key, KeyEvent
from tracker.store.models.exchange import (
    ExchangeAllowanceRow,
    ExchangeKeyEventRow,
    ExchangeKeyRow,
    ExchangePartnerRow,
)
from tracker.store.models.exchange_inbox import ExchangeLogRow

#: After so many failures in a row the partner is left alone for a while.
_BREAKER = 5
_FAILED = text(
    "UPDATE exchange_partner SET failures = failures + 1, paused_until ="
    " CASE WHEN failures + 1 >= :breaker THEN CAST(:until AS timestamptz)"
    " ELSE paused_until END WHERE authority = :authority AND province = :province"
)


class Partner(NamedTuple):
    """A partner as it is kept; see ``ExchangePartnerRow``."""

    authority: str
    base_url: str
    networks: str | None
    required: Sequence[str]
    passes_on: Sequence[str]
    active: bool
    halted: str | None
    seq: int
    prev: str | None
    failures: int
    paused_until: datetime | None
    drift_ms: int | None
    last_receipt_at: datetime | None
    reconciled_at: datetime | None
    pulled: bool
    feed_cursor: str | None

    @property
    def host(self) -> str:
        """The authority (host and port) that our requests to it are signed for."""
        return self.base_url.partition("://")[2]


_FIELDS = [getattr(ExchangePartnerRow, name) for name in Partner._fields]


class SqlPartners:
    """Who they are and by which keys they are known."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def all(self, *, locked: bool = False) -> list[Partner]:
        """Every partner by name; locked, nobody else numbers messages meanwhile."""
        asked = (
            select(*_FIELDS)
            .where(ExchangePartnerRow.province == self._province)
            .order_by(ExchangePartnerRow.authority)
        )
        rows = self._session.execute(asked.with_for_update() if locked else asked)
        return [Partner(*row) for row in rows]

    def find(self, authority: str) -> Partner | None:
        return next((one for one in self.all() if one.authority == authority), None)

    def add(self, authority: str, base_url: str, networks: str | None) -> bool:
        """False if there is one of that name."""
        row = {
            "authority": authority,
            "province": self._province,
            "base_url": base_url,
            "networks": networks,
            "required": ["Ed25519"],
            "passes_on": [],
            "active": True,
            "seq": 0,
            "failures": 0,
            "version": 1,
        }
        made = self._session.execute(
            insert(ExchangePartnerRow)
            .values(row)
            .on_conflict_do_nothing()
            .returning(ExchangePartnerRow.authority)
        ).one_or_none()
        log = {"partner": authority, "province": self._province, "size": 0, "high_seq": 0}
        self._session.execute(insert(ExchangeLogRow).values(log).on_conflict_do_nothing())
        return made is not None

    def spend(self, authority: str, now: datetime) -> timedelta:
        """One more request of this partner; how long it must wait if that is one too many."""
        row = {"partner": authority, "province": self._province, "per_second": PER_SECOND}
        row |= {"burst": BURST, "spent_until": now}
        a = ExchangeAllowanceRow
        asked = select(a.per_second, a.burst, a.spent_until).where(
            a.partner == authority, a.province == self._province
        )
        found = self._session.execute(asked.with_for_update()).one_or_none()
        if found is None:
            self._session.execute(insert(a).values(row).on_conflict_do_nothing())
            found = self._session.execute(asked.with_for_update()).one()
        until, wait = spend(Allowance(*found), now)
        if until is not None:
            self._session.execute(
                update(a)
                .where(a.partner == authority, a.province == self._province)
                .values(spent_until=until)
            )
        return wait

    def allow(self, authority: str, per_second: int, burst: int, now: datetime) -> None:
        """How often this partner may call from now on."""
        row = {"partner": authority, "province": self._province, "spent_until": now}
        given = {"per_second": per_second, "burst": burst}
        made = insert(ExchangeAllowanceRow).values(row | given)
        self._session.execute(
            made.on_conflict_do_update(index_elements=["partner", "province"], set_=given)
        )

    def set(self, authority: str, **values: Any) -> None:
        self._session.execute(
            update(ExchangePartnerRow)
            .where(
                ExchangePartnerRow.authority == authority,
                ExchangePartnerRow.province == self._province,
            )
            .values(values)
        )

    def failed(self, authority: str, until: datetime) -> None:
        """One more failure in a row; the fifth opens the breaker until then."""
        given: dict[str, Any] = {"authority": authority, "until": until}
        given |= {"province": self._province, "breaker": _BREAKER}
        self._session.execute(_FAILED, given)

    def book(self) -> KeyBook:
        """The registry with everything that happened."""
        events: dict[str, list[KeyEvent]] = {}
        for row in self._session.execute(
            select(
                ExchangeKeyEventRow.keyid,
                ExchangeKeyEventRow.what,
                ExchangeKeyEventRow.by,
                ExchangeKeyEventRow.at,
                ExchangeKeyEventRow.since,
            )
            .where(ExchangeKeyEventRow.province == self._province)
            .order_by(ExchangeKeyEventRow.id)
        ):
            event = KeyEvent(Happened(row.what), row.by, row.at, row.since)
            events.setdefault(row.keyid, []).append(event)
        rows = self._session.execute(
            select(
                ExchangeKeyRow.keyid,
                ExchangeKeyRow.algorithm,
                ExchangeKeyRow.public,
                ExchangeKeyRow.not_before,
                ExchangeKeyRow.not_after,
            )
            .where(ExchangeKeyRow.province == self._province)
            .order_by(ExchangeKeyRow.keyid)
        )
        return KeyBook(Key(*row, tuple(events.get(row.keyid, ()))) for row in rows)

    def keep(self, before: KeyBook, after: KeyBook) -> None:
        """Write down what a book says more than another."""
        for key in after:
            known = before.find(key.keyid)
            if known is None:
                self._session.add(
                    ExchangeKeyRow(
                        keyid=key.keyid,
                        province=self._province,
                        algorithm=key.algorithm,
                        public=key.public,
                        not_before=key.not_before,
                        not_after=key.not_after,
                    )
                )
            for event in key.events[len(known.events) if known else 0 :]:
                self._session.add(
                    ExchangeKeyEventRow(
                        province=self._province,
                        keyid=key.keyid,
                        what=event.what.value,
                        by=event.by,
                        at=event.at,
                        since=event.since,
                    )
                )
                self._session.flush()
