"""A scan after it was judged and before it is booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.booking import Booking
from tracker.domain.consequences import Consequences
from tracker.domain.errors import Fault
from tracker.rules.finding import Finding
from tracker.usecases.ports import Explained, Standing


@dataclass(frozen=True, slots=True)
class Judged:
    """The booking to make (None: nothing to book) and what to say about it.

    ``told``: findings that the answer says and whose alarm is open since before.
    ``standings``: units that stand elsewhere than this event alone would leave them;
    ``explained``: what no longer looks wrong because of it; ``consequences``: what it changes of
    what was booked before.
    """

    booking: Booking | None
    refused: Mapping[str, Fault]
    findings: Sequence[Finding]
    labels: Sequence[str] = ()
    standings: Sequence[Standing] = ()
    explained: Sequence[Explained] = ()
    told: Sequence[Finding] = ()
    consequences: Consequences | None = None
