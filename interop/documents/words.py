"""Is a text an identifier, a quantity, a moment, a UUID, an authority, as documents write them?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: Quantities travel as texts: no float, no exponent.
_QUANTITY = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", re.ASCII)
#: Bidirectional controls, zero-width and other invisible format characters: two identifiers that
#: look the same must be the same.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_AUTHORITY = re.compile(r"[A-Z]{2}(-[0-9]{2,6})?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SCHEMA = re.compile(r"([a-z][a-z0-9_]{0,63})/([1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def is_quantity(value: object) -> bool:
    return isinstance(value, str) and _QUANTITY.fullmatch(value) is not None


def is_identifier(value: object) -> bool:
    """1 to 128 characters, all of them visible, none of them space around the rest."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= 128
        and value == value.strip()
        and value.isprintable()
        and _INVISIBLE.search(value) is None
    )


def is_authority(value: object) -> bool:
    """``CN`` for the national system, ``CN-`` and a division for a province: ``CN-42``."""
    return isinstance(value, str) and _AUTHORITY.fullmatch(value) is not None


def is_uuid(value: object) -> bool:
    """A UUID in its one canonical spelling."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def schema_parts(value: object) -> tuple[str, int, int] | None:
    """``transfer_manifest/1.2`` as ("transfer_manifest", 1, 2); None if it is no schema."""
    match = _SCHEMA.fullmatch(value) if isinstance(value, str) else None
    return (match[1], int(match[2]), int(match[3])) if match else None


def moment_of(value: object) -> datetime | None:
    """An RFC 3339 time with its offset, as aware UTC; None if it is none."""
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment(value: object) -> datetime:
    """The same where it was asked before whether it is one; ValueError otherwise."""
    found = moment_of(value)
    if found is None:
        raise ValueError("not a moment")
    return found


def written(moment: datetime) -> str:
    """A moment as documents of ours write it: UTC, seconds, ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
