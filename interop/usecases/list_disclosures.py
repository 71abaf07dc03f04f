"""The bureau looks at what partners were told, and at what it asked them itself."""

from __future__ import annotations

from interop.store.crossings import Asked
from interop.store.watch import Disclosed
from interop.usecases.station import Station
from tracker.domain.errors import NotFound

#: Ids are signed 64-bit numbers.
_MOST_ID = 2**63 - 1


def list_disclosures(
    station: Station, partner: str | None, before: int | None, most: int
) -> list[Disclosed]:
    """The newest first."""
    work = station.new_work()
    with work:
        return work.watch.disclosures(partner, before, most)


def list_questions(station: Station, before: int | None, most: int) -> list[Asked]:
    """Questions of ours, the newest first."""
    work = station.new_work()
    with work:
        return work.crossings.asked(before, most)


def signed_answer(station: Station, question: int) -> bytes:
    """The answer to a question of ours as it was signed; NotFound without one."""
    work = station.new_work()
    with work:
        found = work.crossings.answer(question) if question <= _MOST_ID else None
    if found is None:
        raise NotFound
    return found
