"""Units in and out of the database, as sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.sql.expression import TextClause

from tracker.domain.announced import Announced
from tracker.domain.unit import Unit
from tracker.store.arrays import IDS, ids, json_text, lines
from tracker.store.codes import UNIT_KIND, UNIT_STATE
from tracker.store.driver import Driver
from tracker.usecases.ports import Standing

_COLUMNS = (
    "u.id, u.kind, u.state, u.site_id, u.container_id, u.mass_g, u.pieces, u.damaged, u.since"
)
_FIRST_CODE = "(SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)"
# Where a row lay and which version it had: who changes it without having locked it finds out.
_FOUND = text(
    f"SELECT c.value, {_COLUMNS}, u.version, u.ctid::text FROM unit_code c"
    " JOIN unit u ON u.id = c.unit_id WHERE c.value = ANY(string_to_array(:codes, E'\\n'))"
)
# Locked in order of id, so that two trucks never wait for each other in a circle.
_LOCKED = text(
    f"SELECT c.value, {_COLUMNS} FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(string_to_array(:codes, E'\\n')) ORDER BY u.id FOR NO KEY UPDATE OF u"
)
_LOCKED_IDS = text(
    f"SELECT {_FIRST_CODE}, {_COLUMNS} FROM unit u"
    f" WHERE u.id = ANY({IDS.format('ids')}) ORDER BY u.id FOR NO KEY UPDATE OF u"
)
_INSIDE = text(
    f"SELECT {_FIRST_CODE}, {_COLUMNS} FROM containment k JOIN unit u ON u.id = k.child_id"
    " WHERE k.parent_id = :container AND k.to_event IS NULL ORDER BY u.id FOR NO KEY UPDATE OF u"
)
_OWNERS = text(f"SELECT id, organisation_id FROM site WHERE id = ANY({IDS.format('ids')})")
_CODES = text(
    "SELECT unit_id, min(value) AS value FROM unit_code"
    f" WHERE unit_id = ANY({IDS.format('ids')}) GROUP BY unit_id"
)
_ANNOUNCED = text(
    "SELECT DISTINCT ON (code) code, pieces, mass_g, boxes FROM exchange_crossing"
    " WHERE NOT leaving AND code = ANY(string_to_array(:codes, E'\\n')) ORDER BY code, at DESC"
)
_ANNOUNCED_IN = text(
    "WITH newest AS (SELECT DISTINCT ON (b) b AS box, x.partner, x.handover"
    " FROM exchange_crossing x CROSS JOIN unnest(x.boxes) AS b WHERE NOT x.leaving"
    " AND x.boxes && string_to_array(:boxes, E'\\n') AND b = ANY(string_to_array(:boxes, E'\\n'))"
    " ORDER BY b, x.at DESC, x.handover)"
    " SELECT DISTINCT c.code, c.pieces, c.mass_g, c.boxes FROM newest n"
    " JOIN exchange_crossing c ON c.partner = n.partner AND c.handover = n.handover"
    " AND c.boxes @> ARRAY[n.box] WHERE NOT c.leaving"
)
_CONTAINER = text("SELECT container_id FROM unit WHERE id = :id")
_NEW_IDS = text("SELECT nextval('unit_id_seq') FROM generate_series(1, :count)")
_STANDING = text(
    "UPDATE unit u SET state = v.state, site_id = v.site, container_id = v.container,"
    " since = coalesce(v.since, u.since), version = version + 1"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS v(unit bigint, state smallint, site bigint, container bigint, since timestamptz)"
    " WHERE u.id = v.unit"
)
_LEFT = text(
    "UPDATE containment SET to_event = :event WHERE to_event IS NULL"
    f" AND child_id = ANY({IDS.format('loose')})"
)
_STILL_IN = text(
    "UPDATE containment k SET to_event = NULL FROM unit u WHERE u.id = k.child_id"
    " AND u.container_id = k.parent_id"
    f" AND k.child_id = ANY({IDS.format('packed')})"
    " AND k.from_event = (SELECT max(from_event) FROM containment m"
    " WHERE m.child_id = k.child_id AND m.parent_id = k.parent_id)"
)

_KIND = UNIT_KIND.word
_STATE = UNIT_STATE.word


class SqlUnits:
    """See ``tracker.usecases.ports.Units``."""

    def __init__(self, driver: Driver, province: int, owners: Mapping[int, int]) -> None:
        self._driver = driver
        self._province = province
        self._owners = owners
        #: Version and place of the rows that were read without being locked, by id.
        self.unlocked: dict[int, tuple[int, str]] = {}

    def found(self, codes: Sequence[str]) -> dict[str, Unit]:
        if not codes:
            return {}
        rows = self._driver.rows(_FOUND, {"codes": lines(codes)})
        self.unlocked.update({row[1]: row[10:] for row in rows})
        return {unit.code: unit for unit in self._units(rows)}

    def locked(self, codes: Sequence[str]) -> dict[str, Unit]:
        if not codes:
            return {}
        return {unit.code: unit for unit in self._fetch(_LOCKED, codes=lines(codes))}

    def locked_ids(self, ids_: Sequence[int]) -> dict[int, Unit]:
        if not ids_:
            return {}
        return {unit.id: unit for unit in self._fetch(_LOCKED_IDS, ids=ids(ids_))}

    def inside(self, container: int) -> list[Unit]:
        return self._fetch(_INSIDE, container=container)

    def codes_of(self, ids_: Iterable[int]) -> dict[int, str]:
        wanted = ids(ids_)
        if wanted == "{}":
            return {}
        return dict(self._driver.rows(_CODES, {"ids": wanted}))

    def announced(self, codes: Sequence[str]) -> dict[str, Announced]:
        return _announced(self._driver.rows(_ANNOUNCED, {"codes": lines(codes)}))

    def announced_in(self, boxes: Sequence[str]) -> dict[str, Announced]:
        if not boxes:
            return {}
        return _announced(self._driver.rows(_ANNOUNCED_IN, {"boxes": lines(boxes)}))

    def _fetch(self, statement: TextClause, **values: object) -> list[Unit]:
        rows = self._driver.rows(statement, values)
        for row in rows if self.unlocked else ():
            self.unlocked.pop(row[1], None)
        return self._units(rows)

    def _units(self, rows: Sequence[tuple[Any, ...]]) -> list[Unit]:
        """Units in the columns' order; owners are asked once per place, not joined per row."""
        owners = dict(self._owners)
        strange = {row[4] for row in rows} - owners.keys() - {None}
        if strange:
            owners.update(self._driver.rows(_OWNERS, {"ids": ids(strange)}))
        make = Unit._make  # with every name written out, half the time of the shorter ways
        return [
            make(
                (id_, code, _KIND[kind], _STATE[state], site, owners.get(site), box, mass, pieces,
                 damaged, since)
            )
            for code, id_, kind, state, site, box, mass, pieces, damaged, since, *_ in rows
        ]  # fmt: skip

    def new_ids(self, count: int) -> list[int]:
        return [id_ for (id_,) in self._driver.rows(_NEW_IDS, {"count": count})]

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
        self._driver.run(_STANDING, {"rows": json_text(rows)})
        self._driver.run(
            _LEFT,
            {"event": event, "loose": ids(s.unit for s in standings if s.container is None)},
        )
        self._driver.run(
            _STILL_IN,
            {"packed": ids(s.unit for s in standings if s.container is not None)},
        )


def _announced(rows: Iterable[tuple[Any, ...]]) -> dict[str, Announced]:
    return {
        code: Announced(pieces, mass_g, tuple(boxes or ())) for code, pieces, mass_g, boxes in rows
    }
