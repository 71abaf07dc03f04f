"""How much memory does a whole import take: brought, read, booked, marked? In a process of its own.

What a process held before is no part of it; so the peak is that of a fresh one, less what it has
when all modules are loaded.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from pathlib import Path

from tracker.domain.caller import Caller
from tracker.ledgers.jobs import Brought, Office, bring_file, work_on
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

_STATUS = Path("/proc/self/status")


def peak_mb(
    url: str, province: int, path: Path, caller: Caller, site: str, *, alone: bool
) -> float:
    """Megabytes by which the memory grew at its peak; RuntimeError when nothing was marked."""
    return in_a_process(_whole_import, url, province, path, caller, site, alone=alone)


def in_a_process(grown: Callable[..., float], *given: object, alone: bool) -> float:
    """What ``grown`` answers in a fresh process; not ``alone``: here, where it says little."""
    if not alone:
        return max(grown(*given), 0.1)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return max(pool.apply(grown, given), 0.1)


def forget_the_peak() -> None:
    """From here on the peak is counted anew, where the system can."""
    if _STATUS.exists():
        _STATUS.with_name("clear_refs").write_text("5", encoding="ascii")


def _whole_import(url: str, province: int, path: Path, caller: Caller, site: str) -> float:
    before = peak_so_far()
    engine = app_engine(url, 2)
    office = Office(sessions_of(engine), province, SystemClock())
    job = work_on(
        bring_file(Brought(path.name, path.read_bytes(), site=site), caller, office), office
    )
    engine.dispose()
    if not (job.booked and job.refused):
        raise RuntimeError(f"{job.booked} rows booked, {job.refused} refused: {job.error}")
    return peak_so_far() - before


def peak_so_far() -> float:
    """Megabytes. Linux hands the peak of a parent down to its children, except in this file."""
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
