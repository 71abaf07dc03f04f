"""Who acts when a document is restored at the machine itself: each event, whoever recorded it."""

from __future__ import annotations

from tracker.domain.caller import Caller
from tracker.exports.epcis.book_events import Acting
from tracker.exports.epcis.read_event import ReadScan
from tracker.store.queries.told_parties import acting_as
from tracker.store.unit_of_work import Sessions


def restorer(sessions: Sessions) -> Acting:
    """Acts for the organisation that an event names, else for that of its site."""
    known: dict[tuple[str | None, str], Caller | None] = {}

    def acting(read: ReadScan) -> Caller | None:
        site = read.scan.site if read.scan is not None else ""
        key = (read.recorder, site)
        if key not in known:
            with sessions() as session:
                known[key] = acting_as(session, organisation=read.recorder, site=site)
        return known[key]

    return acting
