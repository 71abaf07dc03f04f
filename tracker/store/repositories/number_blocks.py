"""Blocks of reserved manifest numbers: each number leaves its block once."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.store.driver import Driver
from tracker.usecases.manifest_ports import NumberBlock

_ADD = text(
    "INSERT INTO number_block (province, prefecture, first, last, next, organisation_id,"
    " granted_by, reference, granted_on, actor_id) VALUES (:province, :prefecture, :first, :last,"
    " :first, :organisation, :granted_by, :reference, :granted_on, :actor) RETURNING id"
)
# All that fit are locked in order of their numbers: whoever asks at the same moment waits here and
# sees what was used up. A number goes back only if the whole confirmation is undone.
_FITTING = text(
    "SELECT id, next, last FROM number_block WHERE prefecture = :prefecture"
    " AND first BETWEEN :low AND :high"
    " AND (organisation_id IS NULL OR organisation_id = :organisation)"
    " AND next <= last ORDER BY organisation_id NULLS LAST, first FOR NO KEY UPDATE"
)
_SKIP_USED = text(
    "SELECT n FROM generate_series(CAST(:next AS bigint), CAST(:last AS bigint)) AS n"
    " WHERE NOT EXISTS (SELECT FROM manifest_number WHERE value = CAST(n AS text)) LIMIT 1"
)
_USED_UNTIL = text("UPDATE number_block SET next = :next WHERE id = :id")


class SqlNumberBlocks:
    """See ``tracker.usecases.manifest_ports.NumberBlocks``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def add(self, block: NumberBlock, actor: int) -> int | None:
        try:
            ((id_,),) = self._driver.rows(
                _ADD,
                {
                    "province": self._province,
                    "prefecture": block.prefecture,
                    "first": block.first,
                    "last": block.last,
                    "organisation": block.organisation,
                    "granted_by": block.granted_by,
                    "reference": block.reference,
                    "granted_on": block.granted_on,
                    "actor": actor,
                },
            )
        except IntegrityError:
            return None
        return int(id_)

    def take(self, prefecture: str, year: int, organisation: int) -> str | None:
        low = int(f"{year}{prefecture}000000")
        fitting = self._driver.rows(
            _FITTING,
            {
                "prefecture": prefecture,
                "low": low,
                "high": low + 999_999,
                "organisation": organisation,
            },
        )
        for id_, first, last in fitting:
            free = self._driver.rows(_SKIP_USED, {"next": first, "last": last})
            taken = free[0][0] if free else last  # the rest was typed in by hand
            self._driver.run(_USED_UNTIL, {"id": id_, "next": taken + 1})
            if free:
                return str(taken)
        return None
