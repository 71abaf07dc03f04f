"""What happened with a partner is written down, and people are alarmed if it must not happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from interop.store.exchange_work import ExchangeWork
from tracker.domain.moments import day_of
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding

Evidence = Mapping[str, object]


def _contradicts(partner: str, day: date, said: Evidence) -> Finding:
    return finding("exchange_contradicts", partner, day, said)


def _unfit(partner: str, day: date, said: Evidence) -> Finding:
    return finding("exchange_answer_unfit", partner, day, said)


#: What a partner signed twice otherwise, or what its log tells otherwise than before, accuses it;
#: all else may be a mistake on the way.
_FOUND: Mapping[str, Callable[[str, date, Evidence], Finding]] = {
    "equivocation": _contradicts,
    "version_conflict": _contradicts,
    "chain_broken": _contradicts,
    "idempotency_conflict": _contradicts,
    "log_rewritten": _contradicts,
    "log_shrunk": _contradicts,
}


def tell_incident(
    work: ExchangeWork, partner: str, code: str, now: datetime, **detail: Any
) -> None:
    """Inside the caller's transaction; one alarm a day and partner for each of the two rules."""
    work.watch.incident(partner, code, now, **detail)
    said = {"incident": code, "record": str(detail.get("record") or detail.get("message_id") or "")}
    found = _FOUND.get(code, _contradicts if code.startswith("log_") else _unfit)
    evidence = {name: value for name, value in said.items() if value}
    work.alarms.raise_for([found(partner, day_of(now), evidence)], None, None, now)
