"""What is wrong with an event that GS1's schema lets through?

Eight things: a wrong check digit, packing without a box, a box among what it holds, more mass out
than can have been in, a negative quantity, an unknown unit, an offset that contradicts the time, a
time far in the future. In our own records each is a refusal. In other people's documents a wrong
check digit and a contradicting offset are findings: what happened is clear without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.domain.errors import Fault
from tracker.domain.identifiers import gs1_digital_link
from tracker.domain.identifiers.gs1_digital_link import CANONICAL_STEM
from tracker.domain.mass import MOST_BATTERY_G, kilograms
from tracker.domain.moments import CLOCK_TOLERANCE, FIRST_MOMENT
from tracker.exports.epcis.normal_form import link_text, utc_of
from tracker.exports.epcis.values import shown

#: Grams in one of each unit of mass (UN/ECE Recommendation 20).
MASS_UNITS = {
    "KGM": Decimal(1_000), "GRM": Decimal(1), "TNE": Decimal(1_000_000), "DTN": Decimal(100_000),
    "HGM": Decimal(100), "LBR": Decimal("453.59237"), "ONZ": Decimal("28.349523125"),
}  # fmt: skip
#: Other units of the same recommendation that goods are counted and measured in.
_OTHER = (
    "C62 H87 EA NAR PR SET DZN LTR MLT HLT DLT CLT MTQ CMQ MTR CMT MMT KMT MTK CMK INH FOT"
    " GLL GLI PCE BX CS CT PK PF PX ZP MIL"
)
OTHER_UNITS = frozenset(_OTHER.split())
#: Besides batteries, fluxes and water go into a treatment (see ``prepare_treatment``).
_MOST_YIELD = Decimal("1.5")

_EPC_FIELDS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITY_FIELDS = (
    "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList",
)  # fmt: skip


class Sensed(NamedTuple):
    """A fault; ``kept``: in somebody else's document a finding only."""

    fault: Fault
    kept: bool = False


def sense(event: dict[str, Any], at: str, now: datetime) -> Iterator[Sensed]:
    """What contradicts itself or the world in an event whose form is in order."""
    yield from _times(event, at, now)
    yield from _families(event, at)
    for name in _QUANTITY_FIELDS:
        for place, quantity in enumerate(event.get(name) or ()):
            yield from _amount(quantity, f"{at}/{name}/{place}")
    yield from _yield(event, at)
    for name, where in _named(event, at):
        reason = _link_fault(name)
        if reason is not None:
            code = "epcis_check_digit" if "check digit" in reason else "epcis_link_wrong"
            yield Sensed(Fault(code, where, {"value": shown(name), "reason": reason}), kept=True)


def grams_of(quantity: dict[str, Any]) -> Decimal | None:
    """The mass of a quantity; None when it is no mass."""
    unit = quantity.get("uom")
    if unit not in MASS_UNITS or "quantity" not in quantity:
        return None
    return Decimal(str(quantity["quantity"])) * MASS_UNITS[unit]


def _times(event: dict[str, Any], at: str, now: datetime) -> Iterator[Sensed]:
    text = str(event["eventTime"])
    moment = utc_of(text)
    if moment is None:
        return
    if moment > now + CLOCK_TOLERANCE:
        yield Sensed(Fault("time_in_future", f"{at}/eventTime"))
    elif moment < FIRST_MOMENT:
        words = {"first": FIRST_MOMENT.date().isoformat()}
        yield Sensed(Fault("time_too_old", f"{at}/eventTime", words))
    stated = text[-6:] if text[-6] in "+-" else "+00:00"
    told = str(event["eventTimeZoneOffset"])
    if _minutes(stated) != _minutes(told):
        words = {"stated": stated, "offset": told}
        yield Sensed(Fault("epcis_offset_differs", f"{at}/eventTimeZoneOffset", words), kept=True)


def _minutes(offset: str) -> timedelta:
    hours, minutes = offset[1:].split(":")
    length = timedelta(hours=int(hours), minutes=int(minutes))
    return -length if offset[0] == "-" else length


def _families(event: dict[str, Any], at: str) -> Iterator[Sensed]:
    parent = event.get("parentID")
    if event["type"] == "AggregationEvent" and event.get("action") == "ADD" and parent is None:
        yield Sensed(Fault("epcis_no_parent", f"{at}/parentID"))
    if parent is not None:
        for name in ("childEPCs", "epcList"):
            for place, child in enumerate(event.get(name) or ()):
                if link_text(child) == link_text(parent):
                    fault = Fault("into_itself", f"{at}/{name}/{place}")
                    yield Sensed(fault)


def _amount(quantity: dict[str, Any], at: str) -> Iterator[Sensed]:
    if "quantity" in quantity and Decimal(str(quantity["quantity"])) < 0:
        yield Sensed(Fault("epcis_negative", f"{at}/quantity"))
    unit = quantity.get("uom")
    if unit is not None and unit not in MASS_UNITS and unit not in OTHER_UNITS:
        known = ", ".join(sorted(MASS_UNITS))
        yield Sensed(Fault("epcis_unknown_unit", f"{at}/uom", {"unit": unit, "known": known}))


def _yield(event: dict[str, Any], at: str) -> Iterator[Sensed]:
    """Nothing heavier comes out than the heaviest batteries that may have gone in."""
    if event["type"] != "TransformationEvent":
        return
    inside = [grams_of(q) for q in event.get("inputQuantityList") or ()]
    if None in inside or (event.get("transformationID") and not event.get("inputEPCList")):
        return
    most = sum((mass for mass in inside if mass is not None), Decimal(0))
    # A lot or a box among the inputs may weigh more than a battery: what is booked looks closer.
    most += len(event.get("inputEPCList") or ()) * MOST_BATTERY_G
    out = sum(
        (grams_of(q) or Decimal(0) for q in event.get("outputQuantityList") or ()), Decimal(0)
    )
    if out > most * _MOST_YIELD and not _holds_lots(event):
        words = {"out_kg": _kilos(out), "in_kg": _kilos(most)}
        yield Sensed(Fault("outputs_exceed_inputs", f"{at}/outputQuantityList", words))


def _holds_lots(event: dict[str, Any]) -> bool:
    """Whether an input may be more than one battery: no instance of a class of trade items."""
    return any(
        not (name.startswith(("urn:epc:id:sgtin:", "urn:plumbline:")) or "/01/" in name)
        for name in event.get("inputEPCList") or ()
    ) or event.get("bizStep") not in (None, "disassembling")


def _kilos(grams: Decimal) -> str:
    return kilograms(int(grams.to_integral_value()))


def _named(event: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for field in _EPC_FIELDS:
        for place, name in enumerate(event.get(field) or ()):
            yield name, f"{at}/{field}/{place}"
    for field in _QUANTITY_FIELDS:
        for place, quantity in enumerate(event.get(field) or ()):
            yield quantity["epcClass"], f"{at}/{field}/{place}/epcClass"
    if "parentID" in event:
        yield event["parentID"], f"{at}/parentID"
    for field in ("readPoint", "bizLocation"):
        if field in event:
            yield event[field]["id"], f"{at}/{field}/id"


def _link_fault(name: str) -> str | None:
    """What GS1's rules say against a link of a thing; a URN leaves its check digit out."""
    link = link_text(name)
    if name.startswith("urn:") or not link.startswith(CANONICAL_STEM + "/"):
        return None
    fault = gs1_digital_link.parse(link).fault
    return None if fault is None else fault.text
