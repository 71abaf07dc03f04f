"""What crosses the border with a load, and what of it do our own books have somewhere here?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from interop.records.boxes import Box, boxes_of
from tracker.domain.unit import UnitKind
from tracker.store.codes import MATERIAL, UNIT_KIND
from tracker.store.event_ids import first_id

#: What was aboard when it left, in boxes and on pallets, too: what was unpacked later was still in
#: there. Each by its first code, with the boxes around it, the outermost first.
_ABOARD = text(
    "WITH RECURSIVE aboard AS (SELECT u.id, CAST(ARRAY[] AS bigint[]) AS boxes FROM unit u"
    " WHERE u.id IN (SELECT unnest(r.aboard) FROM manifest_row r WHERE r.manifest_id = :id"
    " AND NOT r.withdrawn)"
    " UNION SELECT k.child_id, a.boxes || a.id FROM aboard a JOIN containment k"
    " ON k.parent_id = a.id AND (k.to_event IS NULL OR k.to_event >= :departed)"
    " WHERE a.id <> ALL(a.boxes))"
    " SELECT DISTINCT ON (a.id) a.id, a.boxes, u.kind, u.material, u.pieces, u.mass_g,"
    " (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = a.id) AS code"
    " FROM aboard a JOIN unit u ON u.id = a.id ORDER BY a.id, cardinality(a.boxes) DESC"
)
#: In the hands of collectors or treaters here, and not sent to a partner since.
_HERE = text(
    "SELECT c.value, u.site_id FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(CAST(:codes AS text[])) AND u.kind = 1 AND u.state BETWEEN 4 AND 12"
    " AND NOT EXISTS (SELECT FROM exchange_crossing x WHERE x.code = c.value AND x.leaving"
    " AND x.province = :province AND x.at >= u.since) ORDER BY c.value"
)
_SITES = text(
    "SELECT c.value, u.site_id FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.value = ANY(CAST(:codes AS text[]))"
)


class Lot(NamedTuple):
    """A lot aboard: uncoded batteries counted together, or a material. Grams. ``boxes``: the codes
    of those it lies in, the outermost first."""

    code: str
    kind: str
    material: str | None
    pieces: int
    mass_g: int | None
    boxes: list[str]


class Load(NamedTuple):
    """Codes of the batteries aboard, box by box; the boxes; and the lots."""

    codes: Sequence[str]
    boxes: Sequence[Box]
    lots: Sequence[Lot]


class SqlBorder:
    """Loads that leave, and codes that come."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def aboard(self, manifest: int, departed: datetime) -> Load:
        """What was on the vehicle when it departed, by the manifest's id."""
        given = {"id": manifest, "departed": first_id(departed)}
        rows = self._session.execute(_ABOARD, given).all()
        names = {row.id: row.code for row in rows}
        within: dict[str, tuple[str, ...]] = {}
        lots = []
        for row in sorted(rows, key=lambda row: row.code or ""):
            boxes = tuple(names[box] for box in row.boxes)
            kind = UNIT_KIND.word[row.kind]
            if kind is UnitKind.BATTERY:
                within[row.code] = boxes
            elif kind is not UnitKind.CONTAINER:
                material = None if row.material is None else MATERIAL.word[row.material].value
                lot = Lot(row.code, kind.value, material, row.pieces, row.mass_g, list(boxes))
                lots.append(lot)
        return Load(*boxes_of(within), lots)

    def here(self, codes: Collection[str]) -> dict[str, int | None]:
        """Those that by our books are here, with their sites."""
        return self._sites(_HERE, codes)

    def sites(self, codes: Collection[str]) -> dict[str, int | None]:
        """Where our books have, or last had, those that they know."""
        return self._sites(_SITES, codes)

    def _sites(self, statement: Any, codes: Collection[str]) -> dict[str, int | None]:
        given = {"codes": list(codes), "province": self._province}
        return {row.value: row.site_id for row in self._session.execute(statement, given)}
