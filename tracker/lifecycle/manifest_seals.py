"""Which field of a manifest is sealed by whose confirmation, and whose consent changes it then?

Until its step is done a field is the filler's own. Afterwards either of filler and counterpart may
propose another value, and it counts once the other one consents. Sender and receiver themselves
never change: cancel, and issue another (an approval names its receiver, article 28 of 令23).
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.manifest import ManifestState as S
from tracker.domain.manifest import ManifestStep as M
from tracker.domain.manifest import Party as P  # noqa: N817


@dataclass(frozen=True, slots=True)
class Seal:
    """``where``: the whole manifest, one of its rows, or one of its legs."""

    field: str
    where: str
    sealed_by: frozenset[M]
    filled_by: P
    consent_of: P
    revisable: bool = True


WHOLE, ROW, LEG = "manifest", "row", "leg"
_ISSUE = frozenset({M.ISSUE, M.BACK_FILL})
_ACCEPT = frozenset({M.ACCEPT, M.ACCEPT_PARTLY, M.REJECT})
_TAKEN = frozenset({M.LOAD, M.TAKE_OVER, M.BACK_FILL})

# fmt: off
SEALS: tuple[Seal, ...] = (
    #    field              where  sealed by  filled by    consent of
    Seal("sender",          WHOLE, _ISSUE,    P.SENDER,    P.RECEIVER, revisable=False),
    Seal("receiver",        WHOLE, _ISSUE,    P.SENDER,    P.RECEIVER, revisable=False),
    Seal("approval",        WHOLE, _ISSUE,    P.SENDER,    P.RECEIVER, revisable=False),
    Seal("purpose",         WHOLE, _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("precautions",     WHOLE, _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("waste",           ROW,   _ISSUE,    P.SENDER,    P.RECEIVER, revisable=False),
    Seal("name",            ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("pieces",          ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("mass_kg",         ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("form",            ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("hazards",         ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("packing",         ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("packages",        ROW,   _ISSUE,    P.SENDER,    P.RECEIVER),
    Seal("vehicle",         LEG,   _TAKEN,    P.CARRIER,   P.SENDER),
    Seal("permit",          LEG,   _TAKEN,    P.CARRIER,   P.SENDER),
    Seal("accepted_pieces", ROW,   _ACCEPT,   P.RECEIVER,  P.SENDER),
    Seal("accepted_kg",     ROW,   _ACCEPT,   P.RECEIVER,  P.SENDER),
    Seal("method",          ROW,   _ACCEPT,   P.RECEIVER,  P.SENDER),
)
# fmt: on

BY_FIELD = {seal.field: seal for seal in SEALS}

#: Nothing is sealed yet, or nothing is left to be revised.
NO_REVISION = frozenset({S.DRAFT, S.PAPER, S.CANCELLED})


def sealed_fields(done: frozenset[M]) -> list[str]:
    """The fields that the steps done so far have sealed."""
    return [seal.field for seal in SEALS if seal.sealed_by & done]
