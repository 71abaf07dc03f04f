"""Which records stand behind each factor of a rate? What counts, what does not, and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from reports.indicators.figure import six_places
from reports.indicators.plant_year import Lot
from reports.methods.definition import Definition
from reports.usecases.lead_yield import LeadYield
from reports.usecases.rate_books import Declared
from reports.usecases.yearly_loads import Load
from tracker.domain.mass import GRAMS_PER_TONNE, tonnes
from tracker.domain.moments import said

#: The records that are read, by the factor of the rate they stand behind.
BEHIND: dict[str, tuple[str, ...]] = {
    "R_EPR": ("collected", "sales_base"),
    "a": ("first_receipts",),
    "b": ("stocks", "v0"),
    "v0": ("v0",),
    "v": ("v",),
    "lawful_intake_share": ("intake",),
    "eta_pb": ("eta_pb",),
}
_FLOWS = ("first_receipts", "stocks", "collected", "v0")
#: The lists of each method, in the order of reading.
_LISTS: dict[str, tuple[str, ...]] = {
    "R_EPR": ("collected", "sales_base"),
    "CRR-S-1": ("collected", "sales_base", "v0", "eta_pb"),
    "CRR-S-2": ("collected", "sales_base", "v0", "eta_pb"),
    "CRR-A-1": (*_FLOWS, "sales_base", "eta_pb"),
    "CRR-M-1": (*_FLOWS, "sales_base", "eta_pb"),
    "CRR-F-1": ("collected", "sales_base", "eta_pb"),
    "CRR-R-1": ("intake", "eta_pb"),
    "LEGAL-FLOW": _FLOWS,
    "CONSORTIUM": ("collected", "sales_base"),
    "V0": ("collected", "v0"),
    "V": ("collected", "v0", "v"),
    "PLANT": ("eta_pb",),
    "R_E": ("eta_pb",),
    "ARISING": ("sales_base",),
    "COLLECTION": ("first_receipts", "exchanged"),
    "WEIGHTS": ("collected",),
}


#: The same of versions that a newer one has followed.
_EARLIER: dict[str, tuple[str, ...]] = {"COLLECTION@1": ("first_receipts",)}


def lists_of(rule: Definition) -> tuple[str, ...]:
    """Which lists of records stand behind a definition, in the order of reading."""
    return _EARLIER.get(rule.name) or _LISTS[rule.method]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: an event by its id, or a sales declaration by its code.

    ``mass_t`` is what it brings to the factor, in tonnes (of lead for the yield); ``why`` names
    why it does not count. ``key`` orders the records and never repeats.
    """

    kind: str
    id: str
    key: str
    at: str | None
    mass_t: str | None
    counted: bool
    why: str | None = None
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records behind one factor; ``withheld`` of them are another's secrets."""

    factor: str
    records: Sequence[Record]
    withheld: int = 0


def behind_collected(loads: Sequence[Load]) -> Evidence:
    """Every receipt that the enterprise may claim: what was accepted, from whom, under which
    agreement."""
    return Evidence("collected", [_received(load) for load in loads])


def behind_v0(loads: Sequence[Load]) -> Evidence:
    """The two ends of each leg that counts: verified when both are there and agree."""
    return Evidence("v0", [_leg(load) for load in loads if load.counts])


def behind_sales(
    declared: Sequence[Declared], recorded: Mapping[int, int], years: Sequence[int]
) -> Evidence:
    """The declarations of the years that make the base; beside them what was recorded as sold."""
    return Evidence("sales_base", [_declared(one, recorded, years) for one in declared])


def behind_yield(found: LeadYield, sees: Callable[[int], bool]) -> Evidence:
    """The lots of the plants; of plants that the reader does not see, only their number."""
    shown = [lot for lot in found.lots if sees(lot.plant)]
    records = [_lot(lot, found.plants[lot.plant]) for lot in shown]
    return Evidence("eta_pb", records, len(found.lots) - len(shown))


def of_members(factor: str, parts: Sequence[tuple[str, Evidence]]) -> Evidence:
    """The records of the members of a consortium, by credit code; each names its member."""
    records = [
        replace(record, key=f"{code}/{record.key}", about={"member": code, **record.about})
        for code, found in parts
        for record in found.records
    ]
    return Evidence(factor, records, sum(found.withheld for _, found in parts))


def key_of_load(load: Load) -> str:
    parcel = load.parcel
    parts = (parcel.dispatch, parcel.collector, parcel.brand)
    at = said(parcel.received_at)
    return "/".join([at, str(parcel.receipt), *(str(p or 0) for p in parts), parcel.category.value])


def _received(load: Load) -> Record:
    parcel, claim = load.parcel, load.claim
    return Record(
        kind="event",
        id=str(parcel.receipt),
        key=key_of_load(load),
        at=said(parcel.received_at),
        mass_t=shown_mass(load.mass_t),
        counted=load.counts,
        why=load.excluded.value if load.excluded else None,
        about={
            "recycler": parcel.recycler_code,
            "site": parcel.site,
            "collector": parcel.collector_code,
            "agreement": claim.agreement,
            "route": claim.route.value,
            "share": str(claim.share),
            "disputed": claim.disputed,
            "category": parcel.category.value,
            "dispatch": None if parcel.dispatch is None else str(parcel.dispatch),
            "received_t": None if parcel.received_g is None else tonnes(parcel.received_g),
            "pieces": parcel.pieces,
            "pieces_without_mass": parcel.unweighed,
        },
    )


def _leg(load: Load) -> Record:
    parcel = load.parcel
    sent, arrived = load.leg_dispatched_g, load.leg_received_g
    difference = None if sent is None or arrived is None else (arrived - sent) / GRAMS_PER_TONNE
    return Record(
        kind="event",
        id=str(parcel.receipt),
        key=key_of_load(load),
        at=said(parcel.received_at),
        mass_t=shown_mass(load.mass_t),
        counted=load.verified,
        why=None if load.verified else load.leg.value,
        about={
            "dispatch": None if parcel.dispatch is None else str(parcel.dispatch),
            "dispatched_at": None if parcel.dispatched_at is None else said(parcel.dispatched_at),
            "sender": parcel.sender_code,
            "recycler": parcel.recycler_code,
            "leg_dispatched_t": None if sent is None else tonnes(sent),
            "leg_received_t": None if arrived is None else shown_mass(arrived / GRAMS_PER_TONNE),
            "leg_difference_t": shown_mass(difference),
        },
    )


def _declared(one: Declared, recorded: Mapping[int, int], years: Sequence[int]) -> Record:
    sold = recorded.get(one.year)
    return Record(
        kind="sales_declaration",
        id=one.code,
        key=f"{one.year}/{one.code}",
        at=None,
        mass_t=tonnes(one.mass_g),
        counted=one.year in years,
        why=None if one.year in years else "other_year",
        about={
            "year": one.year,
            "battery_class": one.battery_class,
            "sold_in": one.sold_in,
            "pieces": one.pieces,
            "evidence": one.evidence,
            "recorded_as_sold_that_year_t": None if sold is None else tonnes(sold),
        },
    )


def _lot(lot: Lot, plant: str) -> Record:
    assayed = lot.assayed
    known = assayed.lead_share is not None
    return Record(
        kind="event",
        id=str(lot.made_by),
        key=f"{said(lot.made_at)}/{lot.made_by}/{lot.unit}",
        at=said(lot.made_at),
        mass_t=shown_mass(assayed.lead_t) if known else None,
        counted=known,
        why=None if known else "assay_missing",
        about={
            "plant": plant,
            "lot": lot.code,
            "material": lot.material.value,
            "mass_t": None if lot.mass_g is None else tonnes(lot.mass_g),
            "lead_share": None if lot.lead_share_ppm is None else tonnes(lot.lead_share_ppm),
            "gone_at": None if lot.gone_at is None else said(lot.gone_at),
        },
    )


def shown_mass(mass: Fraction | None) -> str | None:
    return None if mass is None else six_places(mass)
