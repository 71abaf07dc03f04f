"""Which figures may a province set, in what measure, and which one counts on a day?

A figure that differs by province, or that no article fixes, is never a constant: it is a dated row
with its source and how sure we are of it. What is shipped holds until the bureau enters its own;
rows are only ever added, so that a parameter's history is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain import register_kinds as kind
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.register_kinds import Kind


class Measure(StrEnum):
    """In what a parameter is counted. Masses are kept in grams, shares in parts per million."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    MINUTES = "minutes"
    KILOGRAMS = "kilograms"
    KILOMETRES = "kilometres"
    PIECES = "pieces"
    SHARE = "share"
    SWITCH = "switch"


class Sureness(StrEnum):
    """How well a figure is founded: the marks of the glossary. BUREAU: the bureau set it."""

    READ = "T"
    TRANSCRIBED = "T*"
    SECOND_HAND = "2"
    MEMORY = "M"
    DEDUCED = "D"
    BUREAU = "bureau"


_TRUTH = Kind(
    lambda value: int(bool(kind.TRUTH.read(value))), {"type": "boolean"}, lambda kept: bool(kept)
)
KINDS: Mapping[Measure, Kind] = {
    Measure.DAYS: kind.number(0, 36_500),
    Measure.WORKING_DAYS: kind.number(0, 1_000),
    Measure.HOURS: kind.number(0, 100_000),
    Measure.MINUTES: kind.number(0, 1_000_000),
    Measure.KILOGRAMS: kind.kilograms(1_000_000 * GRAMS_PER_TONNE, 0),
    Measure.KILOMETRES: kind.number(0, 10_000),
    Measure.PIECES: kind.number(0, 1_000_000_000),
    Measure.SHARE: kind.SHARE,
    Measure.SWITCH: _TRUTH,
}


class Definition(NamedTuple):
    """A parameter's name, measure, and what it means (English msgid)."""

    name: str
    measure: Measure
    says: str


_D, _S, _K = Measure.DAYS, Measure.SHARE, Measure.KILOGRAMS
# fmt: off
DEFINITIONS: Mapping[str, Definition] = {row.name: row for row in (
    Definition("point_days", _D, "Longest storage at a collection point"),
    Definition("point_mass", _K, "Most that a collection point may keep"),
    Definition("generator_days", _D, "Longest storage at a shop or garage that is no point"),
    Definition("generator_mass", _K, "Most that a shop or garage that is no point may keep"),
    Definition("storage_warning_days", _D, "Warn so many days before storage becomes too long"),
    Definition("storage_warning_share", _S, "Warn when stock reaches this share of its limit"),
    Definition("road_days", _D, "A load without a receipt for longer is asked about"),
    Definition("scale_error", _S, "A scale may err by this share of what it shows"),
    Definition("weight_tolerance", _S, "Masses at both ends may differ by this share"),
    Definition("refuse_mismatch", Measure.SWITCH, "What differs from its manifest is refused"),
    Definition("manifest_point_to_station", Measure.SWITCH,
               "The way from point to station needs a manifest"),
    Definition("use_result_days", _D, "The receiver tells what became of the waste within"),
    Definition("approval_warning_days", _D, "Warn so many days before an approval ends"),
    Definition("approval_warning_share", _S, "Warn when this share of an approval is used"),
    Definition("cover_warning_days", _D, "Warn so many days before insurance or plan end"),
    Definition("track_deviation", Measure.KILOMETRES, "A vehicle may leave its route by"),
    Definition("track_overtime", Measure.MINUTES, "A trip may take longer than planned by"),
    Definition("track_silence", Measure.MINUTES, "A vehicle may send no position for"),
    Definition("video_days", _D, "Video is kept for at least"),
    Definition("video_gap_hours", Measure.HOURS, "A gap of video may last"),
    Definition("take_back_report", Measure.SWITCH, "Producers report their take-back by 31 March"),
    Definition("lead_recovery", _S, "Least share of lead that a plant recovers"),
    Definition("lead_recovery_old", _S, "Least share of lead that a plant of before 2013 recovers"),
    Definition("slag_lead", _S, "Most lead in slag"),
    Definition("marked_file_days", _D, "Marked copies of imported ledgers are kept for"),
    Definition("escalate_alarm_days", _D, "An alarm that nobody closed rises after"),
    Definition("escalate_warning_days", _D, "A warning that nobody closed rises after"),
    Definition("lorry_speed", Measure.KILOMETRES, "A lorry comes so far in an hour at most"),
    Definition("travel_slack", Measure.KILOMETRES, "Nearer sites are never too far apart"),
    Definition("late_record_days", _D, "What is recorded later counts as back-dated"),
    Definition("serial_run", Measure.PIECES, "So many consecutive numbers in one scan are odd"),
    Definition("ring_units", Measure.PIECES, "So many units that go round are a trading ring"),
    Definition("black_hole_mass", _K, "Less mass makes no black hole and no volcano"),
    Definition("black_hole_days", _D, "For so long nothing leaves a black hole"),
    Definition("yield_least", _S, "Least lead out of a dismantled mass"),
    Definition("yield_most", _S, "Most lead out of a dismantled mass"),
    Definition("leakage_share", _S, "So much less than expected comes back of a leaking cohort"),
    Definition("leakage_pieces", Measure.PIECES, "Expected fewer, a cohort is too small to judge"),
)}
# fmt: on


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row: from ``valid_from`` on the value is this; None: from then on there is no limit.

    ``province`` 0 counts everywhere. ``number`` orders rows of the same day: the later one counts;
    shipped rows have 0.
    """

    name: str
    province: int
    valid_from: date
    value: int | None
    source: str
    certainty: str
    number: int = 0


class Parameters:
    """The figures of one province, by name and day."""

    def __init__(self, rows: Iterable[Parameter], province: int) -> None:
        self._rows: dict[str, list[Parameter]] = {}
        for row in rows:
            if row.province in (0, province):
                self._rows.setdefault(row.name, []).append(row)
        for found in self._rows.values():
            found.sort(key=_weight, reverse=True)

    def row(self, name: str, day: date) -> Parameter | None:
        """The row that counts on that day. KeyError for a name that is no parameter."""
        definition = DEFINITIONS[name]
        rows = self._rows.get(definition.name, ())
        return next((row for row in rows if row.valid_from <= day), None)

    def value(self, name: str, day: date) -> int | None:
        """Its value in grams, parts per million, or as counted; None where there is no limit."""
        row = self.row(name, day)
        return None if row is None else row.value

    def on(self, name: str, day: date) -> bool:
        """Whether a switch is on."""
        return bool(self.value(name, day))

    def history(self, name: str) -> list[Parameter]:
        """Every row of a parameter, the one that counts last first."""
        return list(self._rows.get(name, ()))


def _weight(row: Parameter) -> tuple[bool, bool, date, int]:
    """What the bureau entered outweighs what is shipped, and a row for the province one for all;
    then the later day counts, and of the same day what was entered last."""
    return (row.number > 0, row.province > 0, row.valid_from, row.number)
