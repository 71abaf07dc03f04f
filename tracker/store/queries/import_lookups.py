"""What do rows of a ledger look up? Units, sites by what people call them, rows already booked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind, UnitState
from tracker.store.arrays import byte_strings, lines
from tracker.store.codes import SCAN_KIND, UNIT_KIND, UNIT_STATE
from tracker.store.unit_of_work import Sessions

_UNITS = text(
    "SELECT c.value, u.kind, u.state, u.mass_g FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(string_to_array(:codes, E'\\n'))"
)
#: An own site comes before others of the same name; among several of one enterprise, none is it.
_NAMED = text(
    "SELECT s.code FROM site s JOIN organisation o ON o.id = s.organisation_id"
    " WHERE s.code = :name OR s.name = :name OR s.name_en = :name"
    " OR o.name = :name OR o.name_en = :name OR o.code = :name"
    " ORDER BY s.code = :name DESC, s.organisation_id = :own DESC, s.name = :name DESC, s.code"
    " LIMIT 2"
)
_EXACT = text("SELECT code FROM site WHERE code = :name")
_LICENSED = text(
    "SELECT s.code, s.roles FROM licence l JOIN site s ON s.organisation_id = l.organisation_id"
    " WHERE l.code = :licence ORDER BY s.code"
)
_ROWS = text(
    "SELECT r.digest, r.event_id, r.kind, r.whole, r.job_id,"
    " EXISTS (SELECT FROM voided_event v WHERE v.event_id = r.event_id) AS voided"
    " FROM import_row r WHERE r.organisation_id = :organisation AND r.province = :province"
    " AND r.digest = ANY(CAST(CAST(:digests AS text) AS bytea[]))"
)


class FoundUnit(NamedTuple):
    """A unit by one of its codes; mass in grams."""

    kind: UnitKind
    state: UnitState
    mass_g: int | None


class NotedRow(NamedTuple):
    """A row of a ledger that is in the books with this event, as far as this kind of step."""

    event: int
    kind: ScanKind
    whole: bool
    job: int
    voided: bool


def units_by_code(session: Session, codes: Sequence[str]) -> dict[str, FoundUnit]:
    """The units that carry these codes, without locking them."""
    if not codes:
        return {}
    rows = session.execute(_UNITS, {"codes": lines(codes)})
    return {
        value: FoundUnit(UNIT_KIND.word[kind], UNIT_STATE.word[state], mass)
        for value, kind, state, mass in rows
    }


def site_named(session: Session, name: str, own: int | None) -> str | None:
    """The site with this code; else the only one of this name, or of the enterprise so named."""
    exact = session.scalar(_EXACT, {"name": name})
    if exact is not None:
        return str(exact)
    found = list(session.scalars(_NAMED, {"name": name, "own": own or 0}))
    return found[0] if len(found) == 1 else None


def site_licensed(session: Session, licence: str) -> str | None:
    """A site of the licence's holder that takes waste batteries in; None when there is none."""
    gates = {Role.RECYCLER.value, Role.STATION.value, Role.COLLECTOR.value}
    for code, roles in session.execute(_LICENSED, {"licence": licence}):
        if gates & set(roles):
            return str(code)
    return None


def noted_rows(
    session: Session, province: int, organisation: int, digests: Sequence[bytes]
) -> dict[bytes, NotedRow]:
    """Which of these rows are in the books, by digest."""
    if not digests:
        return {}
    given = {
        "organisation": organisation,
        "province": province,
        "digests": byte_strings(digests),
    }
    return {
        bytes(digest): NotedRow(event, SCAN_KIND.word[kind], whole, job, voided)
        for digest, event, kind, whole, job, voided in session.execute(_ROWS, given)
    }


def have_connections(sessions: Sessions) -> bool:
    """Whether each session has a connection of its own, so that two may be used at once."""
    return not isinstance(sessions.kw["bind"], Connection)


@contextmanager
def rehearsal(sessions: Sessions) -> Iterator[Sessions]:
    """Sessions whose commits are real for each other and undone at the end: for dry runs."""
    bind = sessions.kw["bind"]
    if isinstance(bind, Connection):
        with bind.begin_nested() as everything:
            yield sessionmaker(bind=bind, join_transaction_mode="create_savepoint")
            everything.rollback()
        return
    with bind.connect() as connection, connection.begin() as everything:
        yield sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
        everything.rollback()
