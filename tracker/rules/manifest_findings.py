"""Is a manifest as it must be, and were its steps taken in time (V1 to V6, A1 to A4, A14 to A16)?

Facts come as plain values, so that a draft, a scan and the nightly look ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.identifiers import manifest_number
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.manifest import LoadDifference
from tracker.domain.mass import GRAMS_PER_KG
from tracker.domain.parameters import Parameters
from tracker.domain.workdays import Workdays
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.manifest_limits import within_tolerance
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
    yield from party_findings(manifest, day)
    wrong = [number for number, row in enumerate(manifest.rows, 1) if not _row_fits(row)]
    if (wrong or not manifest.rows) and speaks("waste_row_wrong", day):
        said_rows = {"rows": ", ".join(map(str, wrong))}
        yield finding("waste_row_wrong", manifest.code, day, said_rows)


def party_findings(manifest: Manifest, day: date) -> Iterator[Finding]:
    """One sender, the trip of one vehicle, a carrier at least (V2)."""
    one_each = manifest.senders == 1 and manifest.vehicles == 1 and manifest.carriers >= 1
    if not one_each and speaks("manifest_parties_wrong", day):
        counts = {"senders": manifest.senders, "carriers": manifest.carriers}
        said = {**counts, "vehicles": manifest.vehicles}
        yield finding("manifest_parties_wrong", manifest.code, day, said)


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
    """What was put on the road and stands on no manifest: the event of its loading, the site;
    ``number``: the manifest that was named, which does not hold it."""

    load: str
    site: str
    pieces: int
    number: str | None = None


def unpapered_findings(
    load: Unpapered, day: date, figures: Parameters, *, may_be_exempt: bool
) -> Iterator[Finding]:
    """Waste on the road without a manifest (A4). ``may_be_exempt``: it may be on its way from a
    point to a station, where the province's switch decides."""
    if not load.pieces or not speaks("manifest_missing", day):
        return
    if may_be_exempt and not figures.on("manifest_point_to_station", day):
        return
    named = {} if load.number is None else {"number": load.number}
    said = {"pieces": load.pieces, "place": load.site, **named}
    yield finding("manifest_missing", load.load, day, said)


class Clocks(NamedTuple):
    """When a manifest's steps were taken; None: not yet. ``paper``: it went on paper, and ``begun``
    is the day on which it did."""

    code: str
    completed: date | None
    accepted: date | None
    confirmed: date | None
    paper: bool
    back_filled: date | None
    use_told: date | None
    begun: date | None = None


def clock_dues(clocks: Clocks, calendar: Workdays, figures: Parameters) -> Iterator[Due]:
    """Confirmation, back-filling and the result of use, as long as they are owed (A1, A2, A16)."""
    if clocks.accepted is not None and clocks.confirmed is None:
        last = calendar.after(clocks.accepted, ACCEPTANCE_WORKDAYS)
        said = {"accepted": clocks.accepted}
        yield Due("acceptance_late", clocks.code, last.day, last.provisional, said)
    completed = _completed(clocks, figures)
    if clocks.paper and completed is not None and clocks.back_filled is None:
        last = calendar.after(completed, BACK_FILL_WORKDAYS)
        since = "completed" if clocks.completed else "since"
        told = {since: clocks.completed or clocks.begun}
        yield Due("back_fill_late", clocks.code, last.day, last.provisional, told)
    if clocks.accepted is not None and clocks.use_told is None:
        days = figures.value("use_result_days", clocks.accepted)
        if days is not None:
            told_by = clocks.accepted + timedelta(days=days)
            said = {"accepted": clocks.accepted}
            yield Due("use_result_missing", clocks.code, told_by, evidence=said)


def delivery_findings(
    manifest: str, receiver: str, delivered_to: str, day: date
) -> Iterator[Finding]:
    """The place of delivery against the manifest's (A14)."""
    if delivered_to != receiver and speaks("delivered_elsewhere", day):
        said = {"receiver": receiver, "delivered_to": delivered_to}
        yield finding("delivered_elsewhere", manifest, day, said)


def weight_findings(
    manifest: str, sent_g: int, came_g: int, day: date, figures: Parameters
) -> Iterator[Finding]:
    """The masses in grams at both ends (A13)."""
    if not within_tolerance(sent_g, came_g, figures, day):
        tolerance = figures.value("weight_tolerance", day)
        said = {"sent_g": sent_g, "received_g": came_g, "tolerance": tolerance}
        yield finding("weight_differs", manifest, day, said)


def _completed(clocks: Clocks, figures: Parameters) -> date | None:
    """The day on which the transfer was completed. While nobody has told it, the last on which it
    can have been: by then a load that is on the road is missed."""
    if clocks.completed is not None or clocks.begun is None:
        return clocks.completed
    days = figures.value("road_days", clocks.begun)
    return None if days is None else clocks.begun + timedelta(days=days)


class Weighed(NamedTuple):
    """What a manifest says, and what the receiver's tickets for it add up to, in grams."""

    manifest: str
    sent_g: int
    came_g: int


def untold_findings(weighed: Weighed, day: date, figures: Parameters) -> Iterator[Finding]:
    """What the receiver has weighed and not told by the end of that day (A3). Article 18 wants it
    told promptly and names no day; it is told with the decision about the load."""
    if within_tolerance(weighed.sent_g, weighed.came_g, figures, day):
        return
    if speaks("difference_not_reported", day):
        masses = {"sent_g": weighed.sent_g, "received_g": weighed.came_g}
        said = {"differs": LoadDifference.QUANTITY.value, **masses}
        yield finding("difference_not_reported", weighed.manifest, day, said)


def loading_findings(manifest: str, differs: Sequence[str], day: date) -> Iterator[Finding]:
    """Labels against the manifest before the load leaves (A15)."""
    if differs and speaks("label_differs", day):
        yield finding("label_differs", manifest, day, {"differs": ", ".join(differs)})
