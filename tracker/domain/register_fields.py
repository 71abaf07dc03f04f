"""Which fields stand in many registers?"""

from __future__ import annotations

from tracker.domain import register_kinds as kind
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.register import Field, Refers, in_order

NAME, LINE, NOTE = kind.words(200), kind.words(500), kind.paragraphs(2_000)
#: The largest plants treat some hundred thousand tonnes a year; a producer sells about as much.
YEARLY = kind.kilograms(10_000_000 * GRAMS_PER_TONNE)

ORGANISATION = Field("organisation", kind.CODE, fixed=True, refers=Refers.ORGANISATION)
FROM = Field("valid_from", kind.DAY)
UNTIL = Field("valid_until", kind.DAY, needed=False)
DAYS_IN_ORDER = in_order("valid_from", "valid_until")
