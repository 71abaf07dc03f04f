"""Which event of EPCIS says what a scan of ours says?

One row for each kind of scan, and foreign ways of saying the same.

Source: GS1 EPCIS 2.0 and CBV 2.0; the choice among their words is this house's profile, told in
docs/reference/epcis.md. A void and a correction are the event they are about, with an error
declaration (EPCIS 2.0, error declaration): they have no row of their own word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.scan import ScanKind as K
from tracker.exports.epcis import words as w


@dataclass(frozen=True, slots=True)
class Row:
    """How a kind of scan is told. ``peer`` says on which side the other site stands."""

    kind: K
    type: str
    action: str | None
    step: str
    disposition: str | None
    peer: str = ""


_OBJECT, _AGGREGATION, _TRANSFORMATION = "ObjectEvent", "AggregationEvent", "TransformationEvent"
_TO, _FROM = "destination", "source"

# fmt: off
#: How our scans are written, the first row of a kind that fits; and read.
ROWS: tuple[Row, ...] = (
    Row(K.REGISTER,   _OBJECT, "ADD",     "commissioning",   "active"),
    Row(K.SELL,       _OBJECT, "OBSERVE", "retail_selling",  "retail_sold"),
    Row(K.SELL,       _OBJECT, "OBSERVE", "shipping",        "sellable_accessible", _TO),
    Row(K.TAKE_BACK,  _OBJECT, "OBSERVE", "receiving",       "returned"),
    Row(K.COLLECT,    _OBJECT, "OBSERVE", "collecting",      "disposed"),
    Row(K.RELABEL,    _OBJECT, "ADD",     "commissioning",   "in_progress"),
    Row(K.WEIGH,      _OBJECT, "OBSERVE", "inspecting",      "in_progress"),
    Row(K.GRADE,      _OBJECT, "OBSERVE", "inspecting",      "conformant"),
    Row(K.PACK,  _AGGREGATION, "ADD",     "packing",         "container_closed"),
    Row(K.UNPACK, _AGGREGATION, "DELETE", "unpacking",       "completeness_verified"),
    Row(K.DISPATCH,   _OBJECT, "OBSERVE", "shipping",        "in_transit", _TO),
    Row(K.LOAD,       _OBJECT, "OBSERVE", "departing",       "in_transit"),
    Row(K.HAND_OVER,  _OBJECT, "OBSERVE", "consigning",      "in_transit"),
    Row(K.DELIVER,    _OBJECT, "OBSERVE", "arriving",        "in_transit"),
    Row(K.RECEIVE,    _OBJECT, "OBSERVE", "receiving",       "in_progress", _FROM),
    Row(K.REJECT,     _OBJECT, "OBSERVE", "shipping",        "returned"),
    Row(K.STORE,      _OBJECT, "OBSERVE", "storing",         "in_progress"),
    Row(K.STOCK_TAKE, _OBJECT, "OBSERVE", "stock_taking",    "in_progress"),
    Row(K.DISMANTLE, _TRANSFORMATION, None, "disassembling", "in_progress"),
    Row(K.SMELT,     _TRANSFORMATION, None, "commissioning", "active"),
    Row(K.DISPOSE,    _OBJECT, "DELETE",  "destroying",      "destroyed", _TO),
    Row(K.EXPORT,     _OBJECT, "DELETE",  "decommissioning", "inactive"),
    Row(K.LOSE,       _OBJECT, "OBSERVE", "other",           "unknown"),
    Row(K.LOSE,       _OBJECT, "OBSERVE", "other",           "stolen"),
    Row(K.FIND,       _OBJECT, "ADD",     "commissioning",   "available"),
)
#: How others may say it, after our own rows; a disposition of None is any.
FOREIGN: tuple[Row, ...] = (
    Row(K.REGISTER,   _OBJECT, "ADD",     "commissioning",   None),
    Row(K.SELL,       _OBJECT, "OBSERVE", "retail_selling",  None, _TO),
    Row(K.SELL,       _OBJECT, "DELETE",  "retail_selling",  None, _TO),
    Row(K.SELL, "TransactionEvent", "ADD", "retail_selling", None, _TO),
    Row(K.COLLECT,    _OBJECT, "OBSERVE", "collecting",      None),
    Row(K.GRADE,      _OBJECT, "OBSERVE", "inspecting",      "non_conformant"),
    Row(K.GRADE,      _OBJECT, "OBSERVE", "inspecting",      "damaged"),
    Row(K.WEIGH,      _OBJECT, "OBSERVE", "inspecting",      None),
    Row(K.WEIGH,      _OBJECT, "OBSERVE", "sensor_reporting", None),
    Row(K.PACK,  _AGGREGATION, "ADD",     "packing",         None),
    Row(K.PACK,  _AGGREGATION, "ADD",     "repackaging",     None),
    Row(K.UNPACK, _AGGREGATION, "DELETE", "unpacking",       None),
    Row(K.UNPACK, _AGGREGATION, "DELETE", "repackaging",     None),
    Row(K.DISPATCH,   _OBJECT, "OBSERVE", "shipping",        None, _TO),
    Row(K.DISPATCH,   _OBJECT, "OBSERVE", "staging_outbound", None, _TO),
    Row(K.LOAD,       _OBJECT, "OBSERVE", "departing",       None),
    Row(K.LOAD,       _OBJECT, "OBSERVE", "loading",         None),
    Row(K.HAND_OVER,  _OBJECT, "OBSERVE", "consigning",      None),
    Row(K.DELIVER,    _OBJECT, "OBSERVE", "arriving",        None),
    Row(K.DELIVER,    _OBJECT, "OBSERVE", "unloading",       None),
    Row(K.RECEIVE,    _OBJECT, "OBSERVE", "receiving",       None, _FROM),
    Row(K.RECEIVE,    _OBJECT, "OBSERVE", "accepting",       None, _FROM),
    Row(K.STORE,      _OBJECT, "OBSERVE", "storing",         None),
    Row(K.STORE,      _OBJECT, "OBSERVE", "stocking",        None),
    Row(K.STORE,      _OBJECT, "OBSERVE", "holding",         None),
    Row(K.STOCK_TAKE, _OBJECT, "OBSERVE", "stock_taking",    None),
    Row(K.STOCK_TAKE, _OBJECT, "OBSERVE", "cycle_counting",  None),
    Row(K.DISMANTLE, _TRANSFORMATION, None, "disassembling", None),
    Row(K.SMELT,     _TRANSFORMATION, None, "creating_class_instance", None),
    Row(K.SMELT,     _TRANSFORMATION, None, "commissioning", None),
    Row(K.DISPOSE,    _OBJECT, "DELETE",  "destroying",      None, _TO),
    Row(K.EXPORT,     _OBJECT, "DELETE",  "decommissioning", None),
)
# fmt: on

#: Reasons of error declarations and the kinds of scan they are.
DECLARED = {"did_not_occur": K.VOID, "incorrect_data": K.CORRECT}


def row_of(kind: K, *, with_peer: bool, stolen: bool) -> Row:
    """How a scan is written: a sale to another site is a shipment of goods for sale, a theft has
    its own disposition."""
    rows = [row for row in ROWS if row.kind is kind]
    if kind is K.SELL:
        return rows[with_peer]
    if kind is K.LOSE:
        return rows[stolen]
    return rows[0]


def row_for(event: Mapping[str, Any]) -> Row | None:
    """What an event, of a form already judged, is among our scans; None if it is none of them."""
    step = w.BIZ_STEPS.bare(str(event.get("bizStep", "")))
    disposition = w.DISPOSITIONS.bare(str(event.get("disposition", "")))
    for row in (*ROWS, *FOREIGN):
        said = (row.type, row.action, row.step)
        if said == (event.get("type"), event.get("action"), step) and row.disposition in (
            None,
            disposition,
        ):
            return row
    return None
