"""May this partner ask once more now? Who is known may call so often; strangers are not counted."""

from __future__ import annotations

from datetime import timedelta

from interop.refusals import Refused
from interop.usecases.station import Station


def let_in(partner: str, station: Station) -> None:
    """Count one more request; Refused (429) with whole seconds to wait if it is one too many."""
    work = station.new_work()
    with work:
        wait = work.partners.spend(partner, station.clock.now())
        work.commit()
    if wait:
        seconds = -(-wait // timedelta(seconds=1))
        raise Refused("too_many_requests", answer_signed=True, retry_after=seconds)
