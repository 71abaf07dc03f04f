"""Every hour: how far is each partner's clock from ours, what waits too long, what is parked?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from interop.delivery.attempts import ALARMS_AFTER
from interop.documents.words import moment_of
from interop.store.partners import Partner
from interop.store.watch import Queue
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.pull import last_day, pull
from interop.usecases.send import Link
from interop.usecases.station import Station
from tracker.domain.moments import day_of
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.usecases.alarm_ports import Raised

#: Beyond this people look at both clocks; at sixty seconds nothing is believed any more.
MOST_DRIFT = timedelta(seconds=20)
#: Alarms that end when a later look no longer finds them.
WATCHED = ("exchange_clock_drifts", "exchange_late", "exchange_parked")


def watch_partners(station: Station, link: Link) -> dict[str, int]:
    """Ask each partner for its time, fetch what it says it sent and never came, and raise or end
    the alarms about all of them."""
    work = station.new_work()
    with work:
        partners = [one for one in work.partners.all() if one.active]
    drifts = {}
    for one in partners:
        drifts[one.authority], sent = time_of(station, one, link)
        fetch_lost(station, one, sent, link)
    now = station.clock.now()
    today = day_of(now)
    with work:
        for authority, drift_ms in drifts.items():
            if drift_ms is not None:
                work.partners.set(authority, drift_ms=drift_ms)
        found = [
            Raised(one, None, None)
            for queue in work.watch.queues()
            for one in queue_findings(queue, drifts.get(queue.authority), today, now)
        ]
        look = int(now.timestamp())
        work.alarms.raise_all(found, look, now)
        work.alarms.clear(WATCHED, look, now, now)
        work.commit()
    return {"partners": len(partners), "wrong": len(found)}


def time_of(station: Station, partner: Partner, link: Link) -> tuple[int | None, int]:
    """Milliseconds by which the partner's clock is ahead of the middle of our question; None when
    it does not answer. A clock beyond the window is refused, and counts as at its edge. And the
    number of the last message that it made for us, as far as it tells."""
    before = station.clock.now()
    try:
        told = ask(station, partner, "/interop/v1/time", link)
    except NotAnswered as error:
        return (60_000 if "sig_time" in str(error) else None), 0
    after = station.clock.now()
    said, sent = moment_of(told.get("now")), told.get("sent")
    number = sent if type(sent) is int else 0
    if said is None:
        return None, number
    drift = (said - (before + (after - before) / 2)).total_seconds()
    return round(drift * 1_000), number


def fetch_lost(station: Station, partner: Partner, sent: int, link: Link) -> int:
    """Messages up to this number that never came are fetched; answers how many. Those that are on
    their way may come twice, which is as once."""
    work = station.new_work()
    with work:
        high = work.log.size(partner.authority).high_seq
    if sent <= high:
        return 0
    try:
        return pull(station, partner.authority, link, last_day(station, partner.authority))
    except NotAnswered:
        return 0


def queue_findings(
    queue: Queue, drift_ms: int | None, today: date, now: datetime
) -> Iterator[Finding]:
    """What must not stay so."""
    partner = queue.authority
    if drift_ms is not None and abs(drift_ms) > MOST_DRIFT.total_seconds() * 1_000:
        said = {"seconds": round(drift_ms / 1_000), "limit": int(MOST_DRIFT.total_seconds())}
        yield finding("exchange_clock_drifts", partner, today, said)
    if queue.oldest is not None and now - queue.oldest > ALARMS_AFTER[0]:
        waiting = {"since": day_of(queue.oldest), "messages": queue.messages}
        yield finding("exchange_late", partner, today, waiting)
    if queue.parked:
        yield finding("exchange_parked", partner, today, {"parked": queue.parked})
