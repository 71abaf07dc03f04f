"""What a partner has for us is fetched from its feed: it cannot call us, or something is lost."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from interop.documents.canonical import canonical
from interop.records.lines import day_of_exchange
from interop.records.message import check_addressed, read_message
from interop.refusals import Refused
from interop.store.partners import Partner
from interop.usecases.ask_partner import NotAnswered, ask, say
from interop.usecases.receive import receive_fetched
from interop.usecases.send import Link
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident

FEED, RECEIPTS = "/interop/v1/feed", "/interop/v1/receipts"
#: It goes into an address as it came.
_CURSOR = re.compile(r"[A-Za-z0-9_.~-]{1,500}")


def pull(station: Station, authority: str, link: Link, since: date | None = None) -> int:
    """Store the messages that are not here yet, as if they had been sent, and bring the receipts;
    answers how many were new. It goes on where it stopped last; ``since``: reads anew what was
    made from that day on (nothing is lost by reading twice). Raises NotAnswered; what was stored
    before stays, and the next time goes on there."""
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
    if partner is None or not partner.active:
        return 0
    query, new = _from(partner, since or last_day(station, authority), since is not None), 0
    while True:
        page = ask(station, partner, FEED + query, link)
        messages, cursor, more = _page(page)
        unconfirmed = page.get("unconfirmed")
        waits = set(unconfirmed) if isinstance(unconfirmed, list) else None
        for document in messages:
            new += _take(station, partner, document, waits, link)
        if since is None:
            with work:
                work.partners.set(authority, feed_cursor=cursor)
                work.commit()
        if not more:
            return new
        query = f"?cursor={cursor}"


def last_day(station: Station, authority: str) -> date | None:
    """The day on which the newest message that came was made: what never came after it was made
    on that day or later. None if nothing came yet."""
    work = station.new_work()
    with work:
        body = work.arrivals.newest_body(authority)
    return None if body is None else day_of_exchange(read_message(body).created_at)


def _from(partner: Partner, day: date | None, anew: bool) -> str:
    """Where to begin: at the cursor, or at a day; so a long past is not read again."""
    if partner.feed_cursor and not anew:
        return f"?cursor={partner.feed_cursor}"
    return f"?from={day}" if day is not None else ""


def _page(said: dict[str, Any]) -> tuple[list[Any], str, bool]:
    messages, cursor, more = said.get("messages"), said.get("cursor"), said.get("has_more")
    if not (isinstance(messages, list) and isinstance(cursor, str) and isinstance(more, bool)):
        raise NotAnswered("answer: feed")
    if _CURSOR.fullmatch(cursor) is None or (more and not messages):
        raise NotAnswered("answer: feed")
    return messages, cursor, more


def _take(
    station: Station, partner: Partner, document: Any, waits: Collection[str] | None, link: Link
) -> bool:
    """One message of the feed; True if it is new. What would be refused when it is sent is left
    out here, too, and told to people: what comes after it does not wait for it."""
    body = canonical(document)
    work = station.new_work()
    with work:
        book = work.partners.book()
    try:
        message = read_message(body)
        check_addressed(message, partner.authority, station.authority, message.message_id)
        received = receive_fetched(message, body, partner, book, station)
    except Refused as refused:
        if refused.code != "idempotency_conflict":  # of that one people were told where it was seen
            with work:
                now, problem = station.clock.now(), f"feed: {refused.code}"
                tell_incident(work, partner.authority, "answer_not_believed", now, problem=problem)
                work.commit()
        return False
    if not received.replayed or waits is None or message.message_id in waits:
        say(station, partner, RECEIPTS, received.receipt, message.message_id, link)
    return not received.replayed
