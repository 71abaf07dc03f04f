"""What crosses the border with a load, and what of it do our own books have somewhere here?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.store.codes import MATERIAL, UNIT_KIND
from tracker.store.event_ids import first_id

#: What was aboard when it left, in boxes and on pallets, too: what was unpacked later was still in
#: there. Each by its first code.
_ABOARD = text(
    "WITH RECURSIVE aboard AS (SELECT u.id FROM unit u WHERE u.id IN ("
    "SELECT unnest(r.aboard) FROM manifest_row r WHERE r.manifest_id = :id AND NOT r.withdrawn)"
    " UNION SELECT k.child_id FROM aboard a JOIN containment k ON k.parent_id = a.id"
    " AND (k.to_event IS NULL OR k.to_event >= :departed))"
    " SELECT u.kind, u.material, u.pieces, u.mass_g, min(c.value) AS code FROM aboard a"
    " JOIN unit u ON u.id = a.id JOIN unit_code c ON c.unit_id = a.id WHERE u.kind <> 2"
    " GROUP BY a.id, u.kind, u.material, u.pieces, u.mass_g ORDER BY code"
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
    """A lot aboard: uncoded batteries counted together, or a material. Grams."""

    code: str
    kind: str
    material: str | None
    pieces: int
    mass_g: int | None


class Load(NamedTuple):
    """Codes of the batteries aboard, in order, and the lots."""

    codes: Sequence[str]
    lots: Sequence[Lot]


class SqlBorder:
    """Loads that leave, and codes that come."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def aboard(self, manifest: int, departed: datetime) -> Load:
        """What was on the vehicle when it departed, by the manifest's id."""
        given = {"id": manifest, "departed": first_id(departed)}
        codes, lots = [], []
        for row in self._session.execute(_ABOARD, given):
            kind = UNIT_KIND.word[row.kind].value
            if kind == "battery":
                codes.append(row.code)
                continue
            material = None if row.material is None else MATERIAL.word[row.material].value
            lots.append(Lot(row.code, kind, material, row.pieces, row.mass_g))
        return Load(codes, lots)

    def here(self, codes: Collection[str]) -> dict[str, int | None]:
        """Those that by our books are here, with their sites."""
        return self._sites(_HERE, codes)

    def sites(self, codes: Collection[str]) -> dict[str, int | None]:
        """Where our books have, or last had, those that they know."""
        return self._sites(_SITES, codes)

    def _sites(self, statement: Any, codes: Collection[str]) -> dict[str, int | None]:
        given = {"codes": list(codes), "province": self._province}
        return {row.value: row.site_id for row in self._session.execute(statement, given)}
