"""What is there to prove about one record: entry, message, receipt, place in the log."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from interop.checkpoints.proofs import inclusion_proof
from interop.documents.digest import spelled
from interop.documents.jws import read_signed
from interop.documents.strict_json import read_strictly
from interop.store.exchange_log import Nodes

_SENT = text(
    "SELECT d.partner, r.origin, r.record_id, r.version, r.entry, m.body AS message,"
    " c.content AS receipt, c.log_size, NULL AS place FROM exchange_record r"
    " JOIN exchange_delivery d ON d.record = r.id JOIN exchange_message m"
    " ON m.partner = d.partner AND m.seq = d.seq AND m.province = d.province"
    " JOIN exchange_receipt c ON c.message_id = m.message_id AND d.state = 2"
    " WHERE r.province = :province AND ((r.origin = :origin AND r.record_id = :record_id"
    " AND r.version = :version) OR r.business_no = :said)"
    " ORDER BY r.version DESC, c.id DESC LIMIT 1"
)
_CAME = text(
    "SELECT a.partner, r.origin, r.record_id, r.version, r.entry, i.body AS message,"
    " i.receipt, NULL AS log_size, a.place FROM exchange_record r"
    " JOIN exchange_arrival a ON a.record = r.id JOIN exchange_inbox i"
    " ON i.partner = a.partner AND i.message_id = a.message_id AND i.province = a.province"
    " WHERE r.province = :province AND ((r.origin = :origin AND r.record_id = :record_id"
    " AND r.version = :version) OR r.business_no = :said)"
    " AND a.place IS NOT NULL ORDER BY r.version DESC LIMIT 1"
)


class Proven(NamedTuple):
    """``log_size`` as the receipt says it; ``place`` if the record stands in our own log."""

    partner: str
    origin: str
    record_id: str
    version: int
    entry: bytes
    message: bytes
    receipt: bytes
    log_size: int
    place: int | None


class SqlEvidence:
    """Records with all that vouches for them."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def find(self, said: str) -> Proven | None:
        """By ``origin/id/version``, or by business number: the newest that was confirmed."""
        origin, _, rest = said.partition("/")
        record_id, _, version = rest.partition("/")
        given = {
            "province": self._province,
            "said": said,
            "origin": origin,
            "record_id": record_id,
            "version": int(version) if version.isdecimal() and len(version) < 9 else 0,
        }
        for asked in (_SENT, _CAME):
            row = self._session.execute(asked, given).one_or_none()
            if row is not None:
                return Proven(*row)._replace(log_size=row.log_size or _size_in(row.receipt))
        return None

    def inclusion(self, partner: str, place: int, size: int) -> list[str]:
        nodes = Nodes(self._session, self._province, partner)
        return [spelled(one) for one in inclusion_proof(place, size, nodes)]


def _size_in(receipt: bytes) -> int:
    """The size of the log that a receipt of ours states."""
    document: Any = read_signed(read_strictly(receipt), len(receipt)).document
    return int(document["log"]["size"])
