"""Matters of other provinces in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.domain.errors import SomeoneWasFaster
from tracker.domain.incoming import Incoming, IncomingKind, Source
from tracker.store.arrays import json_text
from tracker.store.driver import Driver

_TOLD = text(
    "SELECT * FROM incoming WHERE kind = :kind AND code = :code AND authority = :authority"
    " AND province = :province FOR UPDATE"
)
_LOCK = text("SELECT * FROM incoming WHERE id = :id AND province = :province FOR UPDATE")
_ADD = text(
    "INSERT INTO incoming (province, kind, code, authority, record, told_version, digest, state,"
    " body, organisation_id, received_at, version) VALUES (:province, :kind, :code, :authority,"
    " :record, :told_version, :digest, :state, CAST(:body AS jsonb), :organisation, :received_at,"
    " :version) RETURNING id"
)
_SAVE = text(
    "UPDATE incoming SET told_version = :told_version, digest = :digest, state = :state,"
    " body = CAST(:body AS jsonb), organisation_id = :organisation, version = :version,"
    " answer = CAST(:answer AS jsonb), answered_on = :answered_on, answered_by = :answered_by"
    " WHERE id = :id AND province = :province"
)
_UNANSWERED = text(
    "SELECT * FROM incoming WHERE kind = :kind AND answered_on IS NULL AND id > :after"
    " AND province = :province ORDER BY id LIMIT :size"
)


def incoming_of(row: Any) -> Incoming:
    """A row as the matter that it keeps."""
    return Incoming(
        id=row.id,
        kind=IncomingKind(row.kind),
        code=row.code,
        source=Source(row.authority, row.record, row.told_version, row.digest),
        state=row.state,
        body=row.body,
        organisation=row.organisation_id,
        received_at=row.received_at,
        version=row.version,
        answer=row.answer,
        answered_on=row.answered_on,
        answered_by=row.answered_by,
    )


class SqlIncoming:
    """See ``tracker.usecases.incoming_ports.IncomingBook``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def told(self, kind: IncomingKind, code: str, authority: str) -> Incoming | None:
        given = {"kind": kind.value, "code": code, "authority": authority}
        row = self._driver.run(_TOLD, given | {"province": self._province}).fetchone()
        return None if row is None else incoming_of(row)

    def locked(self, id_: int) -> Incoming | None:
        row = self._driver.run(_LOCK, {"id": id_, "province": self._province}).fetchone()
        return None if row is None else incoming_of(row)

    def add(self, one: Incoming) -> int:
        try:
            row = self._driver.run(_ADD, self._values(one)).fetchone()
        except IntegrityError as error:
            raise SomeoneWasFaster from error
        assert row is not None  # noqa: S101  it was just written
        return int(row.id)

    def save(self, one: Incoming) -> None:
        self._driver.run(_SAVE, self._values(one))

    def unanswered_page(self, kind: IncomingKind, after: int, size: int) -> Sequence[Incoming]:
        given = {"kind": kind.value, "after": after, "size": size, "province": self._province}
        return [incoming_of(row) for row in self._driver.run(_UNANSWERED, given).fetchall()]

    def _values(self, one: Incoming) -> dict[str, object]:
        return {
            "id": one.id,
            "province": self._province,
            "kind": one.kind.value,
            "code": one.code,
            "authority": one.source.authority,
            "record": one.source.record,
            "told_version": one.source.version,
            "digest": one.source.digest,
            "state": one.state,
            "body": json_text(dict(one.body)),
            "organisation": one.organisation,
            "received_at": one.received_at,
            "version": one.version,
            "answer": None if one.answer is None else json_text(dict(one.answer)),
            "answered_on": one.answered_on,
            "answered_by": one.answered_by,
        }
