"""One event of ours in the words of EPCIS 2.0 (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from tracker.domain.mass import GRAMS_PER_KG, kilograms
from tracker.domain.moments import CHINA
from tracker.domain.scan import Detail, ScanKind
from tracker.domain.told_event import ToldEvent, ToldPlace, ToldUnit
from tracker.exports.epcis.event_hash import hash_id
from tracker.exports.epcis.mapping import Row, row_of
from tracker.exports.epcis.names import (
    MANIFEST,
    MODEL,
    NAMESPACE,
    PARTY,
    PREFIX,
    SITE,
    named,
    unit_name,
)
from tracker.exports.epcis.words import CONTEXT
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, BRINGS_HERE

#: The context of every document of ours.
OUR_CONTEXT: list[Any] = [CONTEXT, {PREFIX: NAMESPACE}]

Event = dict[str, Any]


def write_event(told: ToldEvent, *, recorded: bool = False) -> Event:
    """The event as JSON; ``recorded``: with the time at which it was recorded here."""
    event = _declared(told) if told.kind in ABOUT_EVENTS else _plain(told)
    if recorded:
        event["recordTime"] = moment_text(told.recorded_at)
    return event


def moment_text(moment: datetime) -> str:
    """In China's time, to the millisecond, without what is not needed."""
    local = moment.astimezone(CHINA)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def _plain(told: ToldEvent) -> Event:
    row = row_of(told.kind, with_peer=told.peer is not None, stolen=bool(told.words.get("stolen")))
    event: Event = {
        "type": row.type,
        "eventTime": moment_text(told.happened_at),
        "eventTimeZoneOffset": "+08:00",
    }
    event |= _things(told, row)
    if row.action is not None:
        event["action"] = row.action
    event["bizStep"] = row.step
    event["disposition"] = row.disposition
    here = {"id": named(SITE, told.place.site)}
    event["readPoint"] = here
    if told.kind in BRINGS_HERE:
        event["bizLocation"] = here
    manifest = told.words.get("manifest")
    if manifest:
        event["bizTransactionList"] = [
            {"type": "bol", "bizTransaction": named(MANIFEST, str(manifest))}
        ]
    event |= _sides(told, row)
    if told.kind is ScanKind.WEIGH and told.weighed and told.mass_g is not None:
        event["sensorElementList"] = [{"sensorReport": [_mass_report(told.mass_g)]}]
    if told.kind is ScanKind.REGISTER:
        event["ilmd"] = _master(told)
    event |= _ours(told)
    event["eventID"] = told.given_name or hash_id(event, OUR_CONTEXT)
    return event


def _things(told: ToldEvent, row: Row) -> Event:
    """What the event is about. Batteries without a code are a quantity in kilograms."""
    uncoded = [unit for unit in told.units if told.entered_uncoded(unit)]
    heaps = {unit.code for unit in uncoded}
    coded = [unit_name(unit.code) for unit in told.units if unit.code not in heaps]
    if row.type == "TransformationEvent":
        return {"inputEPCList": coded, "outputQuantityList": list(_lots(told.outputs))}
    if row.type == "AggregationEvent":
        parent = {} if told.container is None else {"parentID": unit_name(told.container.code)}
        return {**parent, "childEPCs": coded}
    if told.kind is ScanKind.RELABEL:
        return {"epcList": [unit_name(str(told.words.get("new_code")))]}
    things: Event = {"epcList": coded} if coded else {}
    if uncoded:
        things["quantityList"] = [
            _quantity(unit.code, told.newcomers[unit.code].mass_g or 0) for unit in uncoded
        ]
    return things


def _lots(outputs: Iterable[ToldUnit]) -> Iterator[Event]:
    for lot in outputs:
        yield _quantity(lot.code, lot.mass_g or 0)


def _quantity(code: str, mass_g: int) -> Event:
    kilos: int | float = mass_g / GRAMS_PER_KG  # to the gram, so the nearest binary number suffices
    if mass_g % GRAMS_PER_KG == 0:
        kilos = mass_g // GRAMS_PER_KG
    return {"epcClass": unit_name(code), "quantity": kilos, "uom": "KGM"}


def _mass_report(mass_g: int) -> Event:
    return {"type": "Mass", "value": _quantity("", mass_g)["quantity"], "uom": "KGM"}


def _sides(told: ToldEvent, row: Row) -> Event:
    """From whom to whom: the other site stands on the side that its kind of scan gives it."""
    if told.peer is None:
        return {}
    side = row.peer or "destination"
    holds = "owning_party" if told.kind is ScanKind.SELL else "possessing_party"
    return {f"{side}List": _side(told.peer, holds, side)}


def _side(place: ToldPlace, holds: str, side: str) -> list[Event]:
    return [
        {"type": holds, side: named(PARTY, place.organisation)},
        {"type": "location", side: named(SITE, place.site)},
    ]


def _master(told: ToldEvent) -> Event:
    """What every battery of a registration has in common."""
    first = told.units[0] if told.units else None
    known: Event = {f"{PREFIX}:chemistry": "Pb"}
    if first is not None and first.model is not None:
        known[f"{PREFIX}:model"] = named(MODEL, first.model)
        if first.nominal_mass_g is not None:
            known[f"{PREFIX}:nominalMassKg"] = kilograms(first.nominal_mass_g)
    return known


#: Words of an event that EPCIS has none for, and how we call them.
_WORDS = {"vehicle": "vehicle", "reason": "reason", "country": "country"}


def _ours(told: ToldEvent) -> Event:
    """What EPCIS has no word for, under our prefix."""
    said: Event = {f"{PREFIX}:{name}": told.words[word] for word, name in _WORDS.items()
                   if told.words.get(word)}  # fmt: skip
    if told.recorder != told.place.organisation:
        said[f"{PREFIX}:recordedBy"] = named(PARTY, told.recorder)
    if told.category is not None:
        said[f"{PREFIX}:category"] = told.category.value
    if told.mass_g is not None:
        said[f"{PREFIX}:massKg"] = kilograms(told.mass_g)
        if told.weighed:
            said[f"{PREFIX}:weighed"] = True
    if told.kind is ScanKind.RELABEL and told.units:
        said[f"{PREFIX}:replaces"] = unit_name(told.units[0].code)
    if told.kind is not ScanKind.REGISTER:
        model = next((u.model for u in told.units if u.code in told.newcomers and u.model), None)
        if model is not None:
            said[f"{PREFIX}:model"] = named(MODEL, model)
    details = list(_details(told))
    if details:
        said[f"{PREFIX}:details"] = details
    if told.outputs:
        said[f"{PREFIX}:lots"] = [_lot(lot) for lot in told.outputs]
    return said


def _details(told: ToldEvent) -> Iterator[Event]:
    """What differs from the model of a newcomer, and what was seen of known units."""
    for unit in told.units:
        seen = told.seen.get(unit.code)
        entry = told.newcomers.get(unit.code)
        if entry is not None:
            seen = _apart(unit, entry)
            if told.entered_uncoded(unit):
                yield {**_detail(unit, entry), f"{PREFIX}:pieces": unit.pieces}
                continue
        if seen is not None and seen != Detail():
            yield _detail(unit, seen)


def _apart(unit: ToldUnit, entry: Detail) -> Detail:
    return Detail(
        mass_g=None if entry.mass_g == unit.nominal_mass_g else entry.mass_g,
        damaged=entry.damaged,
        battery_class=None if entry.battery_class == unit.nominal_class else entry.battery_class,
    )


def _detail(unit: ToldUnit, seen: Detail) -> Event:
    said: Event = {f"{PREFIX}:epc": unit_name(unit.code)}
    if seen.mass_g is not None:
        said[f"{PREFIX}:massKg"] = kilograms(seen.mass_g)
    if seen.damaged:
        said[f"{PREFIX}:damaged"] = True
    if seen.battery_class is not None:
        said[f"{PREFIX}:batteryClass"] = seen.battery_class.value
    return said


def _lot(lot: ToldUnit) -> Event:
    said: Event = {f"{PREFIX}:epc": unit_name(lot.code), f"{PREFIX}:pieces": lot.pieces}
    if lot.material is not None:
        said[f"{PREFIX}:material"] = lot.material.value
    if lot.lead_share is not None:
        said[f"{PREFIX}:leadPpm"] = lot.lead_share
    return said


def _declared(told: ToldEvent) -> Event:
    """The event that is taken back or corrected, once more, with what is said about it."""
    if told.subject is None:
        raise ValueError(f"event {told.id} is about no event")
    event = _plain(told.subject)
    void = told.kind is ScanKind.VOID
    declaration: Event = {
        "declarationTime": moment_text(told.happened_at),
        "reason": "did_not_occur" if void else "incorrect_data",
        f"{PREFIX}:site": named(SITE, told.place.site),
        **_correction(told, told.words),
    }
    return {**event, "errorDeclaration": declaration}


def _correction(told: ToldEvent, words: Mapping[str, object]) -> Event:
    said: Event = {}
    if told.recorder != told.place.organisation:
        said[f"{PREFIX}:recordedBy"] = named(PARTY, told.recorder)
    if words.get("reason"):
        said[f"{PREFIX}:reason"] = words["reason"]
    if told.kind is ScanKind.CORRECT:
        if told.mass_g is not None:
            said[f"{PREFIX}:massKg"] = kilograms(told.mass_g)
        if words.get("manifest"):
            said[f"{PREFIX}:manifest"] = named(MANIFEST, str(words["manifest"]))
        if words.get("vehicle"):
            said[f"{PREFIX}:vehicle"] = words["vehicle"]
    return said
