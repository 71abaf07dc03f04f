"""How are single values of an event read for a scan? Each says by name what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.mass import grams, kilograms
from tracker.domain.register_kinds import Kind, Unfit, paragraphs, words
from tracker.domain.scan import MOST_CODES
from tracker.exports.epcis.names import PREFIX, bare, unit_code
from tracker.exports.epcis.sense import grams_of

Event = dict[str, Any]

_SHORT = words(128)
_REASON = paragraphs(1_000)


class EventValues:
    """The values of one event; ``faults`` collects what is wrong, with pointers below ``at``."""

    def __init__(self, event: Event, at: str, faults: list[Fault]) -> None:
        self._event = event
        self._at = at
        self._faults = faults

    def _code(self, name: object, where: str) -> str | None:
        code = unit_code(str(name))
        if isinstance(code, CodeFault):
            self._blame(code.value, where, limit=MOST_CHARACTERS)
            return None
        return code

    def _grams(self, heap: Event, where: str, most: int) -> int | None:
        found = grams_of(heap)
        if found is None:
            self._blame("epcis_mass_unit", f"{where}/uom")
            return None
        return self._whole(found, where, most)

    def _kilos(self, value: object, most: int, where: str) -> int | None:
        if value is None:
            return None
        try:
            return self._whole(Decimal(grams(value)), where, most)
        except ValueError:
            self._blame("mass_not_a_number", where)
            return None

    def _whole(self, mass: Decimal, where: str, most: int) -> int | None:
        if mass <= 0:
            self._blame("mass_not_positive", where)
        elif mass > most:
            self._heavy(where, int(mass), most)
        elif mass != mass.to_integral_value() and mass < 1:
            self._blame("mass_not_a_number", where)
        else:
            return int(mass.to_integral_value())
        return None

    def _heavy(self, where: str, mass: int, most: int) -> None:
        self._blame("mass_absurd", where, mass_kg=kilograms(mass), limit_kg=kilograms(most))

    def _line(self, value: object, where: str) -> str | None:
        return None if value is None else self._text(value, where, _SHORT)

    def _reason(self, value: object, where: str) -> str | None:
        return None if value is None else self._text(value, where, _REASON)

    def _text(self, value: object, where: str, kind: Kind) -> str | None:
        try:
            return str(kind.read(value))
        except Unfit as error:
            for fault in error.faults:
                self._faults.append(Fault(fault.code, self._pointer(where), fault.params))
            return None

    def _named(self, value: object, start: str) -> str | None:
        """The code in an address of ours."""
        return None if value is None else self._line(bare(start, str(value)), "")

    def _choice(self, enum: Any, value: object, where: str) -> Any:
        if value is None:
            return None
        if not isinstance(value, str) or value not in list(enum):
            self._blame("not_one_of", where, choices=", ".join(enum))
            return None
        return enum(value)

    def _own(self, name: str) -> Any:
        return self._event.get(f"{PREFIX}:{name}")

    def _own_ilmd(self, name: str) -> Any:
        ilmd = self._event.get("ilmd")
        return ilmd.get(f"{PREFIX}:{name}") if isinstance(ilmd, dict) else None

    def _records(self, name: str) -> Iterable[Event]:
        found = self._own(name) or ()
        rows = found if isinstance(found, (list, tuple)) else (found,)
        named = all(isinstance(r, dict) and isinstance(r.get(f"{PREFIX}:epc"), str) for r in rows)
        if len(rows) > MOST_CODES or not named:
            self._blame("wrong_form", f"{PREFIX}:{name}")
            return ()
        return rows

    def _blame(self, fault: str, where: str, **words_: object) -> None:
        self._faults.append(Fault(fault, self._pointer(where), words_))

    def _pointer(self, where: str) -> str:
        return f"{self._at}/{where}" if where else self._at
