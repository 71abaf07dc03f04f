"""In which books is traced and weighed? A demonstration province, copied into its own database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.ground import Ground, plain_dsn
from tracker.demo.load import UNTIL, demo_load

DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Province:
    """``years`` are those that the books span, from the first day to the last."""

    url: str
    dsn: str
    batteries: int
    years: float


def found_province(ground: Ground, batteries: int) -> Province:
    """Load it; nobody can log in there."""
    url = ground.database(f"province_{batteries}")
    account: dict[str, Any] = demo_load(
        url, batteries, until=UNTIL, hash_password=lambda _: secrets.token_hex(), copied=True
    )
    days = (UNTIL - date.fromisoformat(account["first_day"])).days + 1
    return Province(url, plain_dsn(url), account["batteries"], days / DAYS_A_YEAR)
