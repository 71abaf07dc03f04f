"""Signed records and the things they tell of, ours and partners', in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.store.models.exchange import (
    ExchangeDeliveryRow,
    ExchangeRecordRow,
    ExchangeThingRow,
)


class Told(NamedTuple):
    """How a thing of ours was told last."""

    version: int
    digest: str
    state: str
    body: Mapping[str, Any]


class Stands(NamedTuple):
    """How a thing stands after its newest version in force, with the record that says so."""

    origin: str
    record_id: str
    noun: str
    business_no: str
    version: int
    digest: str
    state: str
    body: Mapping[str, Any]
    entry: bytes


class SqlRecords:
    """Versions, never changed, and how things stand after the newest."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def told(self, origin: str, things: Sequence[str]) -> dict[str, Told]:
        """How these things stand, by their id."""
        t = ExchangeThingRow
        rows = self._session.execute(
            select(t.record_id, t.version, t.digest, t.state, t.body).where(
                t.origin == origin, t.record_id.in_(things), t.province == self._province
            )
        )
        return {row[0]: Told(*row[1:]) for row in rows}

    def newest(self, origin: str, thing: str) -> Stands | None:
        """A thing as it stands now, and the record of that."""
        t, r = ExchangeThingRow, ExchangeRecordRow
        columns = [getattr(t, name) for name in Stands._fields[:-1]]
        row = self._session.execute(
            select(*columns, r.entry)
            .join(
                r,
                (r.origin == t.origin)
                & (r.record_id == t.record_id)
                & (r.version == t.version)
                & (r.digest == t.digest)
                & (r.province == t.province),
            )
            .where(t.origin == origin, t.record_id == thing, t.province == self._province)
        ).one_or_none()
        return None if row is None else Stands._make(row)

    def add_records(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Keep records; their ids in the order of the rows."""
        given = [{"province": self._province, **row} for row in rows]
        made = self._session.scalars(
            insert(ExchangeRecordRow).returning(ExchangeRecordRow.id, sort_by_parameter_order=True),
            given,
        )
        return list(made)

    def set_things(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """How things stand from now on."""
        if not rows:
            return
        statement = insert(ExchangeThingRow)
        names = ("noun", "business_no", "version", "digest", "state", "body", "applied_at")
        statement = statement.on_conflict_do_update(
            index_elements=["origin", "record_id", "province"],
            set_={name: statement.excluded[name] for name in names},
        )
        self._session.execute(statement, [{"province": self._province, **row} for row in rows])

    def entry_for(self, partner: str, origin: str, record_id: str, version: int) -> bytes | None:
        """A record that this partner was promised."""
        r, d = ExchangeRecordRow, ExchangeDeliveryRow
        return self._session.scalar(
            select(r.entry)
            .join(d, d.record == r.id)
            .where(
                d.partner == partner,
                d.province == self._province,
                r.origin == origin,
                r.record_id == record_id,
                r.version == version,
            )
        )
