"""Which rows of a ledger would a clerk have written for what is in the books?

One function for each form; what it yields are texts by column, and reads back as the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.mass import kilograms
from tracker.domain.moments import CHINA
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.i18n.catalogue import word
from tracker.ledgers.columns import HOURS
from tracker.ledgers.forms.receipts import COLLECTED, RECEIVED
from tracker.store.codes import Part
from tracker.store.queries.ledger_facts import LedgerEvent, LedgerFacts, LedgerUnit, Named

Cells = Mapping[str, str]
#: facts, an event of them, the organisation's code -> rows
Rows = Callable[[LedgerFacts, LedgerEvent, str], Iterator[Cells]]

#: Batch codes of waste sent out begin so (委外利用); what left under another code is 出库.
_SENT_OUT = "HWWW"
#: A cell holds some 30,000 letters; so many codes surely fit.
_CODES_A_CELL = 300
_RIGHT_AFTER = timedelta(minutes=1)
_LISTED = {"alias": "废铅蓄电池", "listed": "废铅蓄电池", "waste_class": "HW31"}


class Told(NamedTuple):
    """Which kinds of events a form tells of, and how."""

    kinds: tuple[K, ...]
    rows: Rows


def _sold(facts: LedgerFacts, event: LedgerEvent, _own: str) -> Iterator[Cells]:
    for unit in _units(facts, event):
        yield _said(
            day=_day(event),
            code=facts.code(unit.id, event.id),
            model=unit.model,
            mass=_kg(unit.mass_g),
            site=event.site,
            peer=event.peer,
        )


def _received(facts: LedgerFacts, event: LedgerEvent, _own: str) -> Iterator[Cells]:
    for unit in _units(facts, event):
        lot = unit.kind is UnitKind.UNCODED_LOT
        yield _said(
            day=_day(event),
            code=facts.code(unit.id, event.id),
            pieces=str(unit.pieces) if lot else None,
            mass=_kg(unit.mass_g),
            way=RECEIVED if event.kind is K.RECEIVE else COLLECTED,
            **{"class": f"第{unit.battery_class.value}类" if unit.battery_class else None},
            damaged="是" if unit.damaged else None,
            category=word("category", event.category, "zh") if event.category else None,
            source=event.peer,
            site=event.site,
            manifest=event.payload.get("manifest"),
            vehicle=event.payload.get("vehicle"),
        )


def _made(facts: LedgerFacts, event: LedgerEvent, own: str) -> Iterator[Cells]:
    """Lots under the organisation's own batch codes; others stand in the receipts."""
    for unit in _units(facts, event):
        code = facts.code(unit.id, event.id)
        if unit.kind is UnitKind.UNCODED_LOT and code.startswith(f"{own}-"):
            packed = _next(facts.packed.get(unit.id, []), event)
            same_day = packed is not None and packed.happened_at - event.happened_at <= _one_day()
            yield _said(
                batch=_batch(code, own),
                day=_day(event),
                container=packed.code if packed is not None and same_day else None,
                site=event.site,
                **_amount(facts, unit, event),
            )


def _one_day() -> timedelta:
    return timedelta(hours=HOURS[K.PACK] - HOURS[K.COLLECT])


def _stored(facts: LedgerFacts, event: LedgerEvent, own: str) -> Iterator[Cells]:
    for unit in _units(facts, event):
        source, batch = _source_and_batch(facts, unit, event, own)
        yield _said(
            batch=batch,
            day=_day(event),
            sources=source,
            site=event.site,
            **_amount(facts, unit, event),
        )


def _left(facts: LedgerFacts, event: LedgerEvent, own: str) -> Iterator[Cells]:
    return _gone(facts, event, own, sent_out=False)


def _sent(facts: LedgerFacts, event: LedgerEvent, own: str) -> Iterator[Cells]:
    return _gone(facts, event, own, sent_out=True)


def _gone(facts: LedgerFacts, event: LedgerEvent, own: str, *, sent_out: bool) -> Iterator[Cells]:
    for unit in _units(facts, event):
        source, batch = _source_and_batch(facts, unit, event, own)
        if batch.startswith(_SENT_OUT) is sent_out:
            yield _said(
                batch=batch,
                day=_day(event),
                sources=source,
                receiver=event.peer,
                site=event.site,
                **_amount(facts, unit, event),
            )


def _used(facts: LedgerFacts, event: LedgerEvent, own: str) -> Iterator[Cells]:
    """Inputs and outputs of one treatment, side by side in as many rows as the longer list needs;
    the batch keeps the rows together."""
    treated = facts.treated.get(event.id, [])
    inputs = [_batch(facts.code(u, event.id), own) for u, _, part in treated if part == Part.INPUT]
    outputs = [(facts.units[u], mass) for u, mass, part in treated if part == Part.OUTPUT]
    masses = [mass for _, mass, part in treated if part == Part.INPUT]
    whole = sum(mass for mass in masses if mass is not None)
    cells = [
        "、".join(inputs[start : start + _CODES_A_CELL])
        for start in range(0, len(inputs), _CODES_A_CELL)
    ]
    for place in range(max(len(cells), len(outputs))):
        unit, mass = outputs[place] if place < len(outputs) else (None, None)
        yield _said(
            batch=str(event.id),
            day=_day(event),
            mass=_tonnes(whole),
            unit="吨",
            site=event.site,
            sources=cells[place] if place < len(cells) else cells[0],
            output=_batch(facts.code(unit.id, event.id), own) if unit else None,
            material=word("material", unit.material, "zh") if unit and unit.material else None,
            output_mass=f"{_tonnes(mass)}吨" if mass is not None else None,
        )


#: What each form tells of.
TOLD: Mapping[str, Told] = {
    "sales": Told((K.SELL,), _sold),
    "receipts": Told((K.COLLECT, K.RECEIVE), _received),
    "b1": Told((K.COLLECT,), _made),
    "b2": Told((K.STORE,), _stored),
    "b3": Told((K.DISPATCH,), _left),
    "b4": Told((K.DISMANTLE, K.SMELT), _used),
    "b5": Told((K.DISPATCH,), _sent),
}


def _said(**cells: str | None) -> Cells:
    return {key: text for key, text in cells.items() if text}


def _units(facts: LedgerFacts, event: LedgerEvent) -> Iterator[LedgerUnit]:
    return (facts.units[unit] for unit in event.units if unit in facts.units)


def _day(event: LedgerEvent) -> str:
    """The day alone where an import would give it this very hour."""
    at = event.happened_at.astimezone(CHINA).replace(tzinfo=None)
    usual = datetime.combine(at.date(), datetime.min.time()) + timedelta(hours=HOURS[event.kind])
    return at.date().isoformat() if at == usual else at.isoformat(" ", "seconds")


def _kg(mass_g: int | None) -> str | None:
    return None if mass_g is None else f"{_plain(Decimal(kilograms(mass_g)))}kg"


def _tonnes(mass_g: int) -> str:
    return _plain(Decimal(mass_g).scaleb(-6))


def _plain(number: Decimal) -> str:
    """Without zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _batch(code: str, own: str) -> str:
    """Without the organisation's code, which an import puts before it again."""
    return code.removeprefix(f"{own}-")


def _amount(facts: LedgerFacts, unit: LedgerUnit, event: LedgerEvent) -> dict[str, str | None]:
    """The columns that all forms of waste have."""
    mass = facts.mass(unit.id, event.id)
    lot = unit.kind is UnitKind.UNCODED_LOT
    listed = _LISTED | {"waste": WASTE_LEAD_BATTERIES} if lot else {}
    return {
        **listed,
        "mass": None if mass is None else _tonnes(mass),
        "unit": "吨",
        "pieces": str(unit.pieces) if lot and unit.pieces else None,
    }


def _source_and_batch(
    facts: LedgerFacts, unit: LedgerUnit, event: LedgerEvent, own: str
) -> tuple[str, str]:
    """The code that a unit bore, and the one it took with this step; the same if it took none."""
    source = _batch(facts.code(unit.id, event.id), own)
    taken = _next(facts.relabelled.get(unit.id, []), event)
    if taken is None or taken.happened_at - event.happened_at > _RIGHT_AFTER:
        return source, source
    return source, _batch(taken.code, own)


def _next(named: list[Named], event: LedgerEvent) -> Named | None:
    return next((one for one in named if one.event > event.id), None)
