"""How is a record named in one line, for the log and for the comparison of days?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from interop.documents.digest import sha256
from interop.records.envelope import RecordKey

#: Days of the comparison are days in China, whatever the server's clock is set to.
_CHINA = timezone(timedelta(hours=8))


def line_of(key: RecordKey, digest: str) -> bytes:
    """``origin|id|version|digest``: a leaf of the log, a line of a day's list."""
    return f"{key.origin}|{key.id}|{key.version}|{digest}".encode()


def day_of_exchange(issued_at: datetime) -> date:
    """The day under which a record is compared: that of ``issued_at`` at +08:00."""
    return issued_at.astimezone(_CHINA).date()


def digest_of_day(lines: Iterable[bytes]) -> str:
    """SHA-256 over a day's lines, sorted bytewise and joined by LF; of nothing for no line."""
    return sha256(b"\n".join(sorted(lines)))


@dataclass(frozen=True, slots=True)
class Difference:
    """What two sides must do about a day: ``send`` what is missing there, ``fetch`` what is missing
    here; ``contradicting`` records have two digests: a person must look, nothing is overwritten."""

    send: frozenset[RecordKey]
    fetch: frozenset[RecordKey]
    contradicting: frozenset[RecordKey]

    @property
    def agrees(self) -> bool:
        return not (self.send or self.fetch or self.contradicting)


def compare_day(ours: Mapping[RecordKey, str], theirs: Mapping[RecordKey, str]) -> Difference:
    """The difference of two sides' lists of one day: digests by record."""
    here, there = set(ours), set(theirs)
    return Difference(
        send=frozenset(here - there),
        fetch=frozenset(there - here),
        contradicting=frozenset(key for key in here & there if ours[key] != theirs[key]),
    )
