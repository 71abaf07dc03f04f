"""On which machine was it measured?"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
import psycopg


@dataclass(frozen=True, slots=True)
class Machine:
    """What somebody needs to compare figures; no name of the machine."""

    processor: str
    cores: int
    memory_gib: float
    system: str
    python: str
    postgresql: str
    settings: str
    measured_on: str

    def rows(self) -> dict[str, str]:
        return {
            "Processor": f"{self.processor}, {self.cores} cores",
            "Memory": f"{self.memory_gib:.0f} GiB",
            "System": self.system,
            "Python": self.python,
            "PostgreSQL": f"{self.postgresql} ({self.settings})",
            "Measured on": self.measured_on,
        }


#: Settings of the server that figures depend on.
_SETTINGS = ("fsync", "synchronous_commit", "shared_buffers", "max_wal_size")


def this_machine(dsn: str) -> Machine:
    """As the system and the database server tell it."""
    with psycopg.connect(dsn) as connection:
        version = connection.info.server_version
        shown = [
            f"{name} {connection.execute(f'SHOW {name}').fetchall()[0][0]}" for name in _SETTINGS
        ]
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_gib=psutil.virtual_memory().total / 2**30,
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        postgresql=f"{version // 10_000}.{version % 10_000}",
        settings=", ".join(shown),
        measured_on=datetime.now(UTC).date().isoformat(),
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for row in told.read_text(errors="replace").splitlines():
            if row.startswith("model name"):
                return row.partition(":")[2].strip()
    return platform.processor() or platform.machine()
