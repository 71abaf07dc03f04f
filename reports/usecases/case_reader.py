"""How are the inputs of a calculation read? One by one, with every fault named by its place.

What is absent stays None: whether a method can do without is for the method to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import TypeVar

from reports.usecases.case_values import (
    MOST_TONNES,
    Unread,
    choice_of,
    encodable,
    number_of,
    text_of,
    truth_of,
    whole_of,
    year_of,
)
from tracker.domain.errors import Fault

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MOST_ROWS = 10_000
#: A longer name is cut where it is shown.
MOST_NAME = 100
#: What numbers of one case have as common denominator; forty decimal places need 133 bits.
MOST_BITS = 1_000


class Reader:
    """One JSON object; faults are gathered in a list that all readers of a case share."""

    def __init__(
        self,
        data: Mapping[str, object],
        pointer: str,
        faults: list[Fault],
        denominators: list[int] | None = None,
    ) -> None:
        self._data = data
        self._pointer = pointer
        self._faults = faults
        self._denominators = [1] if denominators is None else denominators

    def only(self, names: Iterable[str]) -> None:
        """Refuse every name that is not among these: a slip of the pen must not read as absence."""
        known = set(names)
        for name in self._data:
            if name not in known:
                self._fault("unknown_field", name)

    def has(self, name: str) -> bool:
        return self._data.get(name) is not None

    def is_one_of(self, name: str, known: Collection[str]) -> bool:
        """Whether the field is one of these words."""
        value = self._data.get(name)
        return isinstance(value, str) and value in known

    def number(self, name: str, least: Fraction, most: Fraction) -> Fraction | None:
        """A number within bounds."""
        return self._read(name, lambda value: self._commensurable(number_of(value, least, most)))

    def _commensurable(self, number: Fraction) -> Fraction:
        """The same; Unread where the sum of all of a case would have thousands of digits."""
        common = lcm(self._denominators[0], number.denominator)
        if common.bit_length() > MOST_BITS:
            raise Unread("no_common_denominator")
        self._denominators[0] = common
        return number

    def tonnes(self, name: str) -> Fraction | None:
        return self.number(name, Fraction(0), MOST_TONNES)

    def share(self, name: str) -> Fraction | None:
        return self.number(name, Fraction(0), Fraction(1))

    def year(self, name: str) -> int | None:
        return self._read(name, year_of)

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds; as text, too."""
        return self._read(name, lambda value: whole_of(value, least, most))

    def truth(self, name: str) -> bool | None:
        return self._read(name, truth_of)

    def word(self, name: str, among: type[E]) -> E | None:
        return self._read(name, lambda value: choice_of(value, among))

    def text(self, name: str) -> str | None:
        return self._read(name, text_of)

    def needed(self, found: T | None, name: str) -> T | None:
        """The same; a fault if the field is not there at all."""
        if found is None and not self.has(name):
            self._fault("required", name)
        return found

    def below(self, name: str) -> Reader | None:
        """The object under a name."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._fault("not_an_object", name)
            return None
        return self._inner(value, self._at(name))

    def rows(self, name: str, most: int = MOST_ROWS) -> list[Reader] | None:
        """The objects of the list under a name; those that are none are named and left out."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            self._fault("not_a_list", name)
            return None
        if len(value) > most:
            self._fault("list_too_long", name, limit=most)
            return None
        found: list[Reader] = []
        for place, row in enumerate(value):
            if isinstance(row, dict):
                found.append(self._inner(row, f"{self._at(name)}/{place}"))
            else:
                self._faults.append(Fault("not_an_object", f"{self._at(name)}/{place}"))
        return found

    def by_name(
        self, read: Callable[[Reader, str], T | None], most: int = MOST_ROWS
    ) -> dict[str, T]:
        """Every field of this object, read one by one; a fault if there are more of them."""
        if len(self._data) > most:
            self._faults.append(Fault("list_too_long", self._pointer, {"limit": most}))
            return {}
        for name in self._data:
            if not encodable(name):
                self._fault("not_a_text", name)
        found = {name: read(self, name) for name in self._data}
        return {name: value for name, value in found.items() if value is not None}

    def by_year(self, name: str, least: Fraction = Fraction(0)) -> dict[int, Fraction] | None:
        """{year: tonnes}; a year with null has no figure."""
        here = self.below(name)
        if here is None:
            return None
        found: dict[int, Fraction] = {}
        for key in here._data:
            try:
                year = year_of(key)
            except Unread as error:
                here._fault(error.code, key, **error.params)
                continue
            mass = here.number(key, least, MOST_TONNES)
            if mass is not None:
                found[year] = mass
        return found

    def fault(self, code: str, name: str, **params: object) -> None:
        """Say that something is wrong with a field."""
        self._fault(code, name, **params)

    def _read(self, name: str, read: Callable[[object], T]) -> T | None:
        value = self._data.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except Unread as error:
            self._fault(error.code, name, **error.params)
            return None

    def _inner(self, data: Mapping[str, object], pointer: str) -> Reader:
        return Reader(data, pointer, self._faults, self._denominators)

    def _at(self, name: str) -> str:
        return f"{self._pointer}/{_escaped(name)}"

    def _fault(self, code: str, name: str, **params: object) -> None:
        self._faults.append(Fault(code, self._at(name), params))


def _escaped(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901), short enough to be shown, and printable."""
    shown = name[:MOST_NAME].encode("utf-8", "replace").decode()
    return shown.replace("~", "~0").replace("/", "~1")
