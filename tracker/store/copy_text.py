"""How is a row written as COPY wants it? Its columns in order, and each field as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

_WORDS = {
    "event": (
        "id happened_at site_id organisation_id actor_id peer_site_id container_id subject_event"
        " mass_g pieces province kind category units payload"
    ),
    "event_unit": "unit_id event_id mass_g province part",
    "unit": (
        "id since site_id container_id model_id mass_g pieces version lead_share province kind"
        " state battery_class material damaged"
    ),
    "unit_code": "unit_id province scheme value",
    "containment": "child_id parent_id from_event to_event province",
    "voided_event": "event_id by_event province",
    "corrected_event": "event_id by_event province",
    "receipt": "organisation_id event_id province status client_id digest answer",
    "audit": "chain number actor_id recorded_at province line digest",
    "audit_head": "chain length province digest",
    "duty": "province topic subject version",
    "daily_rollup": (
        "site_id day kind peer_site_id category ware part province events pieces unweighed mass_g"
    ),
    "monthly_rollup": (
        "site_id month kind peer_site_id category ware part province events pieces unweighed mass_g"
    ),
}
#: The columns that are copied, in their order; all others take their defaults.
COLUMNS = {table: tuple(words.split()) for table, words in _WORDS.items()}


def text_field(value: str) -> str:
    """A text as COPY's text format wants it; nearly every one is so already."""
    if value.isprintable() and "\\" not in value:
        return value
    return value.translate(_ESCAPES)


def bytes_field(value: bytes) -> str:
    return rf"\\x{value.hex()}"


def int_field(value: int | None) -> str:
    return NULL if value is None else str(value)


def ints_field(values: Iterable[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


@lru_cache(maxsize=4_096)
def moment_field(value: datetime) -> str:
    return value.isoformat()
