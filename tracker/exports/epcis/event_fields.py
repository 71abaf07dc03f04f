"""What does a single field of an event say: place, peer, paper, country, mass of all together?"""

from __future__ import annotations

from tracker.domain.mass import MOST_LOT_G
from tracker.domain.scan import ScanKind
from tracker.exports.epcis import words as w
from tracker.exports.epcis.event_things import EventThings
from tracker.exports.epcis.event_values import Event
from tracker.exports.epcis.mapping import Row
from tracker.exports.epcis.names import MANIFEST, MODEL, PREFIX, SITE, bare

#: Fields that name the place, the one that counts first.
PLACES = ("bizLocation", "readPoint")
#: Kinds of scan whose stated mass is that of all of it.
_WEIGHED_TOGETHER = frozenset(
    {ScanKind.WEIGH, ScanKind.PACK, ScanKind.RECEIVE, ScanKind.DISMANTLE, ScanKind.SMELT}
)


class EventFields(EventThings):
    """Reads fields one by one and blames those that are wrong; None where nothing is said."""

    def _site(self) -> str | None:
        for name in PLACES:
            if name in self._event:
                return self._line(bare(SITE, self._event[name]["id"]), f"{name}/id")
        self._blame("epcis_no_place", "readPoint")
        return None

    def _peer(self, row: Row) -> str | None:
        for side in (row.peer,) if row.peer else ():
            for place, one in enumerate(self._event.get(f"{side}List") or ()):
                if w.PARTIES.bare(str(one["type"])) == "location":
                    return self._line(bare(SITE, one[side]), f"{side}List/{place}/{side}")
        return None

    def _model(self, kind: ScanKind) -> str | None:
        told = self._own_ilmd("model") or self._own("model")
        if told is not None:
            return self._named(told, MODEL)
        return None

    def _manifest(self) -> str | None:
        for place, one in enumerate(self._event.get("bizTransactionList") or ()):
            if w.TRANSACTIONS.bare(str(one.get("type", ""))) in ("bol", "desadv"):
                where = f"bizTransactionList/{place}/bizTransaction"
                return self._line(bare(MANIFEST, one["bizTransaction"]), where)
        return None

    def _country(self, kind: ScanKind) -> str | None:
        told = self._own("country")
        if told is None:
            return None
        if isinstance(told, str) and len(told) == 2 and told.isascii() and told.isupper():
            return told
        self._blame("wrong_form", f"{PREFIX}:country")
        return None

    def _mass(self, kind: ScanKind) -> int | None:
        """What a scale said of all of it together."""
        if kind is ScanKind.WEIGH:
            sensed = self._sensed()
            if sensed is not None:
                return sensed
        if self._own("weighed") is True and kind in _WEIGHED_TOGETHER:
            return self._kilos(self._own("massKg"), MOST_LOT_G, f"{PREFIX}:massKg")
        return None

    def _sensed(self) -> int | None:
        report = self._mass_report()
        if report is None:
            return None
        heap = {"quantity": report["value"], "uom": report.get("uom")}
        return self._grams(heap, "sensorElementList", MOST_LOT_G)

    def _mass_report(self) -> Event | None:
        for element in self._event.get("sensorElementList") or ():
            for report in element["sensorReport"]:
                if w.MEASUREMENTS.bare(str(report.get("type"))) == "Mass" and "value" in report:
                    found: Event = report
                    return found
        return None
