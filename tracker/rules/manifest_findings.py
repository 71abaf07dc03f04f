"""Is a manifest as it must be, and were its steps taken in time (V1 to V6, A1 to A4, A14 to A16)?

Facts come as plain values, so that a draft, a scan and the nightly look ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.identifiers import manifest_number
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.mass import GRAMS_PER_KG
from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
from tracker.domain.workdays import Workdays
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks

#: 令23 第十八条: five working days from the day of acceptance.
ACCEPTANCE_WORKDAYS = 5
#: 令23 第二十条: ten working days after the transfer is completed.
BACK_FILL_WORKDAYS = 10
#: 名录: class and hazards of waste lead batteries.
BATTERY_CLASS, BATTERY_HAZARDS = "HW31", frozenset({"T", "C"})


class WasteRow(NamedTuple):
    """A row of waste. Tonnes with three decimals are whole kilograms."""

    code: str
    waste_class: str
    hazards: frozenset[str]
    mass_g: int
    pieces: int | None


class Manifest(NamedTuple):
    """What rules read of a manifest. ``origin``: four digits of the place that the waste leaves;
    ``number`` None while it has a provisional one only. Codes are those people know."""

    code: str
    number: str | None
    issued: date
    origin: str
    senders: int
    carriers: int
    vehicles: int
    sender: str
    receiver: str
    rows: tuple[WasteRow, ...]
    from_province: str
    to_province: str


def form_findings(manifest: Manifest, day: date) -> Iterator[Finding]:
    """Number, parties and rows (V1, V2, V3)."""
    if manifest.number is not None and speaks("manifest_number_wrong", day):
        read = manifest_number.parse(manifest.number)
        fits = isinstance(read, manifest_number.ManifestNumber) and read.agrees_with(
            manifest.issued.year, manifest.origin
        )
        if not fits:
            said = {"number": manifest.number, "origin": manifest.origin}
            yield finding("manifest_number_wrong", manifest.code, day, said)
    one_each = manifest.senders == 1 and manifest.vehicles == 1 and manifest.carriers >= 1
    if not one_each and speaks("manifest_parties_wrong", day):
        counts = {"senders": manifest.senders, "carriers": manifest.carriers}
        said_parties = {**counts, "vehicles": manifest.vehicles}
        yield finding("manifest_parties_wrong", manifest.code, day, said_parties)
    wrong = [number for number, row in enumerate(manifest.rows, 1) if not _row_fits(row)]
    if (wrong or not manifest.rows) and speaks("waste_row_wrong", day):
        said_rows = {"rows": ", ".join(map(str, wrong))}
        yield finding("waste_row_wrong", manifest.code, day, said_rows)


def _row_fits(row: WasteRow) -> bool:
    whole = row.mass_g > 0 and row.mass_g % GRAMS_PER_KG == 0
    if row.code != WASTE_LEAD_BATTERIES:
        return whole and bool(row.waste_class and row.hazards)
    fits = row.waste_class == BATTERY_CLASS and row.hazards >= BATTERY_HAZARDS
    return whole and fits and bool(row.pieces)


class Planned(NamedTuple):
    """A row of a filed management plan: this waste to this receiver, so much a year; ``sent_g``:
    what was sent under it so far this year."""

    waste: str
    receiver: str
    mass_g: int
    sent_g: int = 0


def plan_findings(manifest: Manifest, planned: Sequence[Planned], day: date) -> Iterator[Finding]:
    """Waste and receiver against the plan that the sender filed for the year (V4). ``planned``
    empty: none is filed, and that is another rule's business."""
    if not planned or not speaks("outside_plan", day):
        return
    sent: dict[str, int] = {}
    for row in manifest.rows:
        sent[row.code] = sent.get(row.code, 0) + row.mass_g
    for waste, mass_g in sent.items():
        named = [p for p in planned if (p.waste, p.receiver) == (waste, manifest.receiver)]
        if not named:
            said = {"waste": waste, "receiver": manifest.receiver}
            yield finding("outside_plan", manifest.code, day, said)
        with_this = [one._replace(sent_g=one.sent_g + mass_g) for one in named]
        yield from amount_findings(manifest.sender, with_this, day)


def amount_findings(sender: str, planned: Sequence[Planned], day: date) -> Iterator[Finding]:
    """What was sent this year beyond the filed plan (V4); of several receivers the first."""
    beyond = next((one for one in planned if one.sent_g > one.mass_g), None)
    if beyond is not None and speaks("plan_exceeded", day):
        said = {"mass_g": beyond.sent_g, "limit_g": beyond.mass_g, "receiver": beyond.receiver}
        yield finding("plan_exceeded", sender, day, said)


class Unpapered(NamedTuple):
    """What was put on the road and stands on no manifest: the event of its loading, the site."""

    load: str
    site: str
    pieces: int


def unpapered_findings(
    load: Unpapered, day: date, figures: Parameters, *, may_be_exempt: bool
) -> Iterator[Finding]:
    """Waste on the road without a manifest (A4). ``may_be_exempt``: it may be on its way from a
    point to a station, where the province's switch decides."""
    if not load.pieces or not speaks("manifest_missing", day):
        return
    if may_be_exempt and not figures.on("manifest_point_to_station", day):
        return
    said = {"pieces": load.pieces, "place": load.site}
    yield finding("manifest_missing", load.load, day, said)


class Clocks(NamedTuple):
    """When a manifest's steps were taken; None: not yet. ``paper``: begun on paper."""

    code: str
    completed: date | None
    accepted: date | None
    confirmed: date | None
    paper: bool
    back_filled: date | None
    use_told: date | None


def clock_dues(clocks: Clocks, calendar: Workdays, figures: Parameters) -> Iterator[Due]:
    """Confirmation, back-filling and the result of use, as long as they are owed (A1, A2, A16)."""
    if clocks.accepted is not None and clocks.confirmed is None:
        last = calendar.after(clocks.accepted, ACCEPTANCE_WORKDAYS)
        said = {"accepted": clocks.accepted}
        yield Due("acceptance_late", clocks.code, last.day, last.provisional, said)
    if clocks.paper and clocks.completed is not None and clocks.back_filled is None:
        last = calendar.after(clocks.completed, BACK_FILL_WORKDAYS)
        said = {"completed": clocks.completed}
        yield Due("back_fill_late", clocks.code, last.day, last.provisional, said)
    if clocks.accepted is not None and clocks.use_told is None:
        days = figures.value("use_result_days", clocks.accepted)
        if days is not None:
            told_by = clocks.accepted + timedelta(days=days)
            said = {"accepted": clocks.accepted}
            yield Due("use_result_missing", clocks.code, told_by, evidence=said)


class Arrival(NamedTuple):
    """What arrived where, against what the manifest says. Masses in grams, None: not weighed.

    ``differs`` names what does not agree: name, number, property, form, packing.
    """

    code: str
    receiver: str
    delivered_to: str
    sent_g: int | None
    received_g: int | None
    differs: tuple[str, ...]
    reported: bool


def arrival_findings(arrival: Arrival, day: date, figures: Parameters) -> Iterator[Finding]:
    """A3, A13 (masses), A14."""
    if arrival.delivered_to != arrival.receiver and speaks("delivered_elsewhere", day):
        said = {"receiver": arrival.receiver, "delivered_to": arrival.delivered_to}
        yield finding("delivered_elsewhere", arrival.code, day, said)
    yield from weight_findings(arrival, day, figures)
    if arrival.differs and not arrival.reported and speaks("difference_not_reported", day):
        said_what = {"differs": ", ".join(arrival.differs)}
        yield finding("difference_not_reported", arrival.code, day, said_what)


def weight_findings(arrival: Arrival, day: date, figures: Parameters) -> Iterator[Finding]:
    """The masses at both ends, where both are known (A13)."""
    tolerance = figures.value("weight_tolerance", day)
    sent, came = arrival.sent_g, arrival.received_g
    if tolerance is None or not sent or came is None:
        return
    if abs(came - sent) * PPM > sent * tolerance:
        said = {"sent_g": sent, "received_g": came, "tolerance": tolerance}
        yield finding("weight_differs", arrival.code, day, said)


def loading_findings(manifest: str, differs: Sequence[str], day: date) -> Iterator[Finding]:
    """Labels against the manifest before the load leaves (A15)."""
    if differs and speaks("label_differs", day):
        yield finding("label_differs", manifest, day, {"differs": ", ".join(differs)})
