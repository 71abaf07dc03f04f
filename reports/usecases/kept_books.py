"""The books as they answered when a figure was frozen: recorded once, asked again for ever.

What a figure does not need is not kept: loads of collectors and recyclers that the enterprise has
nothing to do with, unless they came with a dispatch of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from reports.indicators.attribution import Agreement
from reports.indicators.exchanged import Before, ToldLoad
from reports.indicators.flows import Gathered
from reports.indicators.imputed import Measured, Unweighed
from reports.indicators.loads import Parcel
from reports.indicators.plant_year import Lot
from reports.usecases.kept_rows import read, written
from reports.usecases.rate_books import Declared, Enterprise, RateBooks, Sheet, Treated

#: What each question answers with: rows of which kind; None: values as they are.
ROWS: dict[str, type | None] = {
    "enterprise": Enterprise,
    "agreements": Agreement,
    "producers": None,
    "declared": Declared,
    "recorded_sales": None,
    "parcels": Parcel,
    "plant_lots": Lot,
    "gathered": Gathered,
    "told_loads": ToldLoad,
    "received_before": Before,
    "treated": Treated,
    "sheets": Sheet,
    "unweighed": Unweighed,
    "measured": Measured,
    "lead_sold": None,
}
FORMAT = "plumbline-rate-records-1"


def canonical(value: object) -> bytes:
    """JSON with sorted names, without spaces, as UTF-8: the bytes that a digest is made of."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest(content: bytes) -> str:
    """SHA-256, in small hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _name(question: str, *asked: object) -> str:
    return question + canonical([_said(one) for one in asked]).decode()


def _said(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return sorted(value) if isinstance(value, (list, tuple, set, frozenset, range)) else value


class _Asked:
    """Every question of ``RateBooks``, led to one place."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        return None

    def _ask(self, question: str, *asked: object) -> Any:
        raise NotImplementedError

    def enterprise(self, code: str) -> Enterprise | None:
        rows = self._ask("enterprise", code)
        return rows[0] if rows else None

    def agreements(self, enterprise: int) -> Sequence[Agreement]:
        return list(self._ask("agreements", enterprise))

    def producers(self) -> Collection[int]:
        return frozenset(self._ask("producers"))

    def declared(self, enterprise: int) -> Sequence[Declared]:
        return list(self._ask("declared", enterprise))

    def recorded_sales(self, enterprise: int) -> dict[int, int]:
        return dict(self._ask("recorded_sales", enterprise))

    def parcels(self, start: datetime, end: datetime) -> Sequence[Parcel]:
        return list(self._ask("parcels", start, end))

    def plant_lots(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Lot]:
        return list(self._ask("plant_lots", list(plants), start, end))

    def gathered(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Gathered]:
        return list(self._ask("gathered", list(collectors), start, end))

    def told_loads(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[ToldLoad]:
        return list(self._ask("told_loads", list(collectors), start, end))

    def received_before(self, start: datetime, end: datetime) -> Sequence[Before]:
        return list(self._ask("received_before", start, end))

    def treated(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Treated]:
        return list(self._ask("treated", list(plants), start, end))

    def sheets(self, events: Collection[int]) -> Sequence[Sheet]:
        return list(self._ask("sheets", list(events)))

    def unweighed(self, receipts: Collection[int]) -> Sequence[Unweighed]:
        return list(self._ask("unweighed", list(receipts)))

    def measured(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Measured]:
        return list(self._ask("measured", list(collectors), start, end))

    def lead_sold(self, enterprise: int, years: Collection[int]) -> tuple[int, int] | None:
        found = self._ask("lead_sold", enterprise, list(years))
        return (found[0], found[1]) if found else None


class RecordingBooks(_Asked):
    """Books that answer from others and keep what they answered."""

    def __init__(self, books: RateBooks) -> None:
        self._books = books
        self._kept: dict[str, list[Any]] = {}
        self._mine: set[int] = set()
        self._firms: set[int] = set()

    def __enter__(self) -> Self:
        self._books.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        self._books.__exit__(kind, error, trace)

    def _ask(self, question: str, *asked: object) -> Any:
        name = _name(question, *asked)
        if name not in self._kept:
            found = getattr(self._books, question)(*asked)
            if question == "enterprise":
                found = [] if found is None else [found]
                self._mine = self._mine | {one.id for one in found}
                self._firms = self._firms | self._mine
            if question == "agreements":
                self._mine = self._mine | {one.collector for one in found}
                self._firms = self._firms | self._mine | {one.producer for one in found}
            if question == "recorded_sales":
                found = [list(pair) for pair in sorted(found.items())]
            self._kept[name] = list(found or [])
        return self._kept[name]

    def content(self) -> bytes:
        """All that was answered and matters, in canonical form."""
        kept = {name: self._needed(name, rows) for name, rows in self._kept.items()}
        rows = {name: [written(row) for row in found] for name, found in kept.items()}
        return canonical({"format": FORMAT, "answers": rows})

    def _needed(self, name: str, rows: list[Any]) -> list[Any]:
        if name.startswith("producers"):
            return sorted(set(rows) & self._firms)
        if not name.startswith("parcels"):
            return rows
        legs = {row.dispatch for row in rows if self._is_mine(row) and row.dispatch is not None}
        return [row for row in rows if self._is_mine(row) or row.dispatch in legs]

    def _is_mine(self, row: Parcel) -> bool:
        return row.collector in self._mine or row.recycler in self._mine


class KeptBooks(_Asked):
    """Books that answer what was kept; KeyError for a question that nobody asked then."""

    def __init__(self, content: bytes) -> None:
        kept = json.loads(content)
        if not isinstance(kept, dict) or kept.get("format") != FORMAT:
            raise ValueError(f"these are no records of the form {FORMAT}")
        self._kept: Mapping[str, list[Any]] = kept["answers"]

    def _ask(self, question: str, *asked: object) -> Any:
        rows, kind = self._kept[_name(question, *asked)], ROWS[question]
        return rows if kind is None else [read(kind, row) for row in rows]
