"""Units in and out of the database, as sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.unit import Unit
from tracker.store.arrays import IDS, ids, json_text, lines
from tracker.store.codes import UNIT_KIND, UNIT_STATE
from tracker.usecases.ports import Standing

_COLUMNS = (
    "u.id, u.kind, u.state, u.site_id, u.container_id, u.mass_g, u.pieces, u.damaged, u.since"
)
_FIRST_CODE = "(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)"
# Locked in order of id, so that two trucks never wait for each other in a circle. The driver's own
# placeholders: these rows go past the toolkit's row objects, a thousand at a time.
_LOCKED = (
    f"SELECT c.value, {_COLUMNS} FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(string_to_array(%s, E'\\n')) ORDER BY u.id FOR UPDATE OF u"
)
_LOCKED_IDS = (
    f"SELECT {_FIRST_CODE}, {_COLUMNS} FROM unit u"
    " WHERE u.id = ANY(CAST(%s AS bigint[])) ORDER BY u.id FOR UPDATE OF u"
)
_INSIDE = (
    f"SELECT {_FIRST_CODE}, {_COLUMNS} FROM containment k JOIN unit u ON u.id = k.child_id"
    " WHERE k.parent_id = %s AND k.to_event IS NULL ORDER BY u.id FOR UPDATE OF u"
)
_OWNERS = text(f"SELECT id, organisation_id FROM site WHERE id = ANY({IDS.format('ids')})")
_CODES = text(
    "SELECT unit_id, min(value) AS value FROM unit_code"
    f" WHERE unit_id = ANY({IDS.format('ids')}) GROUP BY unit_id"
)
_NEW_IDS = text("SELECT nextval('unit_id_seq') FROM generate_series(1, :count)")
_STANDING = text(
    "UPDATE unit u SET state = v.state, site_id = v.site, container_id = v.container,"
    " since = coalesce(v.since, u.since), version = version + 1"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS v(unit bigint, state smallint, site bigint, container bigint, since timestamptz)"
    " WHERE u.id = v.unit"
)

_KIND = UNIT_KIND.word
_STATE = UNIT_STATE.word


class SqlUnits:
    """See ``tracker.usecases.ports.Units``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def locked(self, codes: Sequence[str]) -> dict[str, Unit]:
        if not codes:
            return {}
        return {unit.code: unit for unit in self._fetch(_LOCKED, lines(codes))}

    def locked_ids(self, ids_: Sequence[int]) -> dict[int, Unit]:
        if not ids_:
            return {}
        return {unit.id: unit for unit in self._fetch(_LOCKED_IDS, ids(ids_))}

    def inside(self, container: int) -> list[Unit]:
        return self._fetch(_INSIDE, container)

    def codes_of(self, ids_: Iterable[int]) -> dict[int, str]:
        wanted = ids(ids_)
        if wanted == "{}":
            return {}
        rows = self._session.execute(_CODES, {"ids": wanted})
        return {row.unit_id: row.value for row in rows}

    def contents_reach(self, container: int, other: int) -> bool:
        parent: int | None = other
        for _ in range(20):  # boxes within boxes never go this deep; a circle must not hang us
            if parent is None:
                return False
            if parent == container:
                return True
            parent = self._session.scalar(
                text("SELECT container_id FROM unit WHERE id = :id"), {"id": parent}
            )
        return True

    def _fetch(self, statement: str, parameter: object) -> list[Unit]:
        """Units in the columns' order; owners are asked once per place, not joined per row."""
        # Executed by the toolkit, which translates errors; fetched past its row objects.
        done = self._session.connection().exec_driver_sql(statement, (parameter,))
        rows = done.cursor.fetchall() if done.cursor else []
        done.close()
        places = {row[4] for row in rows if row[4] is not None}
        owners: dict[int, int] = {}
        if places:
            found = self._session.execute(_OWNERS, {"ids": ids(places)})
            owners = {row.id: row.organisation_id for row in found}
        return [
            Unit(id_, code, _KIND[kind], _STATE[state], site, owners.get(site), box, *rest)
            for code, id_, kind, state, site, box, *rest in rows
        ]

    def new_ids(self, count: int) -> list[int]:
        return list(self._session.scalars(_NEW_IDS, {"count": count}))

    def set_standing(self, standings: Sequence[Standing], event: int) -> None:
        rows = [
            {
                "unit": s.unit,
                "state": UNIT_STATE.number[s.state],
                "site": s.site,
                "container": s.container,
                "since": s.since,
            }
            for s in standings
        ]
        self._session.execute(_STANDING, {"rows": json_text(rows)})
        self._session.execute(
            text(
                "UPDATE containment SET to_event = :event WHERE to_event IS NULL"
                f" AND child_id = ANY({IDS.format('loose')})"
            ),
            {"event": event, "loose": ids(s.unit for s in standings if s.container is None)},
        )
        self._session.execute(
            text(
                "UPDATE containment k SET to_event = NULL FROM unit u WHERE u.id = k.child_id"
                " AND u.container_id = k.parent_id"
                f" AND k.child_id = ANY({IDS.format('packed')})"
                " AND k.from_event = (SELECT max(from_event) FROM containment m"
                " WHERE m.child_id = k.child_id AND m.parent_id = k.parent_id)"
            ),
            {"packed": ids(s.unit for s in standings if s.container is not None)},
        )
