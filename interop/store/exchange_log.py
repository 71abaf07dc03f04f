"""The Merkle log of one partner's records: its size, its hashes, its signed heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from interop.checkpoints.tree import Frontier, NewNode, frontier_of
from tracker.store.models.exchange_inbox import ExchangeHeadRow, ExchangeLogRow, ExchangeNodeRow


class Size(NamedTuple):
    """How many leaves, and the highest number of a message that came."""

    size: int
    high_seq: int


class SqlLog:
    """Logs by partner."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def size(self, partner: str, *, locked: bool = False) -> Size:
        """Locked: nobody else receives from this partner until the end."""
        asked = select(ExchangeLogRow.size, ExchangeLogRow.high_seq).where(
            ExchangeLogRow.partner == partner, ExchangeLogRow.province == self._province
        )
        row = self._session.execute(asked.with_for_update() if locked else asked).one_or_none()
        return Size(*row) if row else Size(0, 0)

    def nodes(self, partner: str) -> Nodes:
        return Nodes(self._session, self._province, partner)

    def frontier(self, partner: str, size: int) -> Frontier:
        return frontier_of(size, self.nodes(partner))

    def grow(self, partner: str, size: int, high_seq: int, new: Sequence[NewNode]) -> None:
        """The log after storing."""
        if new:
            rows = [
                {
                    "partner": partner,
                    "province": self._province,
                    "level": node.level,
                    "place": node.place,
                    "hash": node.hash,
                }
                for node in new
            ]
            self._session.execute(insert(ExchangeNodeRow), rows)
        self._session.execute(
            update(ExchangeLogRow)
            .where(ExchangeLogRow.partner == partner, ExchangeLogRow.province == self._province)
            .values(size=size, high_seq=high_seq)
        )

    def keep_head(self, **row: Any) -> None:
        self._session.execute(insert(ExchangeHeadRow).values({"province": self._province, **row}))

    def last_head(self, keeper: str, partner: str) -> bytes | None:
        """The newest head that was kept of this log, as it was signed."""
        h = ExchangeHeadRow
        return self._session.scalar(
            select(h.content)
            .where(h.keeper == keeper, h.partner == partner, h.province == self._province)
            .order_by(h.size.desc(), h.id.desc())
            .limit(1)
        )


class Nodes:
    """Hashes of one log, read when asked for; see ``interop.checkpoints.tree.Nodes``."""

    def __init__(self, session: Session, province: int, partner: str) -> None:
        self._session = session
        self._of = (ExchangeNodeRow.partner == partner, ExchangeNodeRow.province == province)

    def __call__(self, level: int, place: int) -> bytes:
        found = self._session.scalar(
            select(ExchangeNodeRow.hash).where(
                *self._of, ExchangeNodeRow.level == level, ExchangeNodeRow.place == place
            )
        )
        if found is None:
            raise KeyError((level, place))
        return found
