"""What is a form? Its columns by their heads, and what one row of it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from tracker.domain.errors import Fault
from tracker.domain.register import Register
from tracker.domain.scan import Detail, Output, ReceiptCategory, ScanKind, Uncoded
from tracker.domain.unit import UnitKind, UnitState
from tracker.ledgers.cells import Clean


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``zh`` is its head, ``also`` are other heads of the same; ``choices`` are
    offered in the template's drop-down, ``example`` stands in its example row. ``unit_of``
    names the column that holds this one's unit; ``unit`` is what the form's own head says."""

    key: str
    zh: str
    en: str
    clean: Clean
    needed: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str = ""
    unit_of: str = ""
    unit: str = ""

    @property
    def head(self) -> str:
        """The head of the template, with its unit."""
        return f"{self.zh}({self.unit})" if self.unit else self.zh


@dataclass(slots=True)
class Row:
    """A row that was read: ``number`` as the spreadsheet counts, values by key, faults by key."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    digest: bytes = b""
    #: What the row takes, in order; the first ``done`` of them are in the books.
    wishes: list[Wish] = field(default_factory=list)

    def get(self, key: str) -> Any:
        return self.values.get(key)


class Together(NamedTuple):
    """What rows have in common that become one scan."""

    kind: ScanKind
    site: str
    at: datetime
    peer_site: str | None = None
    container: str | None = None
    manifest: str | None = None
    vehicle: str | None = None
    model: str | None = None
    category: ReceiptCategory | None = None
    batch: str | None = None
    new_code: str | None = None
    reason: str | None = None


class Wish(NamedTuple):
    """What one row wants of one scan: codes, a heap without codes, or outputs of a treatment.

    ``blame`` is the column that is marked when the scan refuses.
    """

    together: Together
    codes: tuple[str, ...] = ()
    detail: Detail | None = None
    uncoded: Uncoded | None = None
    outputs: tuple[Output, ...] = ()
    blame: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as far as a row must know it."""

    kind: UnitKind
    state: UnitState
    mass_g: int | None = None


class Books(Protocol):
    """What rows look up: units by code, sites by the names in ledgers, what a site may do."""

    organisation: str
    site: str | None
    tolerance_ppm: int

    def unit(self, code: str) -> KnownUnit | None: ...
    def site_named(self, name: str) -> str | None:
        """The code of the one site that a code, a name, or its organisation's name means."""
        ...

    def site_licensed(self, licence: str) -> str | None: ...
    def may(self, site: str, kind: ScanKind) -> bool: ...
    def expect(self, code: str, coming: KnownUnit) -> None:
        """A row makes this unit, so that later rows of the file may speak of it."""
        ...


Meaning = Callable[[Row, Books], Sequence[Wish]]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form by its name. ``codes`` gives the codes that a row speaks of, so that they are looked
    up together; ``own`` says whether the row has a code of its own: without one, equal rows of one
    file are different things; ``whole`` is the column that says how much of its lots a row takes,
    where it must take them whole. A form of a register has ``register`` and no meaning."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    meaning: Meaning | None = None
    codes: Callable[[Mapping[str, Any]], Sequence[str]] = lambda _values: ()
    own: str = ""
    whole: str = ""
    register: Register | None = None

    def column(self, key: str) -> Column:
        """The column with this key; KeyError when there is none."""
        found = {column.key: column for column in self.columns}
        return found[key]
