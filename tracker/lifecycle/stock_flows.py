"""Which scans bring waste into a site's stock, take it out, or use it up, as a ledger counts it?

HJ 1259-2022, 附录C: stock at the beginning + in − out − used = stock at the end. What leaves is
counted when it is dispatched, as in a row of 出库; what comes back refused, when it is looked over.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.scan import ScanKind as K


class Flow(StrEnum):
    """A column of the balance."""

    IN = "in"
    OUT = "out"
    USED = "used"


#: Scans of batteries, whole events. What is exported is new or in use and never lay in the store.
OF_BATTERIES: Mapping[K, Flow] = {
    K.COLLECT: Flow.IN,
    K.TAKE_BACK: Flow.IN,
    K.RECEIVE: Flow.IN,
    K.FIND: Flow.IN,
    K.DISPATCH: Flow.OUT,
    K.LOSE: Flow.OUT,
    K.DISPOSE: Flow.OUT,
}
#: What a treatment takes in, of batteries.
BATTERIES_USED = K.DISMANTLE
#: Scans of material lots, whole events.
OF_MATERIAL: Mapping[K, Flow] = {
    K.FIND: Flow.IN,
    K.SELL: Flow.OUT,
    K.LOSE: Flow.OUT,
    K.DISPOSE: Flow.OUT,
}
