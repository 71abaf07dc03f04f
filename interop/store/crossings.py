"""Codes that crossed the border, questions of ours about them, and what was kept of the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.announced import Announced
from tracker.store.models.exchange_trace import ExchangeQuestionRow

_CROSSED = text(
    "INSERT INTO exchange_crossing (code, partner, leaving, handover, province, at, boxes, pieces,"
    " mass_g) SELECT DISTINCT ON (c.code) c.code, :partner, CAST(:leaving AS boolean), :handover,"
    " CAST(:province AS smallint), CAST(:at AS timestamptz),"
    " string_to_array(c.boxes, E'\\n'), c.pieces, c.mass_g"
    " FROM unnest(CAST(:codes AS text[]), CAST(:boxes AS text[]), CAST(:pieces AS integer[]),"
    " CAST(:masses AS bigint[])) AS c(code, boxes, pieces, mass_g) ON CONFLICT DO NOTHING"
)
_WHEN = text(
    "SELECT code, leaving, max(at) AS at FROM exchange_crossing WHERE partner = :partner"
    " AND province = :province AND code = ANY(CAST(:codes AS text[])) GROUP BY code, leaving"
)


class Asked(NamedTuple):
    """A question of ours as a list shows it."""

    id: int
    partner: str
    direction: str
    codes: Sequence[str]
    asked_at: datetime
    asked_by: int
    outcome: str


class SqlCrossings:
    """What crossed, and what was asked about it."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def crossed(
        self,
        partner: str,
        units: Mapping[str, Announced],
        handover: str,
        at: datetime,
        *,
        leaving: bool,
    ) -> None:
        """These codes crossed the border with this hand-over; told again, nothing is added."""
        given: dict[str, Any] = {"partner": partner, "codes": list(units), "handover": handover}
        given |= {"leaving": leaving, "at": at, "province": self._province}
        given["boxes"] = ["\n".join(one.boxes) or None for one in units.values()]
        given["pieces"] = [one.pieces for one in units.values()]
        given["masses"] = [one.mass_g for one in units.values()]
        self._session.execute(_CROSSED, given)

    def when(
        self, partner: str, codes: Collection[str]
    ) -> tuple[Mapping[str, datetime], Mapping[str, datetime]]:
        """By code: when it last came from this partner, and when it last left for it."""
        given = {"partner": partner, "codes": list(codes), "province": self._province}
        came: dict[str, datetime] = {}
        left: dict[str, datetime] = {}
        for row in self._session.execute(_WHEN, given):
            (left if row.leaving else came)[row.code] = row.at
        return came, left

    def keep(self, **row: Any) -> int:
        """A question with what came of it; its number."""
        q = ExchangeQuestionRow
        given = {"province": self._province, **row}
        return self._session.scalars(insert(q).values(given).returning(q.id)).one()

    def asked(self, after: int | None, most: int) -> list[Asked]:
        """Questions of ours, the newest first, before the one with this number."""
        q = ExchangeQuestionRow
        wanted = (
            select(*(getattr(q, name) for name in Asked._fields))
            .where(q.province == self._province)
            .order_by(q.id.desc())
            .limit(most)
        )
        rows = self._session.execute(wanted if after is None else wanted.where(q.id < after))
        return [Asked(*row) for row in rows]

    def answer(self, id_: int) -> bytes | None:
        """The signed answer as it came."""
        q = ExchangeQuestionRow
        return self._session.scalar(
            select(q.answer).where(q.id == id_, q.province == self._province)
        )
