"""Answers kept for ever, by client_id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from psycopg import Cursor
from sqlalchemy import text

from tracker.domain.answer import Noted, ScanAnswer
from tracker.domain.consequences import (
    AlarmNow,
    Consequences,
    FrozenRate,
    QuotaNow,
    StockChange,
    UnitsNow,
)
from tracker.domain.errors import Fault, SomeoneWasFaster
from tracker.store.arrays import json_text
from tracker.store.driver import Driver

_FIND = text(
    "SELECT digest, status, event_id, answer FROM receipt"
    " WHERE organisation_id = :organisation AND client_id = :client_id AND province = :province"
)
_KEEP = text(
    "INSERT INTO receipt (organisation_id, client_id, digest, status, event_id, province, answer)"
    " VALUES (:organisation, :client_id, :digest, :status, :event, :province,"
    " CAST(:answer AS jsonb)) ON CONFLICT DO NOTHING"
)

#: The lists among consequences, and what their rows are.
_ROWS: Mapping[str, Callable[..., Any]] = {
    "stock": StockChange,
    "units": lambda before, after, units, codes: UnitsNow(before, after, units, tuple(codes)),
    "quotas": QuotaNow,
    "alarms": AlarmNow,
    "frozen": FrozenRate,
}


def kept_answer(answer: ScanAnswer) -> dict[str, Any]:
    """What is kept of an answer beside its event; empty parts are left out."""
    kept = {
        "refused": {c: [f.code, f.pointer, dict(f.params)] for c, f in answer.refused.items()},
        "findings": [[n.rule, n.subject, n.severity, n.law, n.article] for n in answer.findings],
        "labels": list(answer.labels),
        "consequences": None if answer.consequences is None else _kept(answer.consequences),
    }
    return {word: value for word, value in kept.items() if value}


class SqlReceipts:
    """See ``tracker.usecases.ports.Receipts``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def find(self, organisation: int, client_id: str) -> tuple[bytes, int, ScanAnswer] | None:
        row = self._driver.run(
            _FIND,
            {"organisation": organisation, "client_id": client_id, "province": self._province},
        ).fetchone()
        if row is None:
            return None
        return bytes(row.digest), row.status, _answer(row.event_id, row.answer)

    def keep(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        self._driver.later(
            _KEEP,
            {
                "organisation": organisation,
                "client_id": client_id,
                "digest": digest,
                "status": status,
                "event": answer.event,
                "province": self._province,
                "answer": json_text(kept_answer(answer)),
            },
            _was_the_first,
        )


def _was_the_first(kept: Cursor[Any]) -> None:
    if kept.rowcount != 1:
        raise SomeoneWasFaster


def _answer(event: int | None, kept: dict[str, Any]) -> ScanAnswer:
    return ScanAnswer(
        event=event,
        refused={
            code: Fault(fault, pointer, params)
            for code, (fault, pointer, params) in kept.get("refused", {}).items()
        },
        findings=[Noted(*words) for words in kept.get("findings", [])],
        labels=kept.get("labels", []),
        consequences=_consequences(kept["consequences"]) if "consequences" in kept else None,
    )


def _kept(told: Consequences) -> dict[str, Any]:
    return {
        **{name: [list(row) for row in getattr(told, name)] for name in _ROWS},
        "year": told.year,
        "frozen_elsewhere": told.frozen_elsewhere,
    }


def _consequences(kept: dict[str, Any]) -> Consequences:
    rows = {name: [how(*row) for row in kept[name]] for name, how in _ROWS.items()}
    return Consequences(**rows, year=kept["year"], frozen_elsewhere=kept["frozen_elsewhere"])
