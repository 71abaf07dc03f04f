"""Which fields each kind of scan needs, may have, and never takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.errors import Fault
from tracker.domain.scan import ScanKind as K


@dataclass(frozen=True, slots=True)
class FieldsOf:
    """Beyond the fields of every scan. ``either``: at least one of these is needed."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()


def _row(needs: str = "", may: str = "", either: str = "") -> FieldsOf:
    return FieldsOf(*(frozenset(words.split()) for words in (needs, may, either)))


#: Fields that any scan may carry.
ALWAYS = frozenset({"client_id", "kind", "site", "at", "dry_run", "reason"})

_SEEN = "details"
_TRIP = "manifest vehicle details"

SCAN_FIELDS: dict[K, FieldsOf] = {
    K.REGISTER: _row("codes model", "details"),
    K.SELL: _row("codes", "peer_site details"),
    K.TAKE_BACK: _row(either="codes uncoded", may="category details"),
    K.COLLECT: _row(either="codes uncoded", may="category model details"),
    K.RELABEL: _row("codes new_code"),
    K.WEIGH: _row("codes", either="mass_kg details"),
    K.GRADE: _row("codes details"),
    K.PACK: _row("codes container", "mass_kg details"),
    K.UNPACK: _row("container", "codes details"),
    K.DISPATCH: _row("codes peer_site", _TRIP),
    K.LOAD: _row("codes", _TRIP),
    K.HAND_OVER: _row("codes", _TRIP),
    K.DELIVER: _row("codes", _TRIP),
    K.RECEIVE: _row("codes", _TRIP + " mass_kg peer_site"),
    K.REJECT: _row("codes reason", _TRIP),
    K.STORE: _row("codes", _SEEN),
    K.STOCK_TAKE: _row("codes", _SEEN),
    K.DISMANTLE: _row("codes outputs", "mass_kg"),
    K.SMELT: _row("codes outputs", "mass_kg"),
    K.DISPOSE: _row("codes reason", "peer_site"),
    K.EXPORT: _row("codes country"),
    K.LOSE: _row("codes reason", "stolen"),
    K.FIND: _row("codes", _SEEN),
    K.CORRECT: _row("event reason", either="mass_kg manifest vehicle"),
    K.VOID: _row("event reason"),
}


def field_faults(kind: K, given: frozenset[str]) -> Iterator[Fault]:
    """What is missing from a scan of this kind, and what does not belong into it."""
    row = SCAN_FIELDS[kind]
    for name in sorted(row.needs - given):
        yield Fault("needed_for_this_kind", f"/{name}", {"kind": kind.value, "field": name})
    if row.either and not row.either & given:
        names = " / ".join(sorted(row.either))
        yield Fault(
            "needed_for_this_kind", f"/{min(row.either)}", {"kind": kind.value, "field": names}
        )
    for name in sorted(given - row.needs - row.may - row.either - ALWAYS):
        yield Fault("not_for_this_kind", f"/{name}", {"kind": kind.value, "field": name})
