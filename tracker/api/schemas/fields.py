"""Fields of the trade: a code, a set of codes, a mass, a moment; each names its fault."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import marshmallow as ma
from marshmallow import ValidationError

from tracker.domain import mass
from tracker.domain.errors import Fault
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.identifiers.recognise import store_value, store_values
from tracker.domain.moments import CLOCK_TOLERANCE, FIRST_MOMENT
from tracker.domain.scan import MOST_CODES
from tracker.http.moment import NOW


def _code_fault(fault: CodeFault) -> Fault:
    return Fault(fault.value, params={"limit": MOST_CHARACTERS})


class Code(ma.fields.Field[str]):
    """One code as scanned; kept normalised."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([Fault("not_a_text")])
        kept = store_value(value)
        if isinstance(kept, CodeFault):
            raise ValidationError([_code_fault(kept)])
        return kept


class Codes(ma.fields.Field[list[str]]):
    """A set of codes, checked as a whole: a thousand codes must not cost a thousand fields."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValidationError([Fault("not_a_list")])
        if len(value) > MOST_CODES:
            most: dict[str, object] = {"limit": MOST_CODES, "count": len(value)}
            raise ValidationError([Fault("too_many_codes", params=most)])
        if not value:
            raise ValidationError([Fault("empty_set")])
        kept = store_values([text for text in value if isinstance(text, str)])
        codes = [code for code in kept if isinstance(code, str)]
        if len(set(codes)) < len(value):
            raise ValidationError(_code_faults(value))
        return codes


def _code_faults(value: list[Any]) -> dict[int, list[Fault]]:
    """What is wrong with each code of a set, by its place."""
    seen: dict[str, int] = {}
    faults: dict[int, list[Fault]] = {}
    for place, text in enumerate(value):
        kept = store_value(text) if isinstance(text, str) else None
        if kept is None:
            faults[place] = [Fault("not_a_text")]
        elif isinstance(kept, CodeFault):
            faults[place] = [_code_fault(kept)]
        elif kept in seen:
            words: dict[str, object] = {"code": kept, "first": seen[kept]}
            faults[place] = [Fault("duplicate_code", params=words)]
        else:
            seen[kept] = place
    return faults


class ByCode(ma.fields.Field[dict[str, Any]]):
    """An object whose names are codes and whose values fit a schema."""

    def __init__(self, schema: type[ma.Schema], **more: Any) -> None:
        super().__init__(**more)
        self.schema = schema

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError([Fault("not_an_object")])
        if len(value) > MOST_CODES:
            most: dict[str, object] = {"limit": MOST_CODES, "count": len(value)}
            raise ValidationError([Fault("too_many_codes", params=most)])
        schema = self.schema(unknown=ma.RAISE)
        found: dict[str, Any] = {}
        faults: dict[str, Any] = {}
        for text, below in value.items():
            kept = store_value(text)
            if isinstance(kept, CodeFault):
                faults[text] = [_code_fault(kept)]
                continue
            try:
                found[kept] = schema.load(below)
            except ValidationError as error:
                faults[text] = error.messages
        if faults:
            raise ValidationError(faults)
        return found


def too_heavy(mass_g: int, most_g: int) -> Fault:
    """The fault of a mass that cannot be true."""
    words = {"mass_kg": mass.kilograms(mass_g), "limit_kg": mass.kilograms(most_g)}
    return Fault("mass_absurd", params=words)


class Grams(ma.fields.Field[int]):
    """Kilograms on the wire (number or text, at most three decimals), whole grams inside."""

    def __init__(self, most_g: int, **more: Any) -> None:
        super().__init__(**more)
        self.most_g = most_g

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        try:
            found = mass.grams(value)
        except ValueError as error:
            raise ValidationError([Fault("mass_not_a_number")]) from error
        if found <= 0:
            raise ValidationError([Fault("mass_not_positive")])
        if found > self.most_g:
            raise ValidationError([too_heavy(found, self.most_g)])
        return found

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else mass.kilograms(value)


class Share(ma.fields.Field[int]):
    """A share between 0 and 1 on the wire, parts per million inside."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        try:
            ppm = mass.grams(value)  # thousandths
        except ValueError:
            ppm = -1
        if isinstance(value, bool) or not 0 <= ppm <= mass.GRAMS_PER_KG:
            raise ValidationError([Fault("share_out_of_range")])
        return ppm * 1_000

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else mass.tonnes(value)


class Moment(ma.fields.Field[datetime]):
    """An RFC 3339 moment with its offset, neither in the future nor before the first one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValidationError([Fault("time_not_a_time")]) from error
        if found.tzinfo is None:
            raise ValidationError([Fault("time_without_offset")])
        try:
            found = found.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError([Fault("time_not_a_time")]) from error
        if found > NOW.get() + CLOCK_TOLERANCE:
            raise ValidationError([Fault("time_in_future")])
        if found < FIRST_MOMENT:
            words = {"first": FIRST_MOMENT.date().isoformat()}
            raise ValidationError([Fault("time_too_old", params=words)])
        return found
