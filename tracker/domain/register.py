"""What is a register: its fields, who keeps it, who may see it, and what must hold of an entry?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.errors import Fault
from tracker.domain.register_kinds import CODE, Kind

#: An entry by the keys of its fields; what is not said is absent or None.
Values = Mapping[str, object]
#: What is wrong with, or odd about, an entry as a whole.
Check = Callable[[Values], Iterator[Fault]]


class Refers(StrEnum):
    """To what a field refers by code; it must exist."""

    ORGANISATION = "organisation"
    DIVISION = "division"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``name`` outside, ``key`` inside. ``fixed``: never changed once registered."""

    name: str
    kind: Kind
    key: str = ""
    needed: bool = True
    fixed: bool = False
    refers: Refers | None = None
    default: object = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.name)


@dataclass(frozen=True, slots=True)
class Register:
    """A register with a code for each entry.

    ``noun`` names one entry (``battery_model``) and its duty's topic, ``plural`` its address.
    ``own``: an organisation keeps its own entries; otherwise the provincial bureau alone does.
    ``parties`` are the keys of the organisations an entry belongs to, the keeper first; empty for
    organisations, which belong to themselves. ``names`` are the fields that every reader may see
    of everybody's entries, because a peer must be named; of all others nothing is seen.
    ``checks`` refuse an entry, ``notes`` only say what is odd about it.
    """

    noun: str
    plural: str
    fields: tuple[Field, ...]
    own: bool = False
    parties: tuple[str, ...] = ("organisation",)
    names: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = ()
    notes: tuple[Check, ...] = ()

    @property
    def topic(self) -> str:
        """Of the duty that each change leaves."""
        return f"{self.noun}.changed"

    @property
    def keeper(self) -> Field | None:
        """The field that names whose entry it is; None for organisations."""
        return next((f for f in self.fields if f.key in self.parties[:1]), None)

    def whole(self, given: Values) -> dict[str, object]:
        """An entry with every key, what was not said at its default."""
        return {f.key: f.default if given.get(f.key) is None else given[f.key] for f in self.fields}


def code_field(kind: Kind = CODE) -> Field:
    """The code by which an entry is known."""
    return Field("code", kind, fixed=True)


def in_order(first: str, last: str) -> Check:
    """The end is not before the beginning."""

    def check(entry: Values) -> Iterator[Fault]:
        begins, ends = entry.get(first), entry.get(last)
        if begins is not None and ends is not None and ends < begins:  # type: ignore[operator]
            yield Fault("until_before_from", f"/{last}")

    return check


def together(*names: str) -> Check:
    """All of them or none."""

    def check(entry: Values) -> Iterator[Fault]:
        missing = [name for name in names if entry.get(name) is None]
        if missing and len(missing) < len(names):
            for name in missing:
                yield Fault("belong_together", f"/{name}", {"fields": ", ".join(names)})

    return check
