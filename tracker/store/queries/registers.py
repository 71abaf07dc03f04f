"""What stands in a register, as far as the caller sees it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, or_, select
from sqlalchemy.orm import Session

from tracker.domain.register import Register
from tracker.domain.sight import Sight
from tracker.store.register_tables import REGISTER_TABLES, RegisterTable


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: ``q`` stands in the code or the name; ``organisation`` is the code of one they
    belong to; ``division`` the 2, 4 or 6 digits within which they lie; ``after`` the last code of
    the page before."""

    limit: int
    q: str | None = None
    organisation: str | None = None
    division: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry by the keys of its fields. Not ``whole``: only the names are the caller's to see,
    and all else is left out."""

    values: Mapping[str, object]
    version: int
    whole: bool


def listed(session: Session, register: Register, sight: Sight, wanted: Wanted) -> list[Shown]:
    """Entries by rising code, one more than ``limit`` if there are more."""
    kept = REGISTER_TABLES[register.noun]
    code = kept.table.c.code
    query = _seen(kept, register, sight).order_by(code).limit(wanted.limit + 1)
    if wanted.after is not None:
        query = query.where(code > wanted.after)
    if wanted.q is not None:
        texts = [kept.columns[key] for key in ("code", "name") if key in kept.columns]
        query = query.where(or_(*(column.icontains(wanted.q, autoescape=True) for column in texts)))
    if wanted.division is not None:
        lies = kept.divisions[:1] if register.names else kept.divisions
        query = query.where(or_(*(column.startswith(wanted.division) for column in lies)))
    if wanted.organisation is not None:
        query = query.where(_whole(kept, sight), _belongs(kept, wanted.organisation))
    return [_shown(register, row) for row in session.execute(query)]


def shown(session: Session, register: Register, sight: Sight, code: str) -> Shown | None:
    """One entry; None when there is none that the caller may see."""
    kept = REGISTER_TABLES[register.noun]
    query = _seen(kept, register, sight).where(kept.table.c.code == code)
    row = session.execute(query).one_or_none()
    return None if row is None else _shown(register, row)


def _seen(kept: RegisterTable, register: Register, sight: Sight) -> Select[Any]:
    whole = _whole(kept, sight)
    values = [column.label(f"v_{key}") for key, column in kept.columns.items()]
    query = select(*values, kept.table.c.version, whole.label("whole")).select_from(kept.joined)
    return query if register.names else query.where(whole)


def _whole(kept: RegisterTable, sight: Sight) -> ColumnElement[bool]:
    """Own entries, and those in the division overseen; a province also sees what its house keeps
    of strangers."""
    ways: list[ColumnElement[bool]] = []
    if sight.organisation is not None:
        ways += [party == sight.organisation for party in kept.parties]
    if sight.division is not None:
        ways += [division.startswith(sight.division) for division in kept.divisions]
    if sight.province is not None:
        ways.append(kept.table.c.province == sight.province)
    return or_(false(), *ways)


def _belongs(kept: RegisterTable, organisation: str) -> ColumnElement[bool]:
    if not kept.organisations:
        return kept.table.c.code == organisation
    return or_(*(other.c.code == organisation for other in kept.organisations.values()))


def _shown(register: Register, row: Row[Any]) -> Shown:
    found = row._mapping
    fields: Sequence[Any] = register.fields
    if not found["whole"]:
        fields = [field for field in fields if field.name in register.names]
    values = {field.key: found[f"v_{field.key}"] for field in fields}
    return Shown(values, found["version"], found["whole"])
