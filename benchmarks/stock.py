"""Which batteries are in the books before anything is measured? Written by SQL, not by scans.

Each was registered, sold and collected, in sets of 1,000; which of them lie together at a station
is drawn by lot, because batteries that were made in a row do not come back in a row.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import psycopg

from benchmarks.bare import statements_in
from benchmarks.people import PROVINCE, Firm, People
from tracker.domain.identifiers import container_label
from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind, UnitState
from tracker.store.codes import SCAN_KIND, SCHEME, UNIT_KIND, UNIT_STATE
from tracker.store.event_ids import event_id

PALLETS_A_TRUCK = 12
_REGISTERED = datetime(2022, 3, 1, tzinfo=UTC)
_COLLECTED = datetime(2025, 3, 1, tzinfo=UTC)
_LIFE = (
    (ScanKind.REGISTER, _REGISTERED),
    (ScanKind.SELL, _REGISTERED + timedelta(days=60)),
    (ScanKind.COLLECT, _COLLECTED),
)
_NUMBERS: dict[str, object] = {
    "province": PROVINCE,
    "since": _COLLECTED,
    "set_size": 1_000,
    "battery": UNIT_KIND.number[UnitKind.BATTERY],
    "container": UNIT_KIND.number[UnitKind.CONTAINER],
    "collected": UNIT_STATE.number[UnitState.COLLECTED],
    "packed": UNIT_STATE.number[UnitState.PACKED],
    "in_storage": UNIT_STATE.number[UnitState.IN_STORAGE],
    "enterprise": SCHEME.number[Scheme.ENTERPRISE],
    "label": SCHEME.number[Scheme.CONTAINER_LABEL],
    "pack": SCAN_KIND.number[ScanKind.PACK],
    "pack_id": event_id(_COLLECTED + timedelta(hours=1), 0),
}


@dataclass(frozen=True, slots=True)
class Truck:
    """Twelve pallets, by code, and the codes of all batteries on them."""

    pallets: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """Ids of loose batteries by station: those that we book, and those for the bare baseline."""

    ours: tuple[Sequence[int], ...]
    bare: tuple[Sequence[int], ...]
    trucks: tuple[Truck, ...]


def code_of(unit: int) -> str:
    """A maker's code of 24 characters."""
    return f"4206QW60{unit:016d}"


def mass_of(unit: int) -> int:
    """Grams, between 12 and 21 kg."""
    return 12_000 + unit % 9_000


def fill(dsn: str, people: People, batteries: int, trucks: int, load: int, seed: int = 1) -> Stock:
    """``trucks`` loads of ``load`` batteries on pallets; all others lie loose at the stations."""
    units = list(range(1, batteries + 1))
    random.Random(seed).shuffle(units)  # noqa: S311  the same lot every time, no secret
    loads = [units[n * load : (n + 1) * load] for n in range(trucks)]
    loose = units[trucks * load :]
    heaps = [loose[n :: 2 * len(people.stations)] for n in range(2 * len(people.stations))]
    first = people.stations[0]
    pallets = [(batteries + 1 + n, _label(first, n)) for n in range(trucks * PALLETS_A_TRUCK)]
    with psycopg.connect(dsn) as connection:
        sql = statements_in("stock.sql")
        connection.execute(sql["tables"], prepare=False)
        with connection.cursor() as cursor:
            for table, rows in (
                ("stage", _stage(people, heaps, loads, batteries + 1)),
                ("pallet", ((unit, first.site, code) for unit, code in pallets)),
                ("life", ((event_id(at, 0), at, SCAN_KIND.number[kind]) for kind, at in _LIFE)),
            ):
                with cursor.copy(sql[table]) as copy:
                    for row in rows:
                        copy.write_row(row)
        for name in list(sql)[4:]:
            connection.execute(sql[name], _NUMBERS)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
    codes = [code for _, code in pallets]
    return Stock(
        ours=tuple(heaps[0::2]),
        bare=tuple(heaps[1::2]),
        trucks=tuple(
            Truck(
                tuple(codes[n * PALLETS_A_TRUCK : (n + 1) * PALLETS_A_TRUCK]),
                tuple(map(code_of, load)),
            )
            for n, load in enumerate(loads)
        ),
    )


def _label(station: Firm, number: int) -> str:
    day = date(2025, 3, 1) + timedelta(days=number // container_label.MOST_SERIAL)
    serial = number % container_label.MOST_SERIAL + 1
    return container_label.build(station.code, "900-052-31", day, serial)


def _stage(
    people: People,
    heaps: Sequence[Sequence[int]],
    loads: Sequence[Sequence[int]],
    first_pallet: int,
) -> Iterator[tuple[int | None, ...]]:
    """unit, site, organisation, actor, heap, place in the heap, pallet"""
    for number, heap in enumerate(heaps):
        firm = people.stations[number // 2]
        for place, unit in enumerate(heap):
            yield unit, firm.site, firm.organisation, firm.user, number, place, None
    firm = people.stations[0]
    for number, load in enumerate(loads):
        for place, unit in enumerate(load):
            pallet = first_pallet + number * PALLETS_A_TRUCK + place % PALLETS_A_TRUCK
            own_heap = len(heaps) + number
            yield unit, firm.site, firm.organisation, firm.user, own_heap, place, pallet
