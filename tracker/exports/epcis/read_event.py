"""Which scan of ours is an event of EPCIS? Everything that has no place in a scan is said, too.

The event's form was judged before (``read_document.judge_event``). Limits are those of a scan that
comes over the API, so that both doors let in the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.mass import MOST_LOT_G
from tracker.domain.scan import (
    ReceiptCategory,
    Scan,
    ScanKind,
)
from tracker.exports.epcis import words as w
from tracker.exports.epcis.event_fields import PLACES, EventFields
from tracker.exports.epcis.event_hash import hash_id
from tracker.exports.epcis.event_values import Event
from tracker.exports.epcis.mapping import DECLARED, row_for
from tracker.exports.epcis.names import MANIFEST, PARTY, PREFIX, SITE
from tracker.exports.epcis.normal_form import utc_of
from tracker.exports.epcis.values import escaped, shown
from tracker.lifecycle.scan_fields import field_faults

#: What an index of the database takes.
MOST_NAME_BYTES = 1_000
#: EPCIS has no place for these, so an event without them still is a scan.
_NOT_ASKED = frozenset({"details", "reason", "mass_kg"})
#: Fields whose meaning goes into the scan or its name; all others of EPCIS are told to be lost.
_KEPT_WORDS = (
    "@context type eventTime eventTimeZoneOffset recordTime eventID errorDeclaration epcList"
    " childEPCs parentID inputEPCList outputEPCList quantityList childQuantityList"
    " inputQuantityList outputQuantityList action bizStep disposition readPoint bizLocation"
    " bizTransactionList sourceList destinationList"
)
_KEPT = frozenset(_KEPT_WORDS.split())


@dataclass(slots=True)
class ReadScan:
    """What an event means. ``name`` is its event id; ``recorder`` the code of the organisation that
    recorded it, if the event says so; ``about`` the name of the event that a void or a correction
    is about, and ``subject_code`` and ``subject_at`` are a unit of that event and its moment.
    ``scan`` is None when there are ``faults``; ``lost`` points at what is not kept."""

    name: str
    scan: Scan | None = None
    recorder: str | None = None
    about: str | None = None
    subject_code: str | None = None
    subject_at: datetime | None = None
    digest: bytes = b""
    faults: list[Fault] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_event(event: Event, at: str, context: object, ignore: frozenset[str]) -> ReadScan:
    """The scan that an event of a document with this context is."""
    hashed = hash_id(event, context, ignore)
    name = str(event.get("eventID") or hashed)
    declared = event.get("errorDeclaration")
    found = ReadScan(name)
    if len(name.encode()) > MOST_NAME_BYTES:
        found.faults.append(Fault("text_too_long", f"{at}/eventID", {"limit": MOST_NAME_BYTES}))
    key = repr([name, sorted(declared.items(), key=str)]) if declared else name
    found.digest = hashlib.sha256(f"{hashed} {key}".encode()).digest()
    client = "epcis:" + hashlib.sha256(key.encode()).hexdigest()[:48]
    reader = _Reader(event, at, found)
    if declared:
        found.about = name
        found.subject_code, found.subject_at = reader.subject()
        found.scan = reader.declaration(declared, client)
    else:
        found.scan = reader.scan(client)
    found.lost += list(reader.lost())
    if found.faults:
        found.scan = None
        found.faults = list({(one.code, one.pointer): one for one in found.faults}.values())
    return found


class _Reader(EventFields):
    """Reads one event, field by field, and notes what is wrong."""

    def __init__(self, event: Event, at: str, found: ReadScan) -> None:
        super().__init__(event, at, found.faults)
        self._found = found

    def scan(self, client: str) -> Scan | None:
        event = self._event
        row = row_for(event)
        if row is None:
            said = {"type": "type", "action": "action", "step": "bizStep"}
            words = {word: shown(str(event.get(name, "-"))) for word, name in said.items()}
            self._blame("epcis_no_step", "bizStep", **words)
            return None
        kind = row.kind
        site = self._site_of_scan()
        given: dict[str, Any] = {"codes": self._codes(kind), "peer_site": self._peer(row)}
        given["details"] = self._details(kind)
        given["uncoded"] = self._uncoded(kind)
        given["outputs"] = self._outputs() if row.type == "TransformationEvent" else []
        if row.type == "AggregationEvent" and "parentID" in event:
            given["container"] = self._code(event["parentID"], "parentID")
        if kind is ScanKind.RELABEL:
            given["new_code"] = given["codes"][0] if given["codes"] else None
            old = self._own("replaces")
            given["codes"] = [self._code(old, f"{PREFIX}:replaces")] if old else []
        given["model"] = self._model(kind)
        given["category"] = self._choice(ReceiptCategory, self._own("category"), "category")
        given["manifest"] = self._manifest()
        given["vehicle"] = self._line(self._own("vehicle"), f"{PREFIX}:vehicle")
        given["country"] = self._country(kind)
        given["reason"] = self._reason(self._own("reason"), f"{PREFIX}:reason")
        given["mass_g"] = self._mass(kind)
        given["stolen"] = kind is ScanKind.LOSE and row.disposition == "stolen"
        given = {word: value for word, value in given.items() if value not in (None, [], {}, False)}
        self._needs(kind, given)
        moment = utc_of(str(event["eventTime"]))
        if self._faults or site is None or moment is None:
            return None
        return Scan(client_id=client, kind=kind, site=site, at=moment, **given)

    def declaration(self, declared: Event, client: str) -> Scan | None:
        """A void, or a correction when it says what is right instead."""
        reason = w.REASONS.bare(str(declared.get("reason", "")))
        kind = DECLARED.get(reason, ScanKind.VOID)
        right = {
            "mass_g": self._kilos(declared.get(f"{PREFIX}:massKg"), MOST_LOT_G, "errorDeclaration"),
            "manifest": self._named(declared.get(f"{PREFIX}:manifest"), MANIFEST),
            "vehicle": self._line(declared.get(f"{PREFIX}:vehicle"), "errorDeclaration"),
        }
        if kind is ScanKind.CORRECT and not any(right.values()):
            kind = ScanKind.VOID  # the right event comes as one of its own
        site = self._named(declared.get(f"{PREFIX}:site"), SITE) or self._site_of_scan()
        self._found.recorder = self._named(declared.get(f"{PREFIX}:recordedBy"), PARTY)
        moment = utc_of(str(declared["declarationTime"]))
        told = self._reason(declared.get(f"{PREFIX}:reason"), "errorDeclaration")
        if self._faults or site is None or moment is None:
            return None
        given: dict[str, Any] = {"event": 0, "reason": told or reason or "did_not_occur"}
        if kind is ScanKind.CORRECT:
            given |= {word: value for word, value in right.items() if value is not None}
        return Scan(client_id=client, kind=kind, site=site, at=moment, **given)

    def subject(self) -> tuple[str | None, datetime | None]:
        """One unit of the event itself, and when it happened: by these it is looked up."""
        event = self._event
        for name in ("epcList", "childEPCs", "inputEPCList"):
            for one in event.get(name) or ():
                return self._code(one, name), utc_of(str(event["eventTime"]))
        for one in event.get("quantityList") or ():
            return self._code(one["epcClass"], "quantityList"), utc_of(str(event["eventTime"]))
        return None, None

    def lost(self) -> Iterator[str]:
        """Where the event says what a scan has no place for."""
        event = self._event
        for name in event:
            ours = name.startswith(f"{PREFIX}:")
            mass = name == "sensorElementList" and self._mass_report() is not None
            known = name in _KEPT or (name == "ilmd" and self._own_ilmd("model"))
            if not (ours or mass or known):
                yield f"{self._at}/{escaped(name)}"

    def _site_of_scan(self) -> str | None:
        """Where it happened; by the way, who recorded it, if the event says so."""
        if any(name in self._event for name in PLACES):
            self._found.recorder = self._named(self._own("recordedBy"), PARTY)
        return self._site()

    def _needs(self, kind: ScanKind, given: Mapping[str, object]) -> None:
        """What this kind of scan needs, as over the API; but what EPCIS cannot say is not asked."""
        had = {"mass_kg" if name == "mass_g" else name for name in given} | _NOT_ASKED
        for fault in field_faults(kind, frozenset(had)):
            if fault.code == "needed_for_this_kind":
                word = str(fault.params["field"])
                first = word.partition(" / ")[0]
                blamed = _BLAMED.get(first, first)
                self._blame(fault.code, blamed, kind=kind.value, field=word)


#: Which field of an event is blamed for what a scan lacks.
_BLAMED = {
    "codes": "epcList",
    "container": "parentID",
    "peer_site": "destinationList",
    "model": f"ilmd/{PREFIX}:model",
    "outputs": "outputQuantityList",
    "country": f"{PREFIX}:country",
    "new_code": "epcList",
}
