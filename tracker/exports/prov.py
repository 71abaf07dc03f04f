"""The provenance of things in the words of the W3C: PROV-JSON.

Source: W3C PROV-DM and the PROV-JSON submission. An event is an activity, a battery, box or lot an
entity, an organisation an agent. Going in is used and invalidated, coming out is generated and
derived; being in a box is membership of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from tracker.domain.mass import kilograms
from tracker.domain.moments import said
from tracker.domain.scan import ScanKind
from tracker.domain.told_event import ToldEvent, ToldUnit
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, TREATMENTS

PREFIXES = {
    "unit": "urn:plumbline:unit:",
    "event": "urn:plumbline:event:",
    "party": "urn:plumbline:party:",
    "site": "urn:plumbline:site:",
    "plumbline": "urn:plumbline:prov:",
}

Record = dict[str, Any]


def prov_json(events: Iterable[ToldEvent]) -> dict[str, Any]:
    """A PROV-JSON document of these events; those taken back, and what took them back, are left
    out: they did not happen."""
    told = list(events)
    void = {event.subject.id for event in told if event.kind is ScanKind.VOID and event.subject}
    document: dict[str, Any] = {"prefix": dict(PREFIXES)}
    for event in told:
        if event.id in void or event.kind in ABOUT_EVENTS:
            continue
        for section, name, record in _records(event):
            document.setdefault(section, {})[name] = record
    return document


def _records(event: ToldEvent) -> Iterator[tuple[str, str, Record]]:
    """Section, name and record of all that one event says."""
    activity = f"event:{event.id}"
    moment = said(event.happened_at)
    yield (
        "activity",
        activity,
        {
            "prov:startTime": moment,
            "prov:endTime": moment,
            "prov:type": _name("plumbline", event.kind.value),
            "prov:location": _name("site", event.place.site),
        },
    )
    agent = _local("party", event.recorder)
    yield "agent", agent, {"prov:type": _name("prov", "Organization")}
    yield "wasAssociatedWith", f"_:a{event.id}", {"prov:activity": activity, "prov:agent": agent}
    for place, unit in enumerate(event.units):
        yield "entity", _local("unit", unit.code), _entity(unit)
        yield from _part(event, activity, unit, place)
    if event.container is not None:
        yield (
            "entity",
            _local("unit", event.container.code),
            {
                **_entity(event.container),
                "prov:type": _name("prov", "Collection"),
            },
        )
    for place, lot in enumerate(event.outputs):
        yield "entity", _local("unit", lot.code), _entity(lot)
        yield (
            "wasGeneratedBy",
            f"_:g{event.id}.{place}",
            {
                "prov:entity": _local("unit", lot.code),
                "prov:activity": activity,
                "prov:time": moment,
            },
        )
        for number, unit in enumerate(event.units):
            yield (
                "wasDerivedFrom",
                f"_:d{event.id}.{place}.{number}",
                {
                    "prov:generatedEntity": _local("unit", lot.code),
                    "prov:usedEntity": _local("unit", unit.code),
                    "prov:activity": activity,
                },
            )


def _part(
    event: ToldEvent, activity: str, unit: ToldUnit, place: int
) -> Iterator[tuple[str, str, Record]]:
    entity, moment = _local("unit", unit.code), said(event.happened_at)
    taken = {"prov:entity": entity, "prov:activity": activity, "prov:time": moment}
    number = f"{event.id}.{place}"
    if unit.code in event.newcomers:
        yield "wasGeneratedBy", f"_:n{number}", taken
    else:
        yield "used", f"_:u{number}", taken
    if event.kind in TREATMENTS or event.kind in (ScanKind.DISPOSE, ScanKind.EXPORT):
        yield "wasInvalidatedBy", f"_:i{number}", taken
    if event.kind is ScanKind.PACK and event.container is not None:
        yield (
            "hadMember",
            f"_:m{number}",
            {
                "prov:collection": _local("unit", event.container.code),
                "prov:entity": entity,
            },
        )


def _entity(unit: ToldUnit) -> Record:
    record: Record = {
        "prov:label": unit.code,
        "plumbline:kind": unit.kind.value,
        "plumbline:pieces": unit.pieces,
    }
    if unit.mass_g is not None:
        record["plumbline:massKg"] = kilograms(unit.mass_g)
    if unit.material is not None:
        record["plumbline:material"] = unit.material.value
    if unit.model is not None:
        record["plumbline:model"] = unit.model
    return record


def _local(prefix: str, code: str) -> str:
    return f"{prefix}:{quote(code, safe='')}"


def _name(prefix: str, code: str) -> Mapping[str, str]:
    """A name as a value."""
    return {"$": _local(prefix, code), "type": "prov:QUALIFIED_NAME"}
