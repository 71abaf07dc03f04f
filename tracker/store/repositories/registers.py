"""Entries of the registers in and out of the database, by code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.attachment import THE_OFFICE
from tracker.domain.register import Refers, Register
from tracker.store.models.attachment import AttachmentRow
from tracker.store.models.division import DivisionRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.register_tables import REGISTER_TABLES, RegisterTable
from tracker.usecases.register_ports import Entry


class SqlRegisters:
    """See ``tracker.usecases.register_ports.Registers``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def locked(self, register: Register, code: str) -> Entry | None:
        kept = REGISTER_TABLES[register.noun]
        values = [column.label(f"v_{key}") for key, column in kept.columns.items()]
        parties = [column.label(f"p_{place}") for place, column in enumerate(kept.parties)]
        row = self._session.execute(
            select(kept.table.c.id, kept.table.c.version, *values, *parties)
            .select_from(kept.joined)
            .where(kept.table.c.code == code)
            .with_for_update(of=kept.table)
        ).one_or_none()
        if row is None:
            return None
        found = row._mapping
        return Entry(
            id=found["id"],
            version=found["version"],
            values={key: found[f"v_{key}"] for key in kept.columns},
            parties=tuple(found[f"p_{place}"] for place in range(len(parties))),
        )

    def add(self, register: Register, entry: Mapping[str, object]) -> int | None:
        kept = REGISTER_TABLES[register.noun]
        row = {"province": self._province, "version": 1} | self._row(kept, entry)
        statement = insert(kept.table).values(row).on_conflict_do_nothing()
        id_: int | None = self._session.scalar(statement.returning(kept.table.c.id))
        return id_

    def amend(self, register: Register, id: int, entry: Mapping[str, object]) -> None:
        kept = REGISTER_TABLES[register.noun]
        row = self._row(kept, entry) | {"version": kept.table.c.version + 1}
        self._session.execute(update(kept.table).where(kept.table.c.id == id).values(row))

    def exists(self, kind: Refers, code: str, owner: str) -> bool:
        found: Select[Any]
        match kind:
            case Refers.ORGANISATION:
                found = select(OrganisationRow.id).where(OrganisationRow.code == code)
            case Refers.DIVISION:
                found = select(DivisionRow.code).where(DivisionRow.code == code)
            case Refers.ATTACHMENT:
                theirs = select(OrganisationRow.id).where(OrganisationRow.code == owner)
                found = select(AttachmentRow.digest).where(
                    AttachmentRow.digest == code,
                    AttachmentRow.organisation_id.in_(theirs)
                    | (AttachmentRow.organisation_id == THE_OFFICE),
                )
        return self._session.scalar(found.limit(1)) is not None

    def organisation_code(self, organisation: int | None) -> str | None:
        return self._session.scalar(
            select(OrganisationRow.code).where(OrganisationRow.id == organisation)
        )

    def withdrawn(self, division: str, day: date) -> bool:
        """A code may have been given again later; the last row decides."""
        until = self._session.scalar(
            select(DivisionRow.known_until)
            .where(DivisionRow.code == division)
            .order_by(DivisionRow.known_from.desc())
            .limit(1)
        )
        return until is not None and until <= day

    def _row(self, kept: RegisterTable, entry: Mapping[str, object]) -> dict[str, Any]:
        """The columns to write; an organisation's id is looked up by its code on the way."""
        row: dict[str, Any] = {}
        for key, column in kept.stored.items():
            value: Any = entry[key]
            if key in kept.organisations:
                value = _organisation_id(str(value))
            row[column.key or key] = value
        return row


def _organisation_id(code: str) -> ColumnElement[int]:
    return select(OrganisationRow.id).where(OrganisationRow.code == code).scalar_subquery()
