"""Which columns do many forms have? And when in a day did what a ledger dates by the day happen?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.mass import MOST_LOT_G
from tracker.domain.moments import CHINA
from tracker.domain.register_kinds import Unfit
from tracker.domain.scan import ScanKind as K
from tracker.i18n.catalogue import word
from tracker.ledgers import cells
from tracker.ledgers.form import Books, Column, Row

MOST_PIECES = 100_000

#: A ledger says the day and not the hour. Steps of one day are told in the order in which the trade
#: takes them, so that a lot is collected before it is stored and stored before it leaves.
HOURS: Mapping[K, float] = {
    K.REGISTER: 8,
    K.SELL: 9,
    K.TAKE_BACK: 10,
    K.COLLECT: 10,
    K.PACK: 11,
    K.RECEIVE: 12,
    K.STORE: 13,
    K.DISPATCH: 15,
    K.DISMANTLE: 17,
    K.SMELT: 18,
}
_RELABEL_AFTER = timedelta(minutes=1)


@lru_cache(maxsize=4_096)
def happened(day: datetime, kind: K, *, after: K | None = None) -> datetime:
    """When a step of that day happened, aware: the moment in the cell if it has a time of day."""
    if day.time() != time():
        return day.replace(tzinfo=CHINA)
    if after is not None:
        return happened(day, after) + _RELABEL_AFTER
    return day.replace(tzinfo=CHINA) + timedelta(hours=HOURS[kind])


def site_of(row: Row, books: Books) -> str:
    """The site a row names by code or name, else the one the import names."""
    said = row.get("site")
    if said is None:
        if books.site is None:
            raise Unfit(Fault("site_not_named", "/site"))
        return books.site
    return books.site_named(said) or str(said)


def spellings(section: str, enum: type[StrEnum], **more: str) -> dict[str, str]:
    """Chinese word, English word and value of each member, in capitals, and further ones."""
    found: dict[str, str] = {}
    for member in enum:
        for spelling in (word(section, member, "zh"), word(section, member, "en"), member.value):
            found[spelling.upper()] = member.value
    return found | {spelling.upper(): value for spelling, value in more.items()}


def words_of(section: str, enum: type[StrEnum]) -> tuple[str, ...]:
    """The Chinese words of an enum, for a drop-down."""
    return tuple(word(section, member, "zh") for member in enum)


def day_column(zh: str, en: str, *also: str, example: str = "2026-10-02") -> Column:
    """The day of the row; every ledger needs one."""
    return Column("day", zh, en, cells.moment, needed=True, also=also, example=example)


def mass_column(zh: str, en: str, unit: str, *also: str, **more: Any) -> Column:
    """A mass; ``unit`` stands in the template's head."""
    return Column("mass", zh, en, cells.grams(MOST_LOT_G), also=also, unit=unit, **more)


def site_column(zh: str, en: str, *also: str) -> Column:
    """The site by its code, or by its name."""
    return Column("site", zh, en, cells.line(200), also=also)


MANIFEST = Column(
    "manifest",
    "联单编号",
    "manifest number",
    cells.code,
    also=("转移联单编号", "危险废物转移联单编号"),
)
VEHICLE = Column(
    "vehicle", "车牌号", "vehicle", cells.line(128), also=("车辆牌号", "运输车辆", "车号")
)
NOTE = Column("note", "备注", "note", cells.line(500), also=("说明",))
