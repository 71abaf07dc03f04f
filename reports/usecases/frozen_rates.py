"""A frozen figure: what it is made of, and how it is made again, byte for byte.

The snapshot keeps the records as they were known, the definition by its digest and what was given;
the same code then answers the same, whatever has happened in the books since.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate
from reports.methods.definition import Definition
from reports.methods.definitions import used_by
from reports.usecases.given import Given, given_of
from reports.usecases.kept_books import KeptBooks, canonical, digest
from reports.usecases.show_rate import ShownRate, show_rate
from tracker.domain.caller import Caller
from tracker.domain.roles import Right, Role

#: A figure that moves by more than this share of itself is restated.
RESTATED_FROM = Fraction(5, 1000)
#: Month and day of the following year from which a year is frozen.
FROZEN_FROM = (3, 31)
#: Larger records are not believed when they are unpacked.
MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as it is kept. ``figure`` is {"fraction", "decimal"}, by province for some
    methods, None without a value; ``restates`` is the id of the version before."""

    id: int
    organisation: int
    enterprise: str
    name: str
    division: str
    province: int
    year: int
    definition: str
    definition_version: int
    definition_digest: str
    version: int
    restates: int | None
    reason: str | None
    parameter_digest: str
    data_digest: str
    code_version: str
    known_at: datetime
    status: str
    figure: Mapping[str, object] | None
    flags: Sequence[str]
    given: Mapping[str, object]
    content: bytes = b""


def parameter_digest(rule: Definition, given: Mapping[str, object]) -> str:
    """Over the definition, those it is built on, and what was given beside the records."""
    used = {name: found.digest if found else None for name, found in used_by(rule).items()}
    return digest(canonical({"definition": rule.digest, "uses": used, "given": plain(given)}))


def plain(given: Mapping[str, object]) -> dict[str, object]:
    """What was given with decimals as text, so that it can be kept."""
    found = _plain(given)
    assert isinstance(found, dict)  # noqa: S101  a mapping stays one
    return found


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def unpacked(content: bytes) -> bytes:
    """ValueError for what is no packed content, or unpacks to more than is believed."""
    opened = zlib.decompressobj()
    try:
        found = opened.decompress(content, MOST_BYTES)
    except zlib.error as error:
        raise ValueError("the records cannot be unpacked") from error
    if opened.unconsumed_tail:
        raise ValueError("the records are larger than is believed")
    return found


def figure_of(rate: Rate) -> dict[str, object] | None:
    """The value as it is kept and compared."""
    if rate.value is None:
        return None
    if isinstance(rate.value, Figure):
        return {"fraction": rate.value.fraction, "decimal": rate.value.decimal}
    return {
        name: None if one is None else {"fraction": one.fraction, "decimal": one.decimal}
        for name, one in rate.value.items()
    }


def made_again(frozen: Frozen) -> ShownRate:
    """The figure from what was kept, with all its records."""
    content = unpacked(frozen.content)
    rule = f"{frozen.definition}@{frozen.definition_version}"
    found = again(frozen.enterprise, frozen.year, rule, frozen.given, content)
    return restated(found) if frozen.restates is not None else found


def again(
    enterprise: str, year: int, definition: str, given: Mapping[str, object], content: bytes
) -> ShownRate:
    """The same without the house: for whoever holds the records and checks the figure.

    ``definition`` names its version, 'COLLECTION@1': a newer one would make another figure.
    """
    beside: Given = given_of(given)
    books = KeptBooks(content)
    found = books.enterprise(enterprise)
    if found is None:
        raise ValueError("the records are not of this enterprise")
    return show_rate(enterprise, year, _reader(found.province), books, definition, beside)


def restated(shown: ShownRate) -> ShownRate:
    """The same, flagged as one that replaces an earlier figure."""
    rate = shown.rate.flagged(Flag.RESTATED)
    return ShownRate(shown.enterprise, shown.year, shown.definition, rate, shown.evidence)


def moved(before: Mapping[str, object] | None, rate: Rate) -> bool:
    """Whether a figure differs from a kept one so much that it is restated."""
    now = figure_of(rate)
    if before is None or now is None:
        return before != now
    if "decimal" not in before:
        pairs = [(before.get(name), now.get(name)) for name in {*before, *now}]
    else:
        pairs = [(before, now)]
    return any(_differ(old, new) for old, new in pairs)


def _differ(old: object, new: object) -> bool:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return old != new
    was, now = _number(old), _number(new)
    return was != now if was == 0 else abs(now - was) > RESTATED_FROM * abs(was)


def _number(figure: Mapping[str, object]) -> Fraction:
    return Fraction(str(figure["fraction"] or figure["decimal"]))


def frozen_from(year: int) -> date:
    """The first day on which a year may be frozen."""
    return date(year + 1, *FROZEN_FROM)


def _reader(province: int) -> Caller:
    """Whoever holds the records of a house sees all of them."""
    return Caller(
        user=0,
        login="records",
        organisation=None,
        roles=frozenset({Role.EVALUATOR}),
        division=f"{province:02d}0000",
        rights=frozenset({Right.READ}),
    )
