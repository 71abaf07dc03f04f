"""Which messages are there for a partner, by number? What it reads of them changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from interop.store.outbox import DELIVERED, WITHDRAWN
from tracker.store.models.exchange import ExchangeMessageRow

#: So many at most are read at once; the answer is cut by its bytes as well.
_MOST = 20


class Fed(NamedTuple):
    """A message; ``confirmed``: we have the partner's receipt for it."""

    seq: int
    message_id: str
    body: bytes
    confirmed: bool


class SqlFeed:
    """Without those that were withdrawn: what stood in them goes in others."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def after(self, partner: str, seq: int, most_bytes: int) -> tuple[list[Fed], bool]:
        """Messages above a number, at least one if there is any, up to so many bytes; and whether
        there are more."""
        m = ExchangeMessageRow
        rows = self._session.execute(
            select(m.seq, m.message_id, m.body, m.state == DELIVERED)
            .where(
                m.partner == partner,
                m.province == self._province,
                m.seq > seq,
                m.state != WITHDRAWN,
            )
            .order_by(m.seq)
            .limit(_MOST + 1)
        )
        found: list[Fed] = []
        size = 0
        for row in rows:
            size += len(row.body)
            if len(found) == _MOST or (found and size > most_bytes):
                return found, True
            found.append(Fed(*row))
        return found, False

    def last_before(self, partner: str, moment: datetime) -> int:
        """The number of the last message that was made before then; 0 without one."""
        m = ExchangeMessageRow
        asked = select(func.max(m.seq)).where(
            m.partner == partner, m.province == self._province, m.created_at < moment
        )
        return self._session.scalar(asked) or 0
