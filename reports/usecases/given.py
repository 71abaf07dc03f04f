"""What do the records not tell, so that whoever asks for a rate may give it beside them?

Lifetimes, an arising from elsewhere, the days that a load may take, lost electrolyte, lead shares,
uncertainties, a target: no record of the house holds them, and the program holds no hidden ones.
What is given is kept with a frozen figure and is part of the digest of its parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from reports.indicators.comprehensive import Chain
from reports.usecases import case_inputs as inputs
from reports.usecases.case_reader import Reader
from tracker.domain.errors import Fault, Malformed

_OF_CHAIN = frozenset(
    {
        "arising_t",
        "lifetimes",
        "recycling_efficiency",
        "lead_share_waste",
        "lead_share_sold",
        "uncertainty",
        "correlation",
    }
)
NAMES = _OF_CHAIN | {
    "most_days",
    "electrolyte_lost",
    "arising_by_province_t",
    "founded",
    "target",
    "members",
    "default_piece_kg",
}
_MOST_DAYS = 366
_MOST_MEMBERS = 100
#: No single battery weighs more.
_MOST_KG = Fraction(10_000)


class Member(NamedTuple):
    """A member of a consortium by its credit code; the year it was founded, if that is said."""

    code: str
    founded: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """``chain`` holds what the forms of the comprehensive rate read; ``written`` is all of it as
    it was given, for the digest."""

    chain: Chain = field(default_factory=Chain)
    most_days: int | None = None
    electrolyte_lost: Fraction | None = None
    arising_by_province_t: Mapping[str, Fraction] | None = None
    founded: int | None = None
    target: Fraction | None = None
    members: tuple[Member, ...] = ()
    default_piece_kg: Fraction | None = None
    written: Mapping[str, object] = field(default_factory=dict)


NOTHING = Given()


def given_of(data: Mapping[str, object] | None, pointer: str = "/given") -> Given:
    """Read it; Malformed with every fault: names that nothing takes, values that are no numbers."""
    if not data:
        return NOTHING
    faults: list[Fault] = []
    whole = Reader(data, pointer, faults)
    whole.only(NAMES)
    chained = Reader({name: data[name] for name in _OF_CHAIN & set(data)}, pointer, faults)
    members = whole.rows("members", _MOST_MEMBERS) or []
    places = whole.below("arising_by_province_t")
    found = Given(
        chain=inputs.chain(chained),
        most_days=whole.whole("most_days", 0, _MOST_DAYS),
        electrolyte_lost=whole.number("electrolyte_lost", Fraction(0), Fraction(9, 10)),
        arising_by_province_t=places.by_name(Reader.tonnes) if places else None,
        founded=whole.year("founded"),
        default_piece_kg=whole.number("default_piece_kg", Fraction(0), _MOST_KG),
        target=whole.number("target", Fraction(0), Fraction(2)),
        members=tuple(one for one in map(_member, members) if one is not None),
        written=dict(data),
    )
    if faults:
        raise Malformed(*faults)
    return found


def _member(row: Reader) -> Member | None:
    row.only(("code", "founded"))
    code, founded = row.needed(row.text("code"), "code"), row.year("founded")
    return None if code is None else Member(code.strip().upper(), founded)
