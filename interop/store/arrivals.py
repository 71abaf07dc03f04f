"""Messages and records that came from partners: once received, never received otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from interop.records.envelope import State
from interop.records.versions import Known
from tracker.store.models.exchange import ExchangeRecordRow
from tracker.store.models.exchange_inbox import (
    ExchangeArrivalRow,
    ExchangeInboxRow,
    ExchangeNonceRow,
)

#: States of an arrival. A conflicting one is kept and never in force.
STORED, APPLIED, PARKED, CONFLICT, DISMISSED = 1, 2, 3, 4, 5

_FORGET = text("DELETE FROM exchange_nonce WHERE until < :now AND province = :province")
_KNOWN = text(
    "SELECT r.record_id, r.version, r.digest, r.state, a.state AS worked"
    " FROM exchange_record r JOIN exchange_arrival a ON a.record = r.id"
    " WHERE r.origin = ANY(CAST(:origins AS text[]))"
    " AND r.record_id = ANY(CAST(:things AS text[])) AND r.province = :province"
    " AND a.state <> 4"
)
_WAITING = text(
    "SELECT r.id, r.origin, r.record_id, r.version, r.digest, r.entry, a.partner"
    " FROM exchange_arrival a JOIN exchange_record r ON r.id = a.record"
    " WHERE a.state = 1 AND a.province = :province AND a.record > :after"
    " ORDER BY a.record LIMIT :most FOR UPDATE OF a SKIP LOCKED"
)
_WORKED = text(
    "UPDATE exchange_arrival a SET state = v.state, code = v.code FROM ("
    "SELECT * FROM unnest(CAST(:records AS bigint[]), CAST(:states AS smallint[]),"
    " CAST(:codes AS text[])) AS v(record, state, code)) v"
    " WHERE a.record = v.record AND a.province = :province"
)
_MISSING = text(
    "SELECT n FROM generate_series(1, CAST(:high AS bigint)) AS n WHERE NOT EXISTS ("
    "SELECT 1 FROM exchange_inbox i WHERE i.partner = :partner AND i.province = :province"
    " AND i.seq = n) ORDER BY n LIMIT 1000"
)


class Kept(NamedTuple):
    """A message that was received before."""

    message_id: str
    seq: int
    digest: str
    receipt: bytes


class Waiting(NamedTuple):
    """A stored record that is not applied yet."""

    record: int
    origin: str
    record_id: str
    version: int
    digest: str
    entry: bytes
    partner: str


class SqlArrivals:
    """The inbox, and what becomes of what is in it."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def first_use(self, keyid: str, nonce: str, until: datetime) -> bool:
        """Remember a nonce; False if it was used with this key before."""
        given = {"keyid": keyid, "nonce": nonce, "until": until, "province": self._province}
        made = insert(ExchangeNonceRow).values(given).on_conflict_do_nothing()
        return self._session.scalar(made.returning(ExchangeNonceRow.nonce)) is not None

    def forget_nonces(self, now: datetime) -> None:
        self._session.execute(_FORGET, {"now": now, "province": self._province})

    def kept(self, partner: str, message_id: str, seq: int = 0) -> list[Kept]:
        """Messages of the partner with this id, or this number."""
        i = ExchangeInboxRow
        rows = self._session.execute(
            select(i.message_id, i.seq, i.digest, i.receipt).where(
                i.partner == partner,
                i.province == self._province,
                (i.message_id == message_id) | (i.seq == seq),
            )
        )
        return [Kept(*row) for row in rows]

    def keep(self, **row: Any) -> None:
        """A message and its receipt."""
        given = {"province": self._province, **row}
        self._session.execute(insert(ExchangeInboxRow).values(given))

    def newest_body(self, partner: str) -> bytes | None:
        """The message with the highest number that came from a partner."""
        i = ExchangeInboxRow
        return self._session.scalar(
            select(i.body)
            .where(i.partner == partner, i.province == self._province)
            .order_by(i.seq.desc())
            .limit(1)
        )

    def missing(self, partner: str, high: int) -> list[int]:
        """Numbers up to ``high`` that never came, the first thousand."""
        given = {"partner": partner, "province": self._province, "high": high}
        return list(self._session.scalars(_MISSING, given))

    def known(self, origins: Sequence[str], things: Sequence[str]) -> dict[str, dict[int, Known]]:
        """Versions in force or waiting of these things, by id and version."""
        given = {"origins": list(origins), "things": list(things), "province": self._province}
        found: dict[str, dict[int, Known]] = {}
        for row in self._session.execute(_KNOWN, given):
            known = Known(row.digest, State(row.state), applied=row.worked == APPLIED)
            found.setdefault(row.record_id, {})[row.version] = known
        return found

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Arrivals of records that were just kept."""
        if rows:
            given = [{"province": self._province, **row} for row in rows]
            self._session.execute(insert(ExchangeArrivalRow), given)

    def id_of(self, origin: str, record_id: str, version: int, digest: str) -> int | None:
        """Which record this is here, down to its digest."""
        r = ExchangeRecordRow
        return self._session.scalar(
            select(r.id).where(
                r.origin == origin,
                r.record_id == record_id,
                r.version == version,
                r.digest == digest,
                r.province == self._province,
            )
        )

    def place_of(self, partner: str, origin: str, record_id: str, version: int) -> int | None:
        """Its leaf in the log, from 0."""
        r, a = ExchangeRecordRow, ExchangeArrivalRow
        return self._session.scalar(
            select(a.place)
            .join(r, a.record == r.id)
            .where(
                a.partner == partner,
                r.origin == origin,
                r.record_id == record_id,
                r.version == version,
                a.place.is_not(None),
                a.province == self._province,
            )
        )

    def waiting(self, after: int, most: int) -> list[Waiting]:
        """Stored records from a place on, in the order they came, locked."""
        given = {"after": after, "most": most, "province": self._province}
        return [Waiting(*row) for row in self._session.execute(_WAITING, given)]

    def worked(self, rows: Sequence[tuple[int, int, str | None]]) -> None:
        """Record, state, code of each."""
        given = {
            "province": self._province,
            "records": [row[0] for row in rows],
            "states": [row[1] for row in rows],
            "codes": [row[2] for row in rows],
        }
        self._session.execute(_WORKED, given)

    def came_since(self, partner: str, since: datetime) -> int:
        """How many records came from a partner since then."""
        a = ExchangeArrivalRow
        asked = select(func.count()).where(
            a.partner == partner, a.received_at >= since, a.province == self._province
        )
        return self._session.scalar(asked) or 0

    def lines_of(self, partner: str, first: date, last: date) -> list[tuple[Any, ...]]:
        """What we stored of the partner's: day, origin, id, version, digest."""
        r, a = ExchangeRecordRow, ExchangeArrivalRow
        rows = self._session.execute(
            select(a.day, r.origin, r.record_id, r.version, r.digest)
            .join(a, a.record == r.id)
            .where(
                a.partner == partner,
                a.province == self._province,
                a.day.between(first, last),
                a.state != CONFLICT,
            )
        )
        return [tuple(row) for row in rows]
