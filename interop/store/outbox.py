"""Records of ours, to whom they are owed, the messages they go in, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.store.models.exchange import (
    ExchangeDeliveryRow,
    ExchangeMessageRow,
    ExchangeReceiptRow,
    ExchangeRecordRow,
)

#: States of messages and of deliveries.
PENDING, DELIVERED, PARKED, WITHDRAWN = 1, 2, 3, 4

#: Everything of a thing that the partner has not been promised yet: older versions, too.
_OWE = text(
    "INSERT INTO exchange_delivery (partner, record, province, day, seq, state, code)"
    " SELECT :partner, id, province, day, NULL, 1, NULL FROM exchange_record"
    " WHERE origin = :origin AND record_id = ANY(CAST(:things AS text[]))"
    " AND province = :province ON CONFLICT DO NOTHING"
)
_WAITING = text(
    "SELECT r.id, r.entry FROM exchange_delivery d JOIN exchange_record r ON r.id = d.record"
    " WHERE d.partner = :partner AND d.province = :province AND d.seq IS NULL AND d.state = 1"
    " ORDER BY d.record LIMIT :most"
)
_NUMBERED = text(
    "UPDATE exchange_delivery SET seq = :seq WHERE partner = :partner AND province = :province"
    " AND record = ANY(CAST(:records AS bigint[]))"
)
_LEASE = text(
    "UPDATE exchange_message m SET token = m.token + 1, next_at = :until,"
    " attempts = m.attempts + 1 WHERE (m.partner, m.seq, m.province) IN ("
    "SELECT o.partner, o.seq, o.province FROM exchange_message o"
    " WHERE o.partner = :partner AND o.province = :province AND o.state = 1"
    " AND o.next_at <= :now ORDER BY o.seq LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING m.seq, m.message_id, m.digest, m.body, m.attempts, m.token"
)
_AGAIN = text(
    "UPDATE exchange_message SET next_at = :next_at, problem = :problem WHERE partner = :partner"
    " AND seq = :seq AND province = :province AND token = :token AND state = 1 RETURNING seq"
)
_SETTLE = text(
    "UPDATE exchange_message SET state = :state, problem = :problem, delivered_at = :at"
    " WHERE partner = :partner AND seq = :seq AND province = :province AND token = :token"
    " AND state = 1 RETURNING seq"
)
_RESULT = text(
    "UPDATE exchange_delivery d SET state = v.state, code = v.code FROM ("
    "SELECT * FROM unnest(CAST(:records AS bigint[]), CAST(:states AS smallint[]),"
    " CAST(:codes AS text[])) AS v(record, state, code)) v"
    " WHERE d.partner = :partner AND d.province = :province AND d.record = v.record"
)
_RECORDS_OF = text(
    "SELECT r.id, r.origin, r.record_id, r.version, r.digest FROM exchange_delivery d"
    " JOIN exchange_record r ON r.id = d.record WHERE d.partner = :partner"
    " AND d.province = :province AND d.seq = :seq ORDER BY d.record"
)
_PUT_BACK = text(
    "UPDATE exchange_message SET state = :state, next_at = :now WHERE partner = :partner"
    " AND seq = :seq AND province = :province AND state = 3"
)
#: In a new message: the one it went in was answered for good.
_OWE_AGAIN = text(
    "UPDATE exchange_delivery SET state = :state, seq = NULL, code = NULL"
    " WHERE partner = :partner AND record = :record AND province = :province AND state = 3"
)
_EMPTY_PARKED = text(
    "WITH emptied AS (UPDATE exchange_message SET state = 4 WHERE partner = :partner"
    " AND province = :province AND state = 3 RETURNING seq)"
    " UPDATE exchange_delivery d SET seq = NULL FROM emptied WHERE d.partner = :partner"
    " AND d.province = :province AND d.seq = emptied.seq AND d.state = 1"
)
_RESEND = text(
    "UPDATE exchange_message SET state = 1, next_at = :now, problem = :why"
    " WHERE partner = :partner AND province = :province AND state = 2"
    " AND seq = ANY(CAST(:seqs AS bigint[])) RETURNING seq"
)


class Sending(NamedTuple):
    """A message that is ours to send for a while; ``token`` proves it."""

    seq: int
    message_id: str
    digest: str
    body: bytes
    attempts: int
    token: int


class SqlOutbox:
    """What is owed to partners and what becomes of it."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def owe(self, partner: str, origin: str, things: Sequence[str]) -> None:
        """The partner shall have every version of these things."""
        given = {"partner": partner, "origin": origin, "things": list(things)}
        self._session.execute(_OWE, given | {"province": self._province})

    def waiting(self, partner: str, most: int) -> list[tuple[int, bytes]]:
        """Records that stand in no message yet: id and entry."""
        given = {"partner": partner, "province": self._province, "most": most}
        return [(row.id, row.entry) for row in self._session.execute(_WAITING, given)]

    def add_message(self, partner: str, records: Sequence[int], **row: Any) -> None:
        given = {"partner": partner, "province": self._province, "state": PENDING, **row}
        self._session.add(ExchangeMessageRow(**given, attempts=0, token=0))
        numbered = {"partner": partner, "province": self._province, "seq": row["seq"]}
        self._session.execute(_NUMBERED, numbered | {"records": list(records)})

    def lease(self, partner: str, now: datetime, until: datetime) -> Sending | None:
        """The next message that is due, ours until then; older leases are worth nothing more."""
        given = {"partner": partner, "province": self._province, "now": now, "until": until}
        row = self._session.execute(_LEASE, given).one_or_none()
        return None if row is None else Sending(*row)

    def again(self, partner: str, one: Sending, next_at: datetime, problem: str) -> bool:
        """Not delivered; False if the lease is no longer ours."""
        given = {"partner": partner, "province": self._province, "seq": one.seq}
        given |= {"token": one.token, "next_at": next_at, "problem": problem}
        return self._session.execute(_AGAIN, given).one_or_none() is not None

    def settle(
        self, partner: str, one: Sending, state: int, at: datetime, problem: str | None = None
    ) -> bool:
        """Delivered, or parked; False if the lease is no longer ours."""
        given = {"partner": partner, "province": self._province, "seq": one.seq, "at": at}
        given |= {"token": one.token, "state": state, "problem": problem}
        return self._session.execute(_SETTLE, given).one_or_none() is not None

    def named(self, partner: str, message_id: str) -> Sending | None:
        """A message of ours by its id, locked, whoever has leased it."""
        m = ExchangeMessageRow
        row = self._session.execute(
            select(m.seq, m.message_id, m.digest, m.body, m.attempts, m.token)
            .where(m.partner == partner, m.message_id == message_id, m.province == self._province)
            .with_for_update()
        ).one_or_none()
        return None if row is None else Sending(*row)

    def records_of(self, partner: str, seq: int) -> list[tuple[int, str, str, int, str]]:
        """Records of a message: our id, origin, id, version, digest; in the message's order."""
        given = {"partner": partner, "province": self._province, "seq": seq}
        rows = self._session.execute(_RECORDS_OF, given)
        return [(row.id, row.origin, row.record_id, row.version, row.digest) for row in rows]

    def note_results(self, partner: str, results: Sequence[tuple[int, int, str | None]]) -> None:
        """Record, state, code of each."""
        given = {
            "partner": partner,
            "province": self._province,
            "records": [one[0] for one in results],
            "states": [one[1] for one in results],
            "codes": [one[2] for one in results],
        }
        self._session.execute(_RESULT, given)

    def keep_receipt(self, **row: Any) -> None:
        given = {"province": self._province, **row}
        self._session.execute(insert(ExchangeReceiptRow).values(given).on_conflict_do_nothing())

    def last_log(self, partner: str) -> tuple[int, str] | None:
        """Size and root of the partner's log, as its newest receipt states them."""
        c = ExchangeReceiptRow
        row = self._session.execute(
            select(c.log_size, c.log_root)
            .where(c.partner == partner, c.province == self._province)
            .order_by(c.log_size.desc(), c.id.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else (row.log_size, row.log_root)

    def resend(self, partner: str, seqs: Sequence[int], now: datetime, why: str) -> list[int]:
        """Delivered messages that the partner does not have are sent again, the same bytes."""
        given = {"partner": partner, "province": self._province, "seqs": list(seqs)}
        rows = self._session.scalars(_RESEND, given | {"now": now, "why": why})
        return list(rows)

    def put_back(self, partner: str, seq: int, state: int, now: datetime) -> None:
        """A parked message is pending again, or withdrawn."""
        given = {"partner": partner, "province": self._province, "seq": seq}
        self._session.execute(_PUT_BACK, given | {"state": state, "now": now})

    def empty_parked(self, partner: str) -> None:
        """Messages that were refused for good are withdrawn; what stood in them waits again."""
        self._session.execute(_EMPTY_PARKED, {"partner": partner, "province": self._province})

    def owe_again(self, partner: str, record: int, state: int) -> None:
        """A record that the partner rejected waits for a new message, or is withdrawn."""
        given = {"partner": partner, "province": self._province, "record": record}
        self._session.execute(_OWE_AGAIN, given | {"state": state})

    def lines_of(self, partner: str, first: date, last: date) -> list[tuple[Any, ...]]:
        """What the partner confirmed of ours: day, origin, id, version, digest, seq."""
        r, d = ExchangeRecordRow, ExchangeDeliveryRow
        rows = self._session.execute(
            select(d.day, r.origin, r.record_id, r.version, r.digest, d.seq)
            .join(d, d.record == r.id)
            .where(
                d.partner == partner,
                d.province == self._province,
                d.day.between(first, last),
                d.state == DELIVERED,
            )
        )
        return [tuple(row) for row in rows]
