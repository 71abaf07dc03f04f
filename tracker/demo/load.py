"""How does the demonstration province get into an empty database?

A small one through the use cases, scan by scan; a large one judged and booked in memory and copied.
Both make the same rows. Either way it is one transaction: whoever is interrupted starts anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tracker.demo.account_of import Meter, Progress, summary, write_planted
from tracker.demo.by_copying import load_by_copy
from tracker.demo.by_scanning import load_through_usecases
from tracker.demo.census import DEMO_PASSWORD, demo_logins
from tracker.demo.land import HOME
from tracker.demo.rows import write_declarations, write_registers
from tracker.demo.world import World
from tracker.domain.errors import DatabaseNotEmpty
from tracker.domain.moments import CHINA
from tracker.store.bulk.filling import Filling, analyse, as_a_whole, holds_nothing, used
from tracker.store.divisions_file import shipped_divisions
from tracker.store.engine import app_engine, owner_engine
from tracker.store.migrate import make_partitions
from tracker.store.seed import seed_reference
from tracker.store.unit_of_work import SqlUnitOfWork

__all__ = ["DEMO_PASSWORD", "demo_load", "demo_logins", "is_empty"]

#: From so many batteries on, a province is copied unless somebody says otherwise.
COPIED_FROM = 10_000
UNTIL = date(2026, 10, 31)


def is_empty(owner_url: str) -> bool:
    """Whether the demonstration may be loaded there."""
    return holds_nothing(owner_engine(owner_url))


def demo_load(
    owner_url: str,
    batteries: int = 2_000,
    seed: int = 1,
    until: date = UNTIL,
    *,
    hash_password: Callable[[str], str],
    progress: Progress | None = None,
    copied: bool | None = None,
    planted_file: Path | None = None,
    faultless: bool = False,
) -> dict[str, Any]:
    """Load the province and answer what it holds, keys as in docs/reference/demonstration.md.

    ``progress`` is told numbers of batteries that add up to all of them. ``copied`` chooses the
    way; None: by size. ``planted_file`` gets one JSON line for each planted fault; ``faultless``:
    none is planted. The database must be migrated. Raises DatabaseNotEmpty when there is an
    organisation or a unit in it.
    """
    owner = owner_engine(owner_url)
    if not holds_nothing(owner):
        raise DatabaseNotEmpty
    copied = batteries >= COPIED_FROM if copied is None else copied
    world = World(batteries, seed, until, shipped_divisions(), faultless=faultless)
    seed_reference(owner)
    make_partitions(owner, _start(world.span.first), _start(until + timedelta(days=1)))
    meter = Meter(world, progress)
    with used(owner if copied else app_engine(owner_url, pool_size=1)) as engine:
        with as_a_whole(engine) as (connection, sessions):
            written = write_registers(sessions, world.registers, world.name, hash_password)
            if copied:
                tally = load_by_copy(world, written, Filling(connection), meter.day_done)
            else:
                tally = load_through_usecases(
                    world, written, lambda: SqlUnitOfWork(sessions, HOME), meter.day_done
                )
            write_declarations(sessions, world.declarations(), written)
        analyse(owner)
    meter.finish()
    if planted_file is not None:
        write_planted(planted_file, world.planted)
    return summary(world, tally)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
